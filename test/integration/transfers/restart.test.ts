import { mkdir, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import { createMemoryStorage } from '../../support/memoryStorage.ts';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { openS3 } from '../storage/openS3.ts';
import {
  bucket,
  type Harness,
  nextRun,
  noise,
  readTree,
  selection,
  startTransfers,
  target,
  writeTree,
} from './harness.ts';

const mebibyte = 1024 * 1024;
let server: SpawnedS3Server;
let control: ControlClient;
let storage: Storage;

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  if (server.control === undefined) throw new Error('the control port is missing');
  control = server.control;
  storage = openS3(server, { silenceTimeoutMs: 5000 });
  await storage.createBucket(bucket);
});
afterAll(async () => {
  storage.close();
  await server.stop();
});
beforeEach(() => control.reset());

async function requestCount(kind: string): Promise<number> {
  return (await control.counters()).requests[kind] ?? 0;
}

async function bytesAt(key: string): Promise<Buffer> {
  const { body } = await storage.openRange({ bucket, key });
  return Buffer.concat(await body.toArray());
}

/** Ends this run while a file is half on its way, and begins the next. */
async function restartHalfWay(run: Harness, jobId: string, doneBytes: number): Promise<Harness> {
  await run.until(jobId, (job) => job.doneBytes >= doneBytes);
  const next = await nextRun(run, storage);
  await control.throttle(null);
  return next;
}

describe('after a restart over a real server', () => {
  test('an upload sends the parts that are missing, and no other', async () => {
    const first = await startTransfers(storage);
    const film = noise(160 * mebibyte);
    await writeTree(first.folder, { film });
    await control.throttle(60 * mebibyte);
    const jobId = await first.upload([join(first.folder, 'film')], target('up/'));
    const second = await restartHalfWay(first, jobId, 100 * mebibyte);
    const before = (await control.log()).filter(
      ({ kind, status }) => kind === 'UploadPart' && status === 200,
    );
    const job = await second.ended(jobId);
    expect(job).toMatchObject({ status: 'done', doneBytes: film.length, doneCount: 1, failedCount: 0 });
    expect((await bytesAt('up/film')).equals(film)).toBe(true);
    const parts = (await control.log())
      .filter(({ kind, status }) => kind === 'UploadPart' && status === 200)
      .map(({ partNumber }) => partNumber);
    expect(before.length).toBeGreaterThan(0);
    expect(parts.length).toBeGreaterThan(before.length);
    expect(new Set(parts).size).toBe(parts.length);
    expect(await requestCount('CreateMultipartUpload')).toBe(1);
    expect((await storage.listUploads(bucket)).uploads).toEqual([]);
  }, 60_000);

  test('a download asks for what is missing, and leaves no temporary file', async () => {
    const first = await startTransfers(storage);
    const film = noise(160 * mebibyte, 7);
    await writeTree(first.folder, { film });
    await first.ended(await first.upload([join(first.folder, 'film')], target('down/')));
    await mkdir(join(first.folder, 'to'));
    await control.reset();
    await control.throttle(60 * mebibyte);
    const chosen = selection({ basePrefix: 'down/', keys: ['down/film'] });
    const jobId = await first.download(chosen, join(first.folder, 'to'));
    const second = await restartHalfWay(first, jobId, 100 * mebibyte);
    const bytesBefore = (await control.counters()).bytesOut;
    expect(await second.ended(jobId)).toMatchObject({ status: 'done', doneCount: 1 });
    expect((await control.counters()).bytesOut - bytesBefore).toBeLessThan(film.length);
    expect(await readdir(join(first.folder, 'to'))).toEqual(['film']);
    expect((await readTree(join(first.folder, 'to'))).film === film.toString('latin1')).toBe(true);
  }, 60_000);

  test('2,000 small files go on where they were, up and down, and are equal', async () => {
    let run = await startTransfers(storage, { parallelTransfers: 0 });
    const files = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [
        `up/${index % 20}/${index}`,
        noise((index * 13) % 4000, index),
      ]),
    );
    await writeTree(run.folder, files);
    const up = await run.upload([join(run.folder, 'up')], target('small/'));
    await run.until(up, ({ doneCount }) => doneCount > 300);
    run = await nextRun(run, storage, { parallelTransfers: 0 });
    expect(await run.ended(up)).toMatchObject({
      status: 'done',
      fileCount: 2000,
      doneCount: 2000,
      failedCount: 0,
      renamedCount: 0,
    });
    await mkdir(join(run.folder, 'down'));
    const chosen = selection({ basePrefix: 'small/', prefixes: ['small/up/'] });
    const down = await run.download(chosen, join(run.folder, 'down'));
    await run.until(down, ({ doneCount }) => doneCount > 300);
    run = await nextRun(run, storage, { parallelTransfers: 0 });
    expect(await run.ended(down)).toMatchObject({ status: 'done', doneCount: 2000, renamedCount: 0 });
    expect(await readTree(join(run.folder, 'down/up'))).toEqual(await readTree(join(run.folder, 'up')));
    expect(run.crashes).toEqual([]);
  }, 240_000);

  test('a file that has changed meanwhile is sent from its beginning', async () => {
    const first = await startTransfers(storage);
    const film = join(first.folder, 'film');
    await writeFile(film, '');
    await truncate(film, 160 * mebibyte);
    await control.throttle(60 * mebibyte);
    const jobId = await first.upload([film], target('changed/'));
    await first.until(jobId, ({ doneBytes }) => doneBytes >= 40 * mebibyte);
    await first.transfers.close();
    const other = noise(20 * mebibyte, 3);
    await writeFile(film, other);
    await control.throttle(null);
    const { folder, journalFolder } = first;
    const second = await startTransfers(storage, { folder, journalFolder });
    expect(await second.ended(jobId)).toMatchObject({ status: 'done', doneBytes: other.length });
    expect((await bytesAt('changed/film')).equals(other)).toBe(true);
    expect((await storage.listUploads(bucket)).uploads).toEqual([]);
  }, 60_000);

  test('a file that is gone fails, the others arrive, and nothing stays on the server', async () => {
    const first = await startTransfers(storage);
    await writeTree(first.folder, { 'up/a': 'a', 'up/b': 'b' });
    await writeFile(join(first.folder, 'up/film'), '');
    await truncate(join(first.folder, 'up/film'), 160 * mebibyte);
    await control.throttle(60 * mebibyte);
    const jobId = await first.upload([join(first.folder, 'up')], target('gone/'));
    await first.until(jobId, ({ doneBytes }) => doneBytes >= 40 * mebibyte);
    await first.transfers.close();
    await rm(join(first.folder, 'up/film'));
    await control.throttle(null);
    const { folder, journalFolder } = first;
    const second = await startTransfers(storage, { folder, journalFolder });
    expect(await second.ended(jobId)).toMatchObject({
      status: 'failed',
      doneCount: 2,
      failedCount: 1,
      failures: [{ name: 'film', error: { code: 'local.notFound' } }],
    });
    await expect.poll(async () => (await storage.listUploads(bucket)).uploads).toEqual([]);
  }, 60_000);
});

describe('the list after a restart', () => {
  test('has the jobs that are over, in their places', async () => {
    const memory = createMemoryStorage({ buckets: [bucket] });
    const first = await startTransfers(memory);
    await writeTree(first.folder, { a: 'a', b: 'b' });
    const done = await first.upload([join(first.folder, 'a')], target());
    await first.ended(done);
    const failed = await first.upload([join(first.folder, 'nothing')], target());
    await first.ended(failed);
    // The journal was told a moment before the list was.
    const jobsOf = async ({ transfers }: Harness) =>
      (await transfers.list()).jobs.map((job) => ({ ...job, startedAtMs: 0 }));
    const before = await jobsOf(first);
    expect(before.map(({ id, status }) => [id, status])).toEqual([
      [failed, 'failed'],
      [done, 'done'],
    ]);
    const second = await nextRun(first, memory);
    expect(await jobsOf(second)).toEqual(before);
    await second.transfers.clear([failed]);
    const third = await nextRun(second, memory);
    expect((await third.transfers.list()).jobs.map(({ id }) => id)).toEqual([done]);
  });

  test('shows the folder that a download of an earlier run went to', async () => {
    const memory = createMemoryStorage({ buckets: [bucket] });
    await memory.put({ bucket, key: 'a' }, Buffer.from('a'));
    const first = await startTransfers(memory);
    const jobId = await first.download(selection({ keys: ['a'] }), first.folder);
    await first.ended(jobId);
    expect(await first.transfers.revealPath(jobId)).toBe(join(first.folder, 'a'));
    const second = await nextRun(first, memory);
    expect(await second.transfers.revealPath(jobId)).toBe(first.folder);
  });

  test('keeps a hundred jobs that are over', async () => {
    const memory = createMemoryStorage({ buckets: [bucket] });
    const first = await startTransfers(memory);
    await writeTree(first.folder, { a: 'a' });
    const failed = await first.upload([join(first.folder, 'nothing')], target());
    await first.ended(failed);
    const ids: string[] = [];
    for (let index = 0; index < 102; index += 1) {
      const jobId = await first.upload([join(first.folder, 'a')], target(`${index}/`));
      await first.ended(jobId);
      ids.unshift(jobId);
    }
    const full = new SatchelError('local.noSpace', 'the disk is full');
    const second = await nextRun(first, memory, {
      wrapJournal: (journal) => ({ ...journal, removeJob: () => Promise.reject(full) }),
    });
    const third = await nextRun(second, memory);
    // What has failed stays, however old it is.
    const kept = [...ids.slice(0, 100), failed];
    expect(second.snapshots.at(-1)?.jobs.map(({ id }) => id)).toEqual(kept);
    expect((await third.transfers.list()).jobs.map(({ id }) => id)).toEqual(kept);
  }, 60_000);

  test('asks again what was open, and keeps what was said for all', async () => {
    const memory = createMemoryStorage({ buckets: [bucket] });
    for (const key of ['up/a', 'up/b']) await memory.put({ bucket, key }, Buffer.from('old'));
    const first = await startTransfers(memory);
    await writeTree(first.folder, { 'up/a': 'new a', 'up/b': 'new b' });
    const jobId = await first.upload([join(first.folder, 'up')], target());
    await first.until(jobId, ({ conflict }) => conflict !== undefined);
    const second = await nextRun(first, memory);
    const asked = await second.until(jobId, ({ conflict }) => conflict !== undefined);
    await second.transfers.answerConflict(jobId, asked.conflict?.itemId ?? '', 'replace', true);
    expect(await second.ended(jobId)).toMatchObject({ status: 'done', doneCount: 2 });
    expect(memory.objects(bucket).get('up/a')?.bytes.toString()).toBe('new a');
  });
});
