import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createSecretVault } from '../../../electron/shell/secretVault.ts';

const electron = vi.hoisted(() => ({ safeStorage: {} as Record<string, unknown> }));
vi.mock('electron', () => electron);

const notReally = (text: string) => Buffer.from([...Buffer.from(text)].map((byte) => byte ^ 0xff));
const back = (sealed: Buffer) => Buffer.from([...sealed].map((byte) => byte ^ 0xff)).toString();

const backend = { getSelectedStorageBackend: () => 'gnome_libsecret' };
/** As in 33 and before. */
const oldCalls = {
  isEncryptionAvailable: () => true,
  encryptString: notReally,
  decryptString: back,
};
/** As in 45; the old calls are there to be seen when they are used. */
const newCalls = {
  isEncryptionAvailable: unwanted,
  encryptString: unwanted,
  decryptString: unwanted,
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text: string) => notReally(text),
  decryptStringAsync: async (sealed: Buffer) => ({ result: back(sealed), shouldReEncrypt: true }),
};

function unwanted(): never {
  throw new Error('The old call was used');
}

beforeEach(() => {
  electron.safeStorage = {};
});

describe.each([
  ['the synchronous calls', oldCalls, false],
  ['the asynchronous calls', newCalls, true],
])('a keychain with %s', (_name, calls, isOutdated) => {
  test('seals a text and opens it again', async () => {
    electron.safeStorage = { ...backend, ...calls };
    const vault = createSecretVault();
    const sealed = await vault.seal('secret é');
    expect(sealed).not.toContain('secret');
    expect(await vault.open(sealed)).toEqual({ text: 'secret é', isOutdated });
    expect(await vault.isAvailable()).toBe(true);
  });

  test('that cannot open what it sealed says so, and quotes nothing', async () => {
    const fails = () => {
      throw new Error('secret é');
    };
    electron.safeStorage = {
      ...backend,
      ...calls,
      decryptString: fails,
      decryptStringAsync: async () => fails(),
    };
    if (calls === oldCalls) delete electron.safeStorage.decryptStringAsync;
    const refused = await createSecretVault()
      .open('AAAA')
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'account.secretLost', cause: undefined });
    expect(String(refused)).not.toContain('secret é');
  });
});

test.runIf(process.platform === 'linux').each([oldCalls, newCalls])(
  'a keychain whose password is known to everyone counts as none',
  async (calls) => {
    electron.safeStorage = { ...calls, getSelectedStorageBackend: () => 'basic_text' };
    const vault = createSecretVault();
    expect(await vault.isAvailable()).toBe(false);
    await expect(vault.seal('secret')).rejects.toMatchObject({ code: 'account.keychainUnavailable' });
  },
);
