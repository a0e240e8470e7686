import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createSearches, type Searches } from '../../../electron/core/searching/searches.ts';
import type { S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import { systemClock } from '../../../electron/core/systemClock.ts';
import type { Search, SearchQuery } from '../../../shared/domain/search.ts';
import { connectionTo, openConnection } from '../../support/connectionTo.ts';
import { fillBucket } from '../../support/s3server/fillBucket.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';

const bucket = 'archive';
const keyCount = 20_000;
/** A thousand folders with twenty files each; each hundredth file is a picture. */
const keys = Array.from({ length: keyCount }, (_, index) => {
  const name = `${String(index).padStart(5, '0')}.${index % 100 === 0 ? 'jpg' : 'txt'}`;
  return `all/${String(Math.floor(index / 20)).padStart(4, '0')}/${name}`;
});

let server: SpawnedS3Server;
let storage: S3Storage;
let searches: Searches;
const told: Search[] = [];
let listeners: ((search: Search) => void)[] = [];

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  storage = openConnection(connectionTo(server, 'Test account'));
  await storage.createBucket(bucket);
  fillBucket(server.dir, bucket, keys, 4);
  let count = 0;
  searches = createSearches({
    accounts: {
      storage(accountId) {
        if (accountId === 'work') return storage;
        throw new SatchelError('request.stale', 'There is no such account');
      },
    },
    clock: systemClock,
    newId() {
      count += 1;
      return `search ${count}`;
    },
    onChanged(search) {
      told.push(search);
      for (const listener of listeners) listener(search);
    },
  });
});

afterAll(async () => {
  searches.closeAll();
  storage.close();
  await server.stop();
});

afterEach(async () => {
  listeners = [];
  await server.control?.reset();
});

const begin = (query: Partial<SearchQuery>, prefix = '') =>
  searches.start({ accountId: 'work', bucket, prefix }, { text: '', kinds: [], ...query });

/** The first state of a search, from what it is now on, that fits. */
function once(id: string, fits: (search: Search) => boolean): Promise<Search> {
  return new Promise((resolve) => {
    const now = told.findLast((search) => search.id === id);
    if (now !== undefined && fits(now)) resolve(now);
    listeners.push((search) => {
      if (search.id === id && fits(search)) resolve(search);
    });
  });
}
/**
 * Measures, until it is asked, how long this thread worked without a turn of its loop at most, in milliseconds of processor
 * time: what other processes take meanwhile does not count.
 */
function watchTurns(): () => number {
  let longestUs = 0;
  let last = process.threadCpuUsage();
  const look = () => {
    const { user, system } = process.threadCpuUsage(last);
    longestUs = Math.max(longestUs, user + system);
    last = process.threadCpuUsage();
  };
  const timer = setInterval(look, 5);
  return () => {
    clearInterval(timer);
    return longestUs / 1000;
  };
}

/** Each page takes so long that there is time to do something before the last one. */
const slowDown = (ms: number) => server.control?.delay('ListObjectsV2', ms, 1000);

const isOver = ({ status }: Search) => status !== 'running';

test('all keys are looked at, what fits comes while it goes on, and the loop is not held up', async () => {
  await slowDown(20);
  const longestTurnMs = watchTurns();
  const id = begin({ kinds: ['picture'] });
  const first = await once(id, ({ foundCount }) => foundCount > 0);
  expect(first.status).toBe('running');
  expect(searches.results(id, 0, keyCount).length).toBeGreaterThanOrEqual(first.foundCount);
  const last = await once(id, isOver);
  const heldUpMs = longestTurnMs();
  expect(last).toEqual({
    id,
    status: 'done',
    scannedCount: keyCount,
    foundCount: keyCount / 100,
    foundBytes: (keyCount / 100) * 4,
    isLimited: false,
  });
  const pictures = keys.filter((key) => key.endsWith('.jpg'));
  expect(searches.results(id, 0, keyCount).map(({ name }) => name)).toEqual(pictures);
  const scanned = told.filter((search) => search.id === id).map(({ scannedCount }) => scannedCount);
  expect(scanned).toEqual([...scanned].sort((left, right) => left - right));
  // A page of a thousand takes milliseconds; the whole of it at once would take far longer than this.
  expect(heldUpMs).toBeLessThan(500);
  searches.close(id);
});

test('only what lies below a folder is looked at, and each folder is found once', async () => {
  const id = begin({ text: 'al' });
  expect(await once(id, isOver)).toMatchObject({ scannedCount: keyCount, foundCount: 1 });
  expect(searches.results(id, 0, 10)).toEqual([{ kind: 'folder', prefix: 'all/', name: 'all' }]);
  const below = begin({ text: '00' }, 'all/0002/');
  expect(await once(below, isOver)).toMatchObject({ scannedCount: 20, foundCount: 20 });
  searches.close(id);
  searches.close(below);
});

test('a search that waits for the server ends at once when it is cancelled, with what it found', async () => {
  const { control } = server;
  await slowDown(300);
  const id = begin({});
  await once(id, ({ foundCount }) => foundCount > 0);
  await control?.hang('ListObjectsV2', 10);
  const askedAtMs = performance.now();
  searches.cancel(id);
  const last = await once(id, isOver);
  // Far less than the time that a silent server is given.
  expect(performance.now() - askedAtMs).toBeLessThan(10_000);
  expect(last.status).toBe('cancelled');
  expect(last.foundCount).toBeGreaterThan(0);
  expect(searches.results(id, 0, 1_000_000)).toHaveLength(last.foundCount);
  searches.close(id);
});

test('a refusal on the way is told, and what was found before stays', async () => {
  const { control } = server;
  await slowDown(300);
  const id = begin({});
  await once(id, ({ foundCount }) => foundCount > 0);
  await control?.deny({ actions: ['ListBucket'] });
  const last = await once(id, isOver);
  expect(last).toMatchObject({ status: 'failed', error: { code: 'access.denied' } });
  expect(last.scannedCount).toBeLessThan(keyCount);
  expect(searches.results(id, 0, 1_000_000)).toHaveLength(last.foundCount);
  searches.close(id);
});
