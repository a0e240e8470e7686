import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createTransfers } from '../../../electron/core/transfers/createTransfers.ts';
import type { Journal } from '../../../electron/core/transfers/journal/journal.ts';
import { openLevelJournal } from '../../../electron/core/transfers/journal/levelJournal.ts';
import type { TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';
import { manualClock } from '../../unit/transfers/manualClock.ts';
import {
  accountOn,
  bucket,
  noise,
  readTree,
  selection,
  settings,
  startTransfers,
  target,
  temporaryFolder,
  writeTree,
} from './harness.ts';

function memory(): MemoryStorage {
  return createMemoryStorage({ buckets: [bucket] });
}

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`up/${index}`, String(index)]));

/** A journal whose calls of some kind go wrong until `heal` is called. */
function failing(journal: Journal, methods: ReadonlySet<string>) {
  let isBroken = true;
  let failureCount = 0;
  const full = new SatchelError('local.noSpace', 'the disk is full');
  const wrapped = new Proxy(journal, {
    get(original, name, receiver) {
      const method: unknown = Reflect.get(original, name, receiver);
      if (!methods.has(String(name)) || typeof method !== 'function') return method;
      return (...args: readonly unknown[]) => {
        if (!isBroken) return Reflect.apply(method, original, args);
        failureCount += 1;
        return Promise.reject(full);
      };
    },
  });
  return {
    journal: wrapped,
    heal: () => {
      isBroken = false;
    },
    failureCount: () => failureCount,
  };
}

describe('how much at a time', () => {
  test.each([1, 3])('never more than %d files move', async (limit) => {
    const storage = memory();
    let moving = 0;
    let most = 0;
    let allMove = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      allMove = resolve;
    });
    const counting: MemoryStorage = {
      ...storage,
      async put(...args) {
        moving += 1;
        most = Math.max(most, moving);
        if (moving === limit) allMove();
        await gate;
        const result = await storage.put(...args);
        moving -= 1;
        return result;
      },
    };
    const { upload, folder, ended } = await startTransfers(counting, { parallelTransfers: limit });
    await writeTree(folder, many(40));
    const jobs = await Promise.all([0, 1].map((index) => upload([join(folder, 'up')], target(`${index}/`))));
    for (const jobId of jobs) expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 40 });
    expect(most).toBe(limit);
  });

  test('the first files move while the rest is still listed', async () => {
    const storage = memory();
    for (let index = 0; index < 1200; index += 1) {
      await storage.put({ bucket, key: `p/${index}` }, Buffer.from('x'));
    }
    const { download, folder, until, ended } = await startTransfers(storage, { parallelTransfers: 16 });
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    storage.inject('listPage', { kind: 'wait', until: gate }, { when: ({ cursor }) => cursor !== undefined });
    const jobId = await download(selection({ prefixes: ['p/'] }), folder);
    expect(await until(jobId, ({ doneCount }) => doneCount === 1000)).toMatchObject({
      status: 'planning',
      fileCount: 1000,
    });
    release();
    expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 1200 });
  });
});

describe('what the page is told', () => {
  test('at most four snapshots a second however many files move, and always the last', async () => {
    const clock = manualClock(1000);
    const told: TransfersSnapshot[] = [];
    const folder = await temporaryFolder();
    await writeTree(folder, many(200));
    const transfers = createTransfers({
      storages: accountOn(memory()),
      clock,
      journal: await openLevelJournal(join(await temporaryFolder(), 'journal')),
      settings: settings(4),
      platform: process.platform,
      newId: randomUUID,
      onChanged: (snapshot) => told.push(snapshot),
    });
    onTestFinished(() => transfers.close());
    await transfers.upload([join(folder, 'up')], target(), 'ask');
    clock.advance(0);
    expect(told).toMatchObject([
      { jobs: [{ status: 'planning' }], total: { activeJobCount: 1, goingJobCount: 1 } },
    ]);
    await expect.poll(async () => (await transfers.list()).jobs[0]?.status).toBe('done');
    expect(told).toHaveLength(1);
    clock.advance(249);
    expect(told).toHaveLength(1);
    clock.advance(1);
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({
      jobs: [{ status: 'done', doneCount: 200, startedAtMs: 1000, endedAtMs: 1000 }],
      total: { activeJobCount: 0, goingJobCount: 0, sizeBytes: 0, doneBytes: 0, bytesPerSecond: 0 },
    });
    clock.advance(60_000);
    expect(told).toHaveLength(2);
  });

  test('jobs are told newest first, and leave the list when they are cleared', async () => {
    const { transfers, upload, folder, ended } = await startTransfers(memory());
    await writeTree(folder, { a: 'a', b: 'b' });
    const idsTold = async () => (await transfers.list()).jobs.map(({ id }) => id);
    const first = await upload([join(folder, 'a')], target());
    await ended(first);
    const second = await upload([join(folder, 'b')], target());
    await ended(second);
    expect(await idsTold()).toEqual([second, first]);
    await transfers.clear([first]);
    expect(await idsTold()).toEqual([second]);
    await transfers.clear(undefined);
    expect(await idsTold()).toEqual([]);
  });

  test('a job that nobody knows is stale', async () => {
    const { transfers } = await startTransfers(memory());
    const stale = expect.objectContaining({ code: 'request.stale' });
    await expect(transfers.cancel(['other'])).rejects.toEqual(stale);
    await expect(transfers.retry(['other'])).rejects.toEqual(stale);
    await expect(transfers.listItems('other', { limit: 1 })).rejects.toEqual(stale);
    await expect(transfers.revealPath('other')).rejects.toEqual(stale);
    await expect(transfers.saveReceipt('other', '/nowhere')).rejects.toEqual(stale);
    await expect(transfers.upload(['/a'], { ...target(), accountId: 'other' }, 'ask')).rejects.toEqual(stale);
  });
});

describe('what nobody foresaw', () => {
  test('an error that is no SatchelError fails the file as internal, and the others go on', async () => {
    const storage = memory();
    const broken: MemoryStorage = {
      ...storage,
      put(ref, ...rest) {
        if (ref.key === 'up/1') throw new TypeError('a bug');
        return storage.put(ref, ...rest);
      },
    };
    const { upload, folder, ended, crashes } = await startTransfers(broken);
    await writeTree(folder, many(3));
    expect(await ended(await upload([join(folder, 'up')], target()))).toMatchObject({
      status: 'failed',
      doneCount: 2,
      failedCount: 1,
      failures: [{ name: '1', error: { code: 'internal', message: 'a bug', retryable: false } }],
    });
    expect(crashes).toEqual([]);
  });

  test('what has failed is moved by a retry, and only that', async () => {
    const storage = memory();
    const { transfers, upload, folder, ended, until } = await startTransfers(storage);
    await writeTree(folder, many(30));
    const denied = new SatchelError('access.denied', 'denied');
    storage.inject(
      'put',
      { kind: 'fail', error: denied },
      { times: 1000, when: ({ key }) => key.endsWith('7') },
    );
    const jobId = await upload([join(folder, 'up')], target());
    expect(await ended(jobId)).toMatchObject({ status: 'failed', doneCount: 27, failedCount: 3 });
    const putsBefore = storage.calls.filter(({ method }) => method === 'put').length;
    storage.inject('put', { kind: 'fail', error: denied }, { times: 0 });
    await transfers.retry(undefined);
    const again = await until(
      jobId,
      ({ endedAtMs, failedCount }) => endedAtMs !== undefined && failedCount > 0,
    );
    expect(again).toMatchObject({ status: 'failed', doneCount: 27, failedCount: 3, fileCount: 30 });
    expect(storage.calls.filter(({ method }) => method === 'put').length - putsBefore).toBe(3);
  });
});

describe('a file that is done although it was to stop', () => {
  test.each(['pause', 'cancel'] as const)('counts as done (%s)', async (verb) => {
    const storage = memory();
    let stop = async (): Promise<void> => undefined;
    const late: MemoryStorage = {
      ...storage,
      async put(ref, body) {
        const result = await storage.put(ref, body);
        await stop();
        return result;
      },
    };
    const { transfers, upload, folder, until } = await startTransfers(late);
    stop = () => transfers[verb](undefined);
    await writeTree(folder, { a: 'aaa' });
    const jobId = await upload([join(folder, 'a')], target());
    const job = await until(jobId, ({ doneCount }) => doneCount === 1);
    expect(job).toMatchObject({ doneCount: 1, doneBytes: 3, failedCount: 0 });
    stop = async () => undefined;
    await transfers.listItems(jobId, { limit: 10 });
    await expect
      .poll(async () => (await transfers.listItems(jobId, { limit: 10 })).rows)
      .toMatchObject([{ name: 'a', state: 'done' }]);
    expect(storage.calls.filter(({ method }) => method === 'put')).toHaveLength(1);
  });
});

describe('a journal on a full disk', () => {
  test('tells a new job at once', async () => {
    const { upload, transfers, folder } = await startTransfers(memory(), {
      wrapJournal: (journal) => failing(journal, new Set(['addJob'])).journal,
    });
    await writeTree(folder, { a: 'a' });
    await expect(upload([join(folder, 'a')], target())).rejects.toMatchObject({ code: 'local.noSpace' });
    expect((await transfers.list()).jobs).toEqual([]);
  });

  test.each(['addItems', 'load', 'beginProgress', 'addPart', 'endItems', 'changeJob'])(
    'holds up a job whose %s it does not take, and nothing is lost',
    async (method) => {
      const storage = memory();
      let broken: ReturnType<typeof failing> | undefined;
      const { upload, transfers, folder, until, ended, crashes } = await startTransfers(storage, {
        wrapJournal(journal) {
          broken = failing(journal, new Set([method]));
          return broken.journal;
        },
      });
      await writeTree(folder, { 'up/small': 'a', 'up/film': noise(20 * 1024 * 1024) });
      const jobId = await upload([join(folder, 'up')], target());
      await expect.poll(() => broken?.failureCount()).toBeGreaterThan(2);
      if (method !== 'endItems' && method !== 'changeJob') {
        expect(await until(jobId, ({ status }) => status === 'blocked')).toMatchObject({
          error: { code: 'local.noSpace' },
        });
      }
      expect(crashes.length).toBeGreaterThan(0);
      broken?.heal();
      expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 2, failedCount: 0 });
      await expect
        .poll(async () => (await transfers.listItems(jobId, { state: 'done', limit: 9 })).rows.length)
        .toBe(2);
      expect([...storage.objects(bucket).keys()].sort()).toEqual(['up/film', 'up/small']);
    },
  );

  test('does not keep closing waiting, and the next start goes on', async () => {
    const storage = memory();
    const first = await startTransfers(storage, {
      wrapJournal: (journal) => failing(journal, new Set(['endItems'])).journal,
    });
    await writeTree(first.folder, many(20));
    const jobId = await first.upload([join(first.folder, 'up')], target());
    await first.until(jobId, ({ doneCount }) => doneCount > 0);
    await first.transfers.close();
    const { folder, journalFolder } = first;
    const second = await startTransfers(storage, { folder, journalFolder });
    expect(await second.ended(jobId)).toMatchObject({ status: 'done', doneCount: 20, renamedCount: 0 });
    expect(storage.objects(bucket).size).toBe(20);
  });
});

test('a job whose files could not be written down has not ended for the next start', async () => {
  const storage = memory();
  let broken: ReturnType<typeof failing> | undefined;
  const first = await startTransfers(storage, {
    wrapJournal(journal) {
      broken = failing(journal, new Set(['endItems']));
      return broken.journal;
    },
  });
  await writeTree(first.folder, { a: 'a' });
  const jobId = await first.upload([join(first.folder, 'a')], target());
  await first.ended(jobId);
  await expect.poll(() => broken?.failureCount()).toBeGreaterThan(0);
  await first.transfers.close();
  const { folder, journalFolder } = first;
  const second = await startTransfers(storage, { folder, journalFolder });
  expect(await second.ended(jobId)).toMatchObject({ status: 'done', doneCount: 1, renamedCount: 0 });
});

describe('what a job has left', () => {
  test.each([true, false])(
    'is on the server until the network is back (off the list by then: %s)',
    async (cleared) => {
      const storage = memory();
      const { transfers, upload, folder, ended, crashes } = await startTransfers(storage);
      await writeTree(folder, { film: noise(20 * 1024 * 1024) });
      const offline = new SatchelError('network.unreachable', 'offline');
      const online = storage.inject('abortMultipart', { kind: 'fail', error: offline }, { times: 1000 });
      const held = storage.hold('putPart');
      const jobId = await upload([join(folder, 'film')], target());
      await held.reached;
      expect(await transfers.uploadIds(bucket)).toEqual(storage.uploads().map(({ uploadId }) => uploadId));
      await transfers.cancel([jobId]);
      held.release();
      await ended(jobId);
      await expect.poll(() => crashes.length).toBeGreaterThan(0);
      expect(storage.uploads()).toHaveLength(1);
      if (cleared) await transfers.clear(undefined);
      expect((await transfers.list()).jobs).toHaveLength(cleared ? 0 : 1);
      online();
      await expect.poll(() => storage.uploads()).toEqual([]);
      await expect.poll(() => transfers.uploadIds(bucket)).toEqual([]);
    },
  );

  test('is thrown away by the next start', async () => {
    const storage = memory();
    const first = await startTransfers(storage);
    await writeTree(first.folder, { film: noise(20 * 1024 * 1024) });
    const offline = new SatchelError('network.unreachable', 'offline');
    const online = storage.inject('abortMultipart', { kind: 'fail', error: offline }, { times: 1000 });
    const held = storage.hold('putPart');
    const jobId = await first.upload([join(first.folder, 'film')], target());
    await held.reached;
    await first.transfers.cancel([jobId]);
    held.release();
    await first.ended(jobId);
    await first.transfers.close();
    expect(storage.uploads()).toHaveLength(1);
    online();
    const { folder, journalFolder } = first;
    const second = await startTransfers(storage, { folder, journalFolder });
    expect(await second.ended(jobId)).toMatchObject({ status: 'cancelled' });
    await expect.poll(() => storage.uploads()).toEqual([]);
  });

  test('of a file that failed is not forgotten when Satchel ends before it is thrown away', async () => {
    const storage = memory();
    const first = await startTransfers(storage);
    await writeTree(first.folder, { film: noise(20 * 1024 * 1024) });
    const offline = new SatchelError('network.unreachable', 'offline');
    const online = storage.inject('abortMultipart', { kind: 'fail', error: offline }, { times: 100_000 });
    storage.inject('putPart', { kind: 'fail', error: new SatchelError('access.denied', 'denied') });
    const held = storage.hold('abortMultipart');
    const jobId = await first.upload([join(first.folder, 'film')], target());
    await held.reached;
    const closing = first.transfers.close();
    held.release();
    await closing;
    online();
    const { folder, journalFolder } = first;
    const second = await startTransfers(storage, { folder, journalFolder });
    expect(await second.ended(jobId)).toMatchObject({ status: 'done' });
    await expect.poll(() => storage.uploads()).toEqual([]);
  });

  test.each([
    ['cancel', 'cancelled', 0],
    ['pause', 'paused', 1],
  ] as const)('does not set a job going again after a %s meanwhile', async (verb, status, leftCount) => {
    const storage = memory();
    const first = await startTransfers(storage);
    await writeTree(first.folder, { film: noise(20 * 1024 * 1024), a: 'a' });
    const offline = new SatchelError('network.unreachable', 'offline');
    const online = storage.inject('abortMultipart', { kind: 'fail', error: offline }, { times: 100_000 });
    storage.inject('putPart', { kind: 'fail', error: new SatchelError('access.denied', 'denied') });
    storage.hold('put');
    const held = storage.hold('abortMultipart');
    const paths = ['film', 'a'].map((name) => join(first.folder, name));
    const jobId = await first.upload(paths, target());
    await held.reached;
    await first.transfers[verb](undefined);
    const closing = first.transfers.close();
    held.release();
    await closing;
    online();
    const { folder, journalFolder } = first;
    const second = await startTransfers(storage, { folder, journalFolder });
    expect((await second.transfers.list()).jobs).toMatchObject([{ id: jobId, status }]);
    await expect.poll(() => storage.uploads()).toHaveLength(leftCount);
  });

  test('of a download is gone after a cancel', async () => {
    const storage = memory();
    await storage.put({ bucket, key: 'film' }, noise(40 * 1024 * 1024));
    const { transfers, download, folder, ended, until } = await startTransfers(storage);
    const held = storage.hold('openRange');
    const jobId = await download(selection({ keys: ['film'] }), folder);
    await held.reached;
    await until(jobId, ({ fileCount }) => fileCount === 1);
    await transfers.cancel([jobId]);
    held.release();
    await ended(jobId);
    await expect.poll(() => readTree(folder)).toEqual({});
  });
});
