import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createMemoryJournal, type Journal } from '../../../electron/core/transfers/journal/journal.ts';
import { createTransfers } from '../../../electron/core/transfers/transfers.ts';
import type { TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';
import { manualClock } from '../../unit/transfers/manualClock.ts';
import {
  accountsOf,
  bucket,
  noise,
  selection,
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
    const { transfers, folder, ended } = await startTransfers(counting, { parallelTransfers: limit });
    await writeTree(folder, many(40));
    const jobs = [0, 1].map((index) => transfers.upload([join(folder, 'up')], target(`${index}/`)));
    for (const jobId of jobs) expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 40 });
    expect(most).toBe(limit);
  });

  test('the first files move while the rest is still listed', async () => {
    const storage = memory();
    for (let index = 0; index < 1200; index += 1) {
      await storage.put({ bucket, key: `p/${index}` }, Buffer.from('x'));
    }
    const { transfers, folder, until, ended } = await startTransfers(storage, { parallelTransfers: 16 });
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    storage.inject('listPage', { kind: 'wait', until: gate }, { when: ({ cursor }) => cursor !== undefined });
    const jobId = transfers.download(selection({ prefixes: ['p/'] }), folder);
    expect(await until(jobId, ({ doneCount }) => doneCount === 1000)).toMatchObject({
      status: 'planning',
      fileCount: 1000,
    });
    release();
    expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 1200 });
  });
});

describe('what the page is told', () => {
  test('at most ten snapshots a second however many files move, and always the last', async () => {
    const clock = manualClock(1000);
    const told: TransfersSnapshot[] = [];
    const folder = await temporaryFolder();
    await writeTree(folder, many(200));
    const transfers = createTransfers({
      accounts: accountsOf(memory()),
      clock,
      journal: createMemoryJournal(),
      parallelTransfers: 4,
      platform: process.platform,
      newId: randomUUID,
      onChanged: (snapshot) => told.push(snapshot),
    });
    onTestFinished(() => transfers.close());
    transfers.upload([join(folder, 'up')], target());
    clock.advance(0);
    expect(told).toMatchObject([{ jobs: [{ status: 'planning' }], total: { activeJobCount: 1 } }]);
    await expect.poll(() => transfers.list().jobs[0]?.status).toBe('done');
    expect(told).toHaveLength(1);
    clock.advance(99);
    expect(told).toHaveLength(1);
    clock.advance(1);
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({
      jobs: [{ status: 'done', doneCount: 200, startedAtMs: 1000, endedAtMs: 1000 }],
      total: { activeJobCount: 0, sizeBytes: 0, doneBytes: 0, bytesPerSecond: 0, isStalled: false },
    });
    clock.advance(60_000);
    expect(told).toHaveLength(2);
  });

  test('jobs are told newest first, and leave the list when they are cleared', async () => {
    const { transfers, folder, ended } = await startTransfers(memory());
    await writeTree(folder, { a: 'a', b: 'b' });
    const first = transfers.upload([join(folder, 'a')], target());
    await ended(first);
    const second = transfers.upload([join(folder, 'b')], target());
    await ended(second);
    expect(transfers.list().jobs.map(({ id }) => id)).toEqual([second, first]);
    transfers.clear(first);
    expect(transfers.list().jobs.map(({ id }) => id)).toEqual([second]);
    transfers.clear();
    expect(transfers.list().jobs).toEqual([]);
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
    const { transfers, folder, ended, crashes } = await startTransfers(broken);
    await writeTree(folder, many(3));
    expect(await ended(transfers.upload([join(folder, 'up')], target()))).toMatchObject({
      status: 'failed',
      doneCount: 2,
      failures: [{ name: '1', error: { code: 'internal', message: 'a bug', retryable: false } }],
    });
    expect(crashes).toEqual([]);
  });

  test.each(['jobAdded', 'itemsPlanned', 'itemStarted', 'itemsEnded', 'jobEnded'])(
    'a journal that cannot write %s hangs nothing',
    async (kind) => {
      const journal = createMemoryJournal();
      const failing: Journal = {
        ...journal,
        record: (entry) =>
          entry.kind === kind ? Promise.reject(new Error('the disk is gone')) : journal.record(entry),
      };
      const { transfers, folder, ended } = await startTransfers(memory(), { journal: failing });
      await writeTree(folder, { a: 'a' });
      const job = await ended(transfers.upload([join(folder, 'a')], target()));
      expect(['done', 'failed']).toContain(job.status);
    },
  );
});

describe('the journal', () => {
  test('is written before what it describes, and forgets what is over', async () => {
    const story: string[] = [];
    const journal = createMemoryJournal();
    const storage = memory();
    const telling: Journal = {
      ...journal,
      record: (entry) => {
        story.push(entry.kind);
        return journal.record(entry);
      },
    };
    const watched: MemoryStorage = {
      ...storage,
      beginMultipart: (...args) => {
        story.push('> begin');
        return storage.beginMultipart(...args);
      },
      putPart: (upload, part, ...rest) => {
        story.push('> part');
        return storage.putPart(upload, part, ...rest);
      },
      finishMultipart: (...args) => {
        story.push('> finish');
        return storage.finishMultipart(...args);
      },
    };
    const { transfers, folder, ended } = await startTransfers(watched, { journal: telling });
    await writeTree(folder, { film: noise(20 * 1024 * 1024) });
    const jobId = transfers.upload([join(folder, 'film')], target());
    await ended(jobId);
    await expect.poll(() => story.at(-1)).toMatch(/Ended$/);
    const expected = ['jobAdded', 'itemsPlanned', 'itemStarted', '> begin', 'progressBegun', '> part'];
    expect(story.filter((word) => word !== 'planEnded').slice(0, expected.length)).toEqual(expected);
    const from = (word: string): number => story.indexOf(word);
    expect(story.filter((word) => word === 'partDone')).toHaveLength(2);
    expect(story.lastIndexOf('partDone')).toBeLessThan(from('> finish'));
    expect(from('> finish')).toBeLessThan(from('itemsEnded'));
    expect(await journal.readJobs()).toMatchObject([{ jobId, planned: true, ended: true, items: [] }]);
    transfers.clear();
    await expect.poll(() => journal.readJobs()).toEqual([]);
  });

  describe('keeps an upload that could not be taken back', () => {
    async function leftBehind() {
      const journal = createMemoryJournal();
      const storage = memory();
      const { transfers, folder, ended, crashes } = await startTransfers(storage, { journal });
      await writeTree(folder, { film: noise(20 * 1024 * 1024) });
      const offline = new SatchelError('network.unreachable', 'offline');
      const online = storage.inject('abortMultipart', { kind: 'fail', error: offline }, { times: 1000 });
      const held = storage.hold('putPart');
      const jobId = transfers.upload([join(folder, 'film')], target());
      await held.reached;
      transfers.cancel(jobId);
      held.release();
      await ended(jobId);
      await expect.poll(() => crashes).toEqual([offline]);
      expect(storage.uploads()).toHaveLength(1);
      return { journal, storage, transfers, online, crashes, jobId };
    }

    test('until clearing the list again takes it back', async () => {
      const { journal, storage, transfers, online, crashes, jobId } = await leftBehind();
      transfers.clear();
      await expect.poll(() => crashes.length).toBe(2);
      expect(await journal.readJobs()).toMatchObject([{ jobId }]);
      online();
      transfers.clear();
      await expect.poll(() => journal.readJobs()).toEqual([]);
      expect(storage.uploads()).toEqual([]);
    });

    test.each([true, false])('until closing takes it back (cleared before: %s)', async (cleared) => {
      const { storage, transfers, online, crashes } = await leftBehind();
      if (cleared) {
        transfers.clear();
        await expect.poll(() => crashes.length).toBe(2);
      }
      online();
      await transfers.close();
      expect(storage.uploads()).toEqual([]);
    });
  });

  test('holds what a restart needs of a large upload that is under way', async () => {
    const journal = createMemoryJournal();
    const storage = memory();
    const { transfers, folder, until } = await startTransfers(storage, { journal });
    await writeTree(folder, { film: noise(40 * 1024 * 1024) });
    const held = storage.hold('putPart');
    const jobId = transfers.upload([join(folder, 'film')], target('in/'));
    await held.reached;
    await until(jobId, ({ doneBytes }) => doneBytes > 0);
    const itemId = (await journal.readJobs())[0]?.items[0]?.id ?? '';
    await expect
      .poll(() => journal.readProgress(jobId, itemId))
      .toMatchObject({
        kind: 'upload',
        key: 'in/film',
        uploadId: storage.uploads()[0]?.uploadId,
        partSizeBytes: 16 * 1024 * 1024,
        sizeBytes: 40 * 1024 * 1024,
        modifiedAtNs: expect.any(BigInt),
        parts: [{ etag: expect.any(String) }, { etag: expect.any(String) }],
      });
    transfers.cancel(jobId);
    await expect.poll(() => journal.readProgress(jobId, itemId)).toBeUndefined();
    held.release();
  });
});
