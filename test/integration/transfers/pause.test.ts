import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';
import { bucket, nextRun, noise, selection, startTransfers, target, writeTree } from './harness.ts';

function memory(): MemoryStorage {
  return createMemoryStorage({ buckets: [bucket] });
}

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`up/${index}`, String(index)]));

function countOf(storage: MemoryStorage, method: string): number {
  return storage.calls.filter((call) => call.method === method).length;
}

describe('a job that is paused', () => {
  test('starts nothing until it is resumed, and sends no part twice', async () => {
    const storage = memory();
    const { transfers, upload, folder, until, ended } = await startTransfers(storage);
    await writeTree(folder, { film: noise(64 * 1024 * 1024) });
    const held = storage.hold('finishMultipart');
    const jobId = await upload([join(folder, 'film')], target());
    await held.reached;
    await transfers.pause([jobId]);
    held.release();
    const paused = await until(jobId, ({ status }) => status === 'paused');
    expect(paused).toMatchObject({ bytesPerSecond: 0, isStalled: false });
    await expect
      .poll(async () => (await transfers.listItems(jobId, { limit: 9 })).rows)
      .toMatchObject([{ name: 'film', state: 'waiting' }]);
    expect((await transfers.list()).total).toMatchObject({ activeJobCount: 1, goingJobCount: 0 });
    const partCount = countOf(storage, 'putPart');
    await transfers.resume(undefined);
    expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 1 });
    expect(countOf(storage, 'putPart')).toBe(partCount);
    expect(storage.uploads()).toEqual([]);
  });

  test('stays paused when Satchel starts again', async () => {
    const storage = memory();
    const first = await startTransfers(storage);
    await writeTree(first.folder, many(50));
    const held = storage.hold('put');
    const jobId = await first.upload([join(first.folder, 'up')], target());
    await held.reached;
    await first.transfers.pause([jobId]);
    held.release();
    await first.until(jobId, ({ status }) => status === 'paused');
    const second = await nextRun(first, storage);
    const before = countOf(storage, 'put');
    expect((await second.transfers.list()).jobs).toMatchObject([{ id: jobId, status: 'paused' }]);
    await second.transfers.nudge();
    await second.transfers.goOn('work', 'itWorks');
    await second.transfers.retry(undefined);
    expect((await second.transfers.list()).jobs).toMatchObject([{ status: 'paused' }]);
    expect(countOf(storage, 'put')).toBe(before);
    await second.transfers.resume([jobId]);
    expect(await second.ended(jobId)).toMatchObject({ status: 'done', doneCount: 50, skippedCount: 0 });
  });

  test('can be cancelled, and leaves nothing on the server', async () => {
    const storage = memory();
    const { transfers, upload, folder, until } = await startTransfers(storage);
    await writeTree(folder, { film: noise(40 * 1024 * 1024) });
    const held = storage.hold('putPart');
    const jobId = await upload([join(folder, 'film')], target());
    await held.reached;
    await transfers.pause([jobId]);
    held.release();
    await until(jobId, ({ status }) => status === 'paused');
    expect(storage.uploads()).toHaveLength(1);
    await transfers.cancel([jobId]);
    expect(await until(jobId, ({ status }) => status === 'cancelled')).toMatchObject({ doneBytes: 0 });
    await expect.poll(() => storage.uploads()).toEqual([]);
  });
});

describe('a job whose account needs the user', () => {
  const signIn = new SatchelError('account.signInNeeded', 'sign in', { action: 'signIn' });

  test('is blocked, lets others go on, and goes on by itself once the account works', async () => {
    const storage = memory();
    const { transfers, account, upload, folder, until, ended } = await startTransfers(storage);
    await writeTree(folder, many(20));
    const signedIn = storage.inject('put', { kind: 'fail', error: signIn }, { times: 100 });
    const jobId = await upload([join(folder, 'up')], target());
    const blocked = await until(jobId, ({ status }) => status === 'blocked');
    expect(blocked).toMatchObject({ error: { code: 'account.signInNeeded' }, failedCount: 0 });
    expect((await transfers.list()).total).toMatchObject({ activeJobCount: 1, goingJobCount: 0 });
    const openedBefore = account.openedCount;
    await transfers.goOn('other', 'itWorks');
    expect((await transfers.list()).jobs).toMatchObject([{ status: 'blocked' }]);
    signedIn();
    await transfers.goOn('work', 'itWorks');
    const done = await ended(jobId);
    expect(done).toMatchObject({ status: 'done', doneCount: 20, failedCount: 0 });
    expect(done.error).toBeUndefined();
    expect(account.openedCount).toBeGreaterThan(openedBefore);
  });

  test('is not let on by an account that works and may not be changed', async () => {
    const storage = memory();
    const { transfers, upload, folder, until, ended } = await startTransfers(storage);
    await writeTree(folder, { a: 'a' });
    const readOnly = new SatchelError('account.readOnly', 'read-only');
    storage.inject('put', { kind: 'fail', error: readOnly });
    const jobId = await upload([join(folder, 'a')], target());
    await until(jobId, ({ status }) => status === 'blocked');
    await transfers.goOn('work', 'itWorks');
    expect((await transfers.list()).jobs).toMatchObject([{ status: 'blocked' }]);
    await transfers.retry([jobId]);
    expect(await ended(jobId)).toMatchObject({ status: 'done' });
  });

  test('waits after a start until the account is there', async () => {
    const storage = memory();
    const first = await startTransfers(storage);
    await writeTree(first.folder, many(20));
    const held = storage.hold('put');
    const jobId = await first.upload([join(first.folder, 'up')], target());
    await held.reached;
    await first.transfers.close();
    const { folder, journalFolder } = first;
    const second = await startTransfers(storage, { folder, journalFolder });
    second.account.error = new SatchelError('request.stale', 'no account');
    const blocked = await second.until(jobId, ({ status }) => status === 'blocked');
    expect(blocked.error).toMatchObject({ code: 'account.missing' });
    second.account.error = undefined;
    await second.transfers.goOn('work', 'itWorks');
    expect(await second.ended(jobId)).toMatchObject({ status: 'done', doneCount: 20 });
  });

  test('does not go on at another server', async () => {
    const storage = memory();
    const elsewhere = memory();
    const first = await startTransfers(storage);
    await writeTree(first.folder, many(20));
    const held = storage.hold('put');
    const jobId = await first.upload([join(first.folder, 'up')], target());
    await held.reached;
    await first.transfers.close();
    const { folder, journalFolder } = first;
    const second = await startTransfers(elsewhere, { folder, journalFolder });
    second.account.place = 'elsewhere';
    const blocked = await second.until(jobId, ({ status }) => status === 'blocked');
    expect(blocked.error).toMatchObject({ code: 'account.changed' });
    expect(elsewhere.objects(bucket).size).toBe(0);
  });
});

describe('a job without a network', () => {
  const offline = new SatchelError('network.unreachable', 'offline');

  test('is offline while all that has its turn waits, and goes on by itself', async () => {
    const storage = memory();
    const { upload, folder, until, ended } = await startTransfers(storage, { clockFactor: 20 });
    await writeTree(folder, many(40));
    const online = storage.inject('put', { kind: 'fail', error: offline }, { times: 100_000 });
    const jobId = await upload([join(folder, 'up')], target());
    const waits = await until(jobId, ({ status }) => status === 'offline');
    expect(waits).toMatchObject({ error: { code: 'network.unreachable' }, failedCount: 0 });
    online();
    const done = await ended(jobId);
    expect(done).toMatchObject({ status: 'done', doneCount: 40, failedCount: 0 });
    expect(done.error).toBeUndefined();
  });

  test('tries at once when it is told that the network is another one', async () => {
    const storage = memory();
    // Its pauses are real ones, so that only a nudge ends them in time.
    const { transfers, download, folder, until, ended } = await startTransfers(storage, { clockFactor: 1 });
    for (let index = 0; index < 10; index += 1) {
      await storage.put({ bucket, key: `p/${index}` }, Buffer.from('x'));
    }
    const online = storage.inject('listPage', { kind: 'fail', error: offline }, { times: 100_000 });
    const jobId = await download(selection({ prefixes: ['p/'] }), folder);
    await until(jobId, ({ status }) => status === 'offline');
    online();
    await transfers.nudge();
    expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 10 });
  });
});

describe('cancelling', () => {
  test('10,000 files that are planned walks through none of them', async () => {
    const storage = memory();
    for (let index = 0; index < 10_000; index += 1) {
      await storage.put({ bucket, key: `p/${index}` }, Buffer.from('x'));
    }
    const { transfers, download, folder, until, ended } = await startTransfers(storage, { clockFactor: 1 });
    storage.inject('openRange', { kind: 'wait', until: new Promise(() => undefined) }, { times: 100_000 });
    const jobId = await download(selection({ prefixes: ['p/'] }), folder);
    await until(jobId, ({ fileCount, status }) => fileCount === 10_000 && status === 'running');
    const openedBefore = countOf(storage, 'openRange');
    await transfers.cancel(undefined);
    // The answer is there already, and not only on its way.
    expect((await transfers.list()).jobs).toMatchObject([
      { id: jobId, status: 'cancelled', fileCount: 10_000, doneCount: 0, failedCount: 0 },
    ]);
    await ended(jobId);
    expect(countOf(storage, 'openRange')).toBe(openedBefore);
    expect((await transfers.listItems(jobId, { state: 'waiting', limit: 1000 })).rows).toHaveLength(1000);
    await transfers.clear([jobId]);
    expect((await transfers.list()).jobs).toEqual([]);
  }, 60_000);
});
