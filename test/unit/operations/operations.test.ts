import { describe, expect, onTestFinished, test } from 'vitest';
import type { Accounts } from '../../../electron/core/accounts/accounts.ts';
import { createOperations } from '../../../electron/core/operations/operations.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { Selection } from '../../../shared/domain/object.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';
import { manualClock } from '../transfers/manualClock.ts';

const bucket = 'documents';
const lost = new SatchelError('network.lost', 'lost');
const denied = new SatchelError('access.denied', 'denied');

async function stored(keys: readonly string[], content = 'x'): Promise<MemoryStorage> {
  const storage = createMemoryStorage({ buckets: [bucket] });
  for (const key of keys) await storage.put({ bucket, key }, Buffer.from(key.endsWith('/') ? '' : content));
  return storage;
}

function start(storage: MemoryStorage) {
  const clock = manualClock();
  const told: Operation[] = [];
  const endings = new Map<string, (operation: Operation) => void>();
  const accounts: Pick<Accounts, 'storage'> = {
    storage: (accountId) => {
      if (accountId === 'work') return storage;
      throw new SatchelError('request.stale', 'gone');
    },
  };
  let count = 0;
  const operations = createOperations({
    accounts,
    clock,
    newId: () => {
      count += 1;
      return `operation ${count}`;
    },
    onChanged(operation) {
      told.push(operation);
      if (operation.status !== 'running') endings.get(operation.id)?.(operation);
    },
  });
  onTestFinished(() => operations.close());
  const ended = (id: string): Promise<Operation> => new Promise((resolve) => endings.set(id, resolve));
  return { operations, clock, told, ended };
}

function selection(parts: Partial<Selection>): Selection {
  return { accountId: 'work', bucket, basePrefix: '', keys: [], prefixes: [], ...parts };
}

const many = (count: number, prefix = 'p/'): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe('measure', () => {
  test('counts files and bytes below prefixes and of single keys', async () => {
    const { operations, ended } = start(await stored([...many(2500), 'a', 'b'], 'four'));
    expect(await ended(operations.measure(selection({ keys: ['a'], prefixes: ['p/'] })))).toEqual({
      id: 'operation 1',
      kind: 'measure',
      status: 'done',
      fileCount: 2501,
      sizeBytes: 10_004,
      doneCount: 0,
      doneBytes: 0,
      failures: [],
      failureCount: 0,
      canUndo: false,
    });
  });

  test('counts each object once, however often it was chosen', async () => {
    const { operations, ended } = start(await stored(['p/a', 'p/q/b', 'c']));
    const chosen = selection({ keys: ['c', 'c', 'p/a'], prefixes: ['p/', 'p/q/', 'p/'] });
    expect(await ended(operations.measure(chosen))).toMatchObject({ fileCount: 3, sizeBytes: 3 });
  });

  test('leaves out what is gone by now', async () => {
    const { operations, ended } = start(await stored(['a']));
    expect(await ended(operations.measure(selection({ keys: ['a', 'gone'] })))).toMatchObject({
      status: 'done',
      fileCount: 1,
    });
  });

  test('finds many chosen files in the listing of their folder, and the others one by one', async () => {
    const keys = many(1500);
    const storage = await stored([...keys, 'q/other', 'p/0/deeper']);
    const { operations, ended } = start(storage);
    const chosen = selection({ basePrefix: 'p/', keys: [...keys, 'q/other', 'p/0/deeper', 'p/gone'] });
    expect(await ended(operations.measure(chosen))).toMatchObject({ fileCount: 1502, sizeBytes: 1502 });
    const targets = (method: string) =>
      storage.calls.filter((call) => call.method === method).map(({ target }) => target);
    expect(targets('listPage')).toHaveLength(2);
    expect(targets('stat')).toEqual(['q/other', 'p/0/deeper', 'p/gone']);
  });

  test('asks for each of a few dozen files in a folder of thousands', async () => {
    const storage = await stored(many(9000));
    const { operations, ended } = start(storage);
    const keys = [...storage.objects(bucket).keys()].slice(-24);
    expect(await ended(operations.measure(selection({ basePrefix: 'p/', keys })))).toMatchObject({
      fileCount: 24,
    });
    const count = (method: string) => storage.calls.filter((call) => call.method === method).length;
    expect([count('listPage'), count('stat')]).toEqual([3, 24]);
  });

  test('counts files whose facts are refused without their bytes', async () => {
    const keys = many(30);
    const storage = await stored(keys);
    const { operations, ended } = start(storage);
    storage.inject('listPage', { kind: 'fail', error: denied });
    storage.inject('stat', { kind: 'fail', error: denied }, { times: 10 });
    expect(await ended(operations.measure(selection({ basePrefix: 'p/', keys: [...keys] })))).toMatchObject({
      status: 'done',
      fileCount: 30,
      sizeBytes: 20,
    });
  });

  test('fails with the reason when the connection is lost on the way', async () => {
    const storage = await stored(['a']);
    const { operations, ended } = start(storage);
    storage.inject('stat', { kind: 'fail', error: lost });
    expect(await ended(operations.measure(selection({ keys: ['a'] })))).toMatchObject({
      status: 'failed',
      error: { code: 'network.lost' },
    });
  });

  test('fails with the reason when it may not list', async () => {
    const storage = await stored(many(3));
    const { operations, ended } = start(storage);
    storage.inject('listPage', { kind: 'fail', error: denied });
    expect(await ended(operations.measure(selection({ prefixes: ['p/'] })))).toMatchObject({
      status: 'failed',
      error: { code: 'access.denied' },
    });
  });

  test('tells how it goes ten times a second at most, and the end at once', async () => {
    const storage = await stored(many(5000));
    const { operations, ended, told, clock } = start(storage);
    const held = storage.hold('listPage');
    const id = operations.measure(selection({ prefixes: ['p/'] }));
    await held.reached;
    clock.advance(1000);
    expect(told).toMatchObject([{ status: 'running', fileCount: 0 }]);
    held.release();
    expect(await ended(id)).toMatchObject({ fileCount: 5000 });
    expect(told).toHaveLength(2);
  });
});

describe('delete', () => {
  test('deletes all that was chosen, in batches of a thousand, and nothing else', async () => {
    const storage = await stored([...many(2500), 'p', 'q/kept', 'a']);
    const { operations, ended } = start(storage);
    expect(await ended(operations.delete(selection({ keys: ['a'], prefixes: ['p/'] })))).toMatchObject({
      status: 'done',
      fileCount: 2501,
      doneCount: 2501,
      failureCount: 0,
    });
    expect([...storage.objects(bucket).keys()].sort()).toEqual(['p', 'q/kept']);
    expect(storage.calls.filter(({ method }) => method === 'deleteMany')).toHaveLength(4);
  });

  test('deletes what a folder holds before the object that stands for the folder', async () => {
    const storage = await stored(['p/', 'p/a', 'p/q/', 'p/q/b']);
    const batches: (readonly string[])[] = [];
    const watched: MemoryStorage = {
      ...storage,
      deleteMany: (name, keys, options) => {
        batches.push(keys);
        return storage.deleteMany(name, keys, options);
      },
    };
    const { operations, ended } = start(watched);
    await ended(operations.delete(selection({ prefixes: ['p/'] })));
    expect(batches).toEqual([
      ['p/a', 'p/q/b'],
      ['p/q/', 'p/'],
    ]);
    expect(storage.objects(bucket).size).toBe(0);
  });

  test('names the first hundred refusals, counts all, and deletes the rest', async () => {
    const keys = many(1200);
    const storage = await stored(keys);
    const { operations, ended } = start(storage);
    const refused = new Set(keys.filter((_, index) => index % 4 === 0));
    storage.inject('deleteMany', { kind: 'refuseKeys', keys: refused, error: denied }, { times: 10 });
    const operation = await ended(operations.delete(selection({ prefixes: ['p/'] })));
    expect(operation).toMatchObject({ status: 'failed', fileCount: 1200, doneCount: 900, failureCount: 300 });
    expect(operation.failures).toHaveLength(100);
    expect(operation.failures[0]).toMatchObject({ key: 'p/0', error: { code: 'access.denied' } });
    expect(operation.error).toBeUndefined();
    expect(storage.objects(bucket).size).toBe(300);
  });

  test('cancel takes effect between two batches', async () => {
    const storage = await stored(many(2500));
    const { operations, ended } = start(storage);
    const held = storage.hold('deleteMany');
    const id = operations.delete(selection({ prefixes: ['p/'] }));
    await held.reached;
    operations.cancel(id);
    held.release();
    expect(await ended(id)).toMatchObject({ status: 'cancelled', doneCount: 1000 });
    expect(storage.objects(bucket).size).toBe(1500);
    operations.cancel(id);
  });

  test('a connection that is lost for good ends it with what was done so far', async () => {
    const storage = await stored(many(2500));
    const { operations, ended } = start(storage);
    storage.inject('listPage', { kind: 'fail', error: lost }, { when: ({ cursor }) => cursor !== undefined });
    expect(await ended(operations.delete(selection({ prefixes: ['p/'] })))).toMatchObject({
      status: 'failed',
      doneCount: 1000,
      error: { code: 'network.lost', retryable: true },
    });
  });
});

test('unknown accounts and operations are refused as stale', async () => {
  const { operations } = start(await stored([]));
  const stale = expect.objectContaining({ code: 'request.stale' });
  expect(() => operations.measure(selection({ accountId: 'gone' }))).toThrow(stale);
  expect(() => operations.delete(selection({ accountId: 'gone' }))).toThrow(stale);
  expect(() => operations.cancel('none')).toThrow(stale);
});

test('closing stops everything', async () => {
  const storage = await stored(many(2500));
  const { operations, told } = start(storage);
  const held = storage.hold('listPage');
  operations.measure(selection({ prefixes: ['p/'] }));
  await held.reached;
  await operations.close();
  expect(told.at(-1)).toMatchObject({ status: 'cancelled' });
});
