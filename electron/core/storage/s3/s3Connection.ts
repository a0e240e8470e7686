import type { CredentialSource } from '../../accounts/credentials/credentialSource.ts';
import type { Network } from '../../network/network.ts';

/** What it takes to talk to one S3 server as one account. */
export type S3Connection = {
  /** A provider's id in storage/providers.ts. */
  readonly provider: string;
  /** Missing: the provider's own address. */
  readonly endpoint?: string;
  /** The home region: of requests that are about no bucket, and of new buckets. */
  readonly region: string;
  readonly credentials: CredentialSource;
  readonly network: Network;
  /** Missing: as the provider is used to. */
  readonly addressing?: 'virtualHost' | 'path';
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
  /** A PEM file of certificates to trust besides the well-known ones. */
  readonly caBundlePath?: string;
  /** How long a server may stay silent before a request is given up, in milliseconds. */
  readonly silenceTimeoutMs: number;
};
