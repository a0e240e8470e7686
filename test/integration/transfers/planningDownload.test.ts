import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createPlanner } from '../../../electron/core/transfers/planning/planner.ts';
import type { PlannedBatch } from '../../../electron/core/transfers/planning/planning.ts';
import type { Selection } from '../../../shared/domain/object.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';

const bucket = 'documents';
const { signal } = new AbortController();

async function stored(...keys: readonly string[]): Promise<MemoryStorage> {
  const storage = createMemoryStorage({ buckets: [bucket], capabilities: { checksum: undefined } });
  for (const key of keys) await storage.put({ bucket, key }, Buffer.from(key.endsWith('/') ? '' : 'x'));
  return storage;
}

async function plan(storage: MemoryStorage, parts: Partial<Selection>, platform = 'linux') {
  const selection = { accountId: 'work', bucket, basePrefix: '', keys: [], prefixes: [], ...parts };
  const source = { kind: 'download', selection, folderPath: '/chosen' } as const;
  const found: PlannedBatch[] = [];
  for await (const batch of createPlanner(source, platform, () => storage).run(signal)) found.push(batch);
  const items = found.flatMap((batch) => batch.items);
  return {
    items,
    places: Object.fromEntries(items.map(({ source: key, target }) => [key, target])),
    rejected: found.flatMap((batch) => batch.rejected),
    renamed: found.flatMap((batch) => batch.renamed),
  };
}

describe('what there is to download', () => {
  test('is what was chosen and all below the prefixes, each once, below the folder it was chosen in', async () => {
    const storage = await stored('d/a', 'd/e/', 'd/s/b', 'd/s/t/c', 'd/sx', 'other');
    const { items, places, renamed } = await plan(storage, {
      basePrefix: 'd/',
      keys: ['d/a', 'd/s/b', 'd/a'],
      prefixes: ['d/s/t/', 'd/s/', 'd/e/', 'd/s/'],
    });
    expect(places).toEqual({ 'd/a': 'a', 'd/s/b': 's/b', 'd/e/': 'e', 'd/s/t/c': 's/t/c' });
    expect([items.length, renamed]).toEqual([4, []]);
    expect(items.find(({ source }) => source === 'd/e/')?.kind).toBe('folder');
  });

  test('a chosen object that is gone has failed by name, and a failing server ends it all', async () => {
    const storage = await stored('a');
    expect((await plan(storage, { keys: ['a', 'gone'] })).rejected).toMatchObject([
      { item: { source: 'gone', target: 'gone' }, state: 'failed', error: { code: 'object.notFound' } },
    ]);
    const lost = new SatchelError('network.lost', 'lost');
    storage.inject('listPage', { kind: 'fail', error: lost });
    await expect(plan(storage, { prefixes: ['a'] })).rejects.toBe(lost);
  });

  test('twins are found in folders that the listing was in before, and after it has left others', async () => {
    const storage = await stored('A/x', 'A/y/1', 'B', 'a/X', 'a/x', 'a/y/1', 'a/z/1', 'b/1', 'c/1');
    const { places } = await plan(
      storage,
      { keys: ['c/1'], prefixes: ['A/', 'B', 'a/', 'b/', 'c/'] },
      'win32',
    );
    expect(places).toEqual({
      'c/1': 'c/1',
      'A/x': 'A/x',
      'A/y/1': 'A/y/1',
      B: 'B',
      'a/X': 'a (2)/X',
      'a/x': 'a (2)/x (2)',
      'a/y/1': 'a (2)/y/1',
      'a/z/1': 'a (2)/z/1',
      'b/1': 'b (2)/1',
    });
  });
});
