import type { Credentials } from './credentialSource.ts';

type SdkIdentity = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
};

/** What one of the SDK's providers gave, in our form. */
export function fromSdk({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  expiration,
}: SdkIdentity): Credentials {
  const expiresAtMs = expiration?.getTime();
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(expiresAtMs !== undefined && !Number.isNaN(expiresAtMs) && { expiresAtMs }),
  };
}
