import { expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createGroupWriter } from '../../../electron/core/transfers/journal/groupWriter.ts';

type Options = Parameters<typeof createGroupWriter>[0];

/** A writer on a database that only notes what is written, and fails when it is told to. */
function newWriter() {
  const written: string[] = [];
  const host = { failsWith: undefined as string | undefined, recoveries: 0, recoveryFails: false };
  const batch = () => {
    const keys: string[] = [];
    return {
      get length() {
        return keys.length;
      },
      put: (key: string) => void keys.push(key),
      del: (key: string) => void keys.push(`-${key}`),
      async write({ sync }: { readonly sync: boolean }) {
        await Promise.resolve();
        if (host.failsWith !== undefined) throw new Error(host.failsWith);
        written.push(`${keys.join(' ')}${sync ? ' (sync)' : ''}`);
      },
    };
  };
  const writer = createGroupWriter({
    // The writer uses no more of a batch than this.
    db: () => ({ batch }) as unknown as ReturnType<Options['db']>,
    finishGroup: (group) => group.put('end', ''),
    async recover() {
      if (host.recoveryFails) throw new Error('still full');
      host.recoveries += 1;
    },
    errorOf: (error) =>
      error instanceof SatchelError ? error : new SatchelError('local.noSpace', String(error)),
  });
  const put = (key: string) => writer.call((group) => void group.put(key, ''));
  return { host, written, writer, put };
}

test('calls that come together are written together, those that come meanwhile after them', async () => {
  const { written, put } = newWriter();
  const first = Promise.all([put('a'), put('b')]);
  await Promise.resolve();
  await Promise.resolve();
  const second = Promise.all([put('c'), put('d')]);
  await Promise.all([first, second]);
  expect(written).toEqual(['a b end', 'c d end']);
});

test('a group with one durable call is durable', async () => {
  const { written, writer, put } = newWriter();
  await Promise.all([put('a'), writer.call((group) => group.makeDurable()), put('b')]);
  await put('c');
  expect(written).toEqual(['a b end (sync)', 'c end']);
});

test('a task that needs to read is written behind what came before it', async () => {
  const { written, writer, put } = newWriter();
  const order: string[] = [];
  await Promise.all([
    put('a').then(() => order.push('a')),
    writer
      .call(async (group) => {
        await group.flush();
        expect(written).toEqual(['a end']);
        group.put('b', '');
        return 'read';
      })
      .then((value) => order.push(value)),
  ]);
  expect([written, order]).toEqual([
    ['a end', 'b end'],
    ['a', 'read'],
  ]);
});

test('a task that fails stops no other one', async () => {
  const { written, writer, put } = newWriter();
  const failed = writer.call(() => {
    throw new SatchelError('request.stale', 'There is no such job');
  });
  await Promise.all([put('a'), expect(failed).rejects.toMatchObject({ code: 'request.stale' }), put('b')]);
  expect(written).toEqual(['a b end']);
});

test('after a write that failed all of its group fails, and the next one begins by recovering', async () => {
  const { host, written, put } = newWriter();
  host.failsWith = 'full';
  const results = await Promise.allSettled([put('a'), put('b')]);
  expect(results).toMatchObject([
    { status: 'rejected', reason: { code: 'local.noSpace' } },
    { status: 'rejected', reason: { code: 'local.noSpace' } },
  ]);
  host.recoveryFails = true;
  await expect(put('c')).rejects.toMatchObject({ code: 'local.noSpace', message: 'Error: still full' });
  host.recoveryFails = false;
  host.failsWith = undefined;
  await put('d');
  await put('e');
  expect([written, host.recoveries]).toEqual([['d end', 'e end'], 1]);
});
