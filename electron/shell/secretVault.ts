import { type SafeStorage, safeStorage } from 'electron';
import type { SecretVault } from '../core/ports.ts';
import { SatchelError } from '../core/satchelError.ts';

/** What of `safeStorage` older runtimes do not have (33 has none of it; it is all there is from 46). */
type AsyncCalls = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;

/** The system's keychain by Electron's `safeStorage`; made once the app is ready. */
export function createSecretVault(): SecretVault {
  const asyncCalls = findAsyncCalls(safeStorage);
  const isAvailable = async (): Promise<boolean> => {
    // "basic_text" encrypts with a password that is in Electron's source: anyone could open it (Electron, safeStorage).
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
      return false;
    return asyncCalls ? await asyncCalls.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable();
  };

  return {
    isAvailable,
    async seal(text) {
      if (!(await isAvailable())) {
        throw new SatchelError('account.keychainUnavailable', 'safeStorage is not available.');
      }
      const sealed = asyncCalls ? await asyncCalls.encryptStringAsync(text) : safeStorage.encryptString(text);
      return sealed.toString('base64');
    },
    async open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      try {
        if (!asyncCalls) return { text: safeStorage.decryptString(bytes), isOutdated: false };
        const { result, shouldReEncrypt } = await asyncCalls.decryptStringAsync(bytes);
        return { text: result, isOutdated: shouldReEncrypt };
      } catch {
        // What it throws is not kept: nothing says that it quotes no secret.
        throw new SatchelError('account.secretLost', 'safeStorage cannot decrypt what it once encrypted.', {
          action: 'editAccount',
        });
      }
    },
  };
}

function findAsyncCalls(storage: Partial<AsyncCalls>): AsyncCalls | undefined {
  return typeof storage.encryptStringAsync === 'function' ? (storage as AsyncCalls) : undefined;
}
