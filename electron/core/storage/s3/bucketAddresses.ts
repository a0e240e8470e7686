import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SatchelError } from '../../satchelError.ts';
import { expectField } from './calls.ts';
import type { SigningScope } from './signer.ts';

/** Where the requests to a bucket's objects go. */
export type BucketAddress = {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  /** Scheme, host and port, as an address begins. */
  readonly origin: string;
  /** The host and user-agent headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** What stands before the key, with its last slash. */
  readonly basePath: string;
  readonly scope: SigningScope;
};

/** The addresses of buckets by region, each asked of the SDK once. */
export type BucketAddresses = {
  find(client: S3Client, region: string, bucket: string): BucketAddress | Promise<BucketAddress>;
};

/** Makes an empty memory of addresses. */
export function createBucketAddresses(): BucketAddresses {
  const addresses = new Map<string, BucketAddress>();
  return {
    find(client, region, bucket) {
      const id = `${region} ${bucket}`;
      const known = addresses.get(id);
      if (known) return known;
      return askSdk(client, bucket).then((address) => {
        addresses.set(id, address);
        return address;
      });
    },
  };
}

type SdkRequest = {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
};

type AuthScheme = { readonly name: string; readonly signingRegion?: string; readonly signingName?: string };

/** Its rules of virtual hosts, FIPS, dual-stack and partitions are not written a second time: it makes a request, unsent. */
async function askSdk(client: S3Client, bucket: string): Promise<BucketAddress> {
  const key = '-';
  const command = new GetObjectCommand({ Bucket: bucket, Key: key });
  let made: { readonly request: SdkRequest; readonly scheme: AuthScheme | undefined } | undefined;
  command.middlewareStack.add(
    (_next, context) => async (args) => {
      const [scheme] = context.endpointV2?.properties?.authSchemes ?? [];
      made = { request: args.request as SdkRequest, scheme: scheme as AuthScheme | undefined };
      return { response: undefined, output: { $metadata: {} } };
    },
    { step: 'finalizeRequest', priority: 'high', name: 'catchRequest' },
  );
  await client.send(command);
  const { request, scheme } = expectField(made, 'request');
  if (scheme?.name !== 'sigv4') {
    throw new SatchelError('storage.unsupported', `The bucket wants ${scheme?.name} for its signatures.`);
  }
  const { protocol, hostname, port, path, headers } = request;
  return {
    protocol,
    hostname,
    ...(port !== undefined && { port }),
    origin: port === undefined ? `${protocol}//${hostname}` : `${protocol}//${hostname}:${port}`,
    headers: { host: headers.host ?? hostname, 'user-agent': headers['user-agent'] ?? 'satchel' },
    basePath: path.slice(0, -key.length),
    scope: {
      region: scheme.signingRegion ?? (await client.config.region()),
      service: scheme.signingName ?? 's3',
    },
  };
}
