import { expect, test } from 'vitest';
import { openKeys, sealKeys } from '../../../electron/core/accounts/savedKeys.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createMemoryVault } from '../../support/appHarness.ts';

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };
const vault = createMemoryVault();
const outdated = {
  ...vault,
  open: async (sealed: string) => ({ ...(await vault.open(sealed)), isOutdated: true }),
};

test('keys are sealed anew where the keychain asks for it', async () => {
  const sealed = await sealKeys(vault, keys);
  const resealed: string[] = [];
  expect(await openKeys(outdated, sealed, (anew) => resealed.push(anew))).toEqual(keys);
  expect(resealed).toEqual([sealed]);
});

test('keys that cannot be sealed anew, or not be stored, are used all the same', async () => {
  const sealed = await sealKeys(vault, keys);
  const full = () => {
    throw new Error('ENOSPC');
  };
  expect(await openKeys(outdated, sealed, full)).toEqual(keys);
  const seal = async () => {
    throw new SatchelError('account.keychainUnavailable', 'It is gone.');
  };
  expect(await openKeys({ ...outdated, seal }, sealed, full)).toEqual(keys);
});

test('what the keychain holds and is no keys is not repeated', async () => {
  const sealed = await vault.seal('{"accessKeyId": "AKIDEXAMPLE", "secret');
  const refusal = await openKeys(vault, sealed).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'account.secretLost' });
  expect(String(refusal)).not.toContain('AKIDEXAMPLE');
});
