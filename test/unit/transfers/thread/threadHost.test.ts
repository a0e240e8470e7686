import { expect, test } from 'vitest';
import { fixedCredentials } from '../../../../electron/core/accounts/credentials/credentialSource.ts';
import { hostFunctions } from '../../../../electron/core/transfers/thread/threadHost.ts';
import type { TransfersHost } from '../../../../electron/core/transfers/transfers.ts';

const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
const server = { provider: 'other', endpoint: 'https://a.example/', region: 'r', silenceTimeoutMs: 1 };
const host = hostFunctions({
  accounts: { connection: () => ({ server, credentials: fixedCredentials(credentials) }) },
} as unknown as TransfersHost);

test('credentials go to the server that the account leads to', async () => {
  expect(await host.credentials('mine', 'other https://a.example')).toEqual(credentials);
});

test('they go to no other server, although the account led there once', () => {
  expect(() => host.credentials('mine', 'other https://b.example')).toThrow(
    expect.objectContaining({ code: 'account.changed' }),
  );
});
