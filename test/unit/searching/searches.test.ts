import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createSearches } from '../../../electron/core/searching/searches.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import type { Search, SearchQuery } from '../../../shared/domain/search.ts';
import { createMemoryStorage } from '../../support/memoryStorage.ts';
import { manualClock } from '../transfers/manualClock.ts';

const bucket = 'photos';
const all: SearchQuery = { text: '', kinds: [] };

async function stored(keys: readonly string[]): Promise<Storage> {
  const storage = createMemoryStorage({ buckets: [bucket] });
  for (const key of keys) await storage.put({ bucket, key }, Buffer.from(key.endsWith('/') ? '' : 'four'));
  return storage;
}

function open(storage: Storage, maxResults?: number) {
  const clock = manualClock();
  const told: Search[] = [];
  const endings = new Map<string, (search: Search) => void>();
  let count = 0;
  const searches = createSearches({
    accounts: {
      storage(accountId) {
        if (accountId === 'work') return storage;
        throw new SatchelError('request.stale', 'gone');
      },
    },
    clock,
    newId: () => `search ${count++}`,
    onChanged(search) {
      told.push(search);
      if (search.status !== 'running') endings.get(search.id)?.(search);
    },
    ...(maxResults === undefined ? {} : { maxResults }),
  });
  const below = (prefix: string, query: Partial<SearchQuery> = {}) =>
    searches.start({ accountId: 'work', bucket, prefix }, { ...all, ...query });
  const ended = (id: string) => new Promise<Search>((resolve) => endings.set(id, resolve));
  return { searches, clock, told, below, ended };
}

const keys = ['a.jpg', 'trip/', 'trip/b.jpg', 'trip/deep/c.jpg', 'trip/deep/note.txt', 'z.jpg'];

describe('what is found', () => {
  test('files at any depth, named from the folder on, and each folder once', async () => {
    const { searches, below, ended } = open(await stored(keys));
    const id = below('trip/');
    const { scannedCount, foundCount, foundBytes, status } = await ended(id);
    expect({ scannedCount, foundCount, foundBytes, status }).toEqual({
      scannedCount: 3,
      foundCount: 4,
      foundBytes: 12,
      status: 'done',
    });
    expect(searches.results(id, 0, 10)).toMatchObject([
      { kind: 'file', key: 'trip/b.jpg', name: 'b.jpg', sizeBytes: 4 },
      { kind: 'folder', prefix: 'trip/deep/', name: 'deep' },
      { kind: 'file', key: 'trip/deep/c.jpg', name: 'deep/c.jpg' },
      { kind: 'file', key: 'trip/deep/note.txt', name: 'deep/note.txt' },
    ]);
    expect(searches.results(id, 1, 2)).toHaveLength(2);
  });

  test('only the last part of a key is looked at', async () => {
    const { searches, below, ended } = open(await stored(keys));
    const id = below('', { text: 'deep' });
    await ended(id);
    expect(searches.results(id, 0, 10)).toEqual([
      { kind: 'folder', prefix: 'trip/deep/', name: 'trip/deep' },
    ]);
  });

  test('all pages are looked at, and no more is kept than fits', async () => {
    const storage = await stored(Array.from({ length: 2500 }, (_, index) => `n/${index}`));
    const { below, ended } = open(storage);
    expect(await ended(below('n/'))).toMatchObject({
      scannedCount: 2500,
      foundCount: 2500,
      isLimited: false,
    });
    const small = open(storage, 1200);
    const limited = await small.ended(small.below('n/'));
    expect(limited).toMatchObject({ status: 'done', foundCount: 1200, isLimited: true });
  });
});

describe('how it goes', () => {
  test('what was found is kept when the listing fails', async () => {
    const storage = await stored(Array.from({ length: 1500 }, (_, index) => `n/${index}`));
    let pages = 0;
    const failing: Storage = {
      ...storage,
      listPage: async (...args) => {
        pages += 1;
        if (pages > 1) throw new SatchelError('network.lost', 'lost');
        return storage.listPage(...args);
      },
    };
    const { searches, below, ended } = open(failing);
    const id = below('');
    expect(await ended(id)).toMatchObject({ status: 'failed', error: { code: 'network.lost' } });
    expect(searches.results(id, 0, 5000).length).toBeGreaterThan(900);
  });

  test('a search that is cancelled keeps what it has, and one that is closed is gone and silent', async () => {
    const storage = await stored(keys);
    const { searches, below, ended, told } = open(storage);
    const cancelled = below('');
    searches.cancel(cancelled);
    expect(await ended(cancelled)).toMatchObject({ status: 'cancelled' });
    expect(searches.results(cancelled, 0, 10)).toEqual([]);
    const closed = below('');
    searches.close(closed);
    expect(() => searches.results(closed, 0, 10)).toThrow('There is no search');
    await ended(below(''));
    expect(told.filter(({ id }) => id === closed)).toEqual([]);
  });

  test('the oldest of too many is closed', () => {
    const { searches, below } = open(createMemoryStorage({ buckets: [bucket] }));
    const ids = Array.from({ length: 9 }, () => below(''));
    expect(() => searches.results(ids[0] ?? '', 0, 1)).toThrow('There is no search');
    expect(searches.results(ids[1] ?? '', 0, 1)).toEqual([]);
    searches.closeAll();
  });

  test('an account that is not there is told at once', () => {
    const { searches } = open(createMemoryStorage());
    expect(() => searches.start({ accountId: 'gone', bucket, prefix: '' }, all)).toThrow('gone');
  });
});
