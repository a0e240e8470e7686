import { expect, test } from 'vitest';
import type { Credentials } from '../../../../electron/core/accounts/credentials/credentialSource.ts';
import { SatchelError } from '../../../../electron/core/satchelError.ts';
import { createThreadCredentials } from '../../../../electron/core/transfers/thread/threadCredentials.ts';

function setUp(answers: readonly (Partial<Credentials> | SatchelError)[]) {
  let nowMs = 0;
  let asked = 0;
  const refused: string[] = [];
  const source = createThreadCredentials(
    {
      get: async () => {
        const answer = answers[Math.min(asked, answers.length - 1)];
        asked += 1;
        if (answer instanceof SatchelError) throw answer;
        return { accessKeyId: `key ${asked}`, secretAccessKey: 'secret', ...answer };
      },
      refuse: ({ accessKeyId }) => refused.push(accessKeyId),
    },
    () => nowMs,
  );
  return {
    source,
    refused,
    at: async (atMs: number) => {
      nowMs = atMs;
      return (await source.get()).accessKeyId;
    },
  };
}

test('the main thread is asked once for many requests, and again after two seconds', async () => {
  const { at } = setUp([{}]);
  expect([await at(0), await at(1999), await at(2000)]).toEqual(['key 1', 'key 1', 'key 2']);
});

test('keys that end soon are asked for each time', async () => {
  const { at } = setUp([{ expiresAtMs: 20_000 }]);
  expect([await at(0), await at(1)]).toEqual(['key 1', 'key 2']);
});

test('keys that a server refused are not used again', async () => {
  const { source, refused, at } = setUp([{}]);
  expect(await at(0)).toBe('key 1');
  source.refuse(await source.get());
  expect([refused, await at(1)]).toEqual([['key 1'], 'key 2']);
});

test('an error is not kept', async () => {
  const { at } = setUp([new SatchelError('account.signInNeeded', 'Sign in'), {}]);
  await expect(at(0)).rejects.toMatchObject({ code: 'account.signInNeeded' });
  expect(await at(0)).toBe('key 2');
});
