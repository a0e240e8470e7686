import { z } from 'zod';
import type { SecretVault } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';
import type { CredentialSource, Credentials } from './credentials/credentialSource.ts';

/** Keys that stay, as they are typed. */
export type Keys = Pick<Credentials, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>;

const keysSchema = z.strictObject({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string().optional(),
});

/** Seals keys for this user on this computer; throws `account.keychainUnavailable`. */
export function sealKeys(vault: SecretVault, keys: Keys): Promise<string> {
  return vault.seal(JSON.stringify(keys));
}

/**
 * The keys that were sealed; `reseal` gets them sealed anew where the keychain asks for it. Throws `account.secretLost`
 * when they cannot be opened any more.
 */
export async function openKeys(
  vault: SecretVault,
  sealedKeys: string,
  reseal: (sealedKeys: string) => void = () => undefined,
): Promise<Keys> {
  const { text, isOutdated } = await vault.open(sealedKeys);
  const { accessKeyId, secretAccessKey, sessionToken } = parseKeys(text);
  const keys = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  if (isOutdated) {
    await sealKeys(vault, keys)
      .then(reseal)
      .catch(() => {
        // What was sealed the old way still opens: the next time tries again.
      });
  }
  return keys;
}

/** Credentials out of the keychain, which is asked once, and again after it failed. */
export function sealedCredentials(open: () => Promise<Keys>): CredentialSource {
  let opened: Promise<Keys> | undefined;
  return {
    async get() {
      opened ??= open();
      try {
        return await opened;
      } catch (error) {
        opened = undefined;
        throw error;
      }
    },
    refuse: () => undefined,
  };
}

function parseKeys(text: string): z.infer<typeof keysSchema> {
  try {
    return keysSchema.parse(JSON.parse(text));
  } catch {
    // What is thrown here may quote the text, which holds secrets.
    throw new SatchelError('account.secretLost', 'What the keychain holds are no keys.', {
      action: 'editAccount',
    });
  }
}
