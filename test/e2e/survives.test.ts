import { once } from 'node:events';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Storage } from '../../electron/core/storage/storage.ts';
import type { TransferJob } from '../../shared/domain/transfer.ts';
import { connectionTo, openConnection } from '../support/connectionTo.ts';
import { launchSatchel, type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';

const bucket = 'movies';
const mebibyte = 1024 * 1024;
let folder: string;
let server: SpawnedS3Server;
let storage: Storage;
let running: RunningSatchel | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-survives-'));
  server = await spawnS3Server({ control: true });
  storage = openConnection(connectionTo(server, 'Test account'));
  await storage.createBucket(bucket);
});

afterEach(async () => {
  await running?.close();
  running = undefined;
  storage.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Opens Satchel on the same user data each time, as the user does. */
async function launch(): Promise<Page> {
  running = await launchSatchel({
    userData: join(folder, 'userData'),
    connection: connectionTo(server, 'Test account'),
  });
  return running.page;
}

/** Ends every process of Satchel as a power cut would. */
async function kill(): Promise<void> {
  const child = running?.app.process();
  if (child === undefined) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  await running?.close().catch(() => undefined);
  running = undefined;
}

async function upload(page: Page, kind: 'files' | 'folders', paths: readonly string[]): Promise<string> {
  await running?.stubDialog({ [kind]: paths });
  const grant = await requestInPage(
    page,
    kind === 'files' ? 'upload.chooseFiles' : 'upload.chooseFolders',
    {},
  );
  const { accounts } = await requestInPage(page, 'account.list', {});
  const target = { accountId: accounts[0]?.id ?? '', bucket, prefix: '' };
  const { jobId } = await requestInPage(page, 'transfer.upload', { grantId: grant?.grantId ?? '', target });
  return jobId;
}

async function jobNow(page: Page, jobId: string): Promise<TransferJob | undefined> {
  return (await requestInPage(page, 'transfer.list', {})).jobs.find(({ id }) => id === jobId);
}

const statusOf = (page: Page, jobId: string) => async () => (await jobNow(page, jobId))?.status;

/** A movie: mostly holes, with a mark in each part. */
async function writeMovie(path: string, sizeBytes: number): Promise<void> {
  const handle = await open(path, 'w');
  await handle.truncate(sizeBytes);
  for (let at = 0; at < sizeBytes; at += 16 * mebibyte) await handle.write(`part at ${at}`, at);
  await handle.close();
}

test('an upload of 1 GiB goes on by itself after Satchel was killed, and sends no finished part again', async () => {
  const movie = join(folder, 'movie.bin');
  await writeMovie(movie, 1024 * mebibyte);
  const first = await launch();
  const jobId = await upload(first, 'files', [movie]);
  const partsSent = async () => (await server.control?.counters())?.requests.UploadPart ?? 0;
  await expect.poll(partsSent, { timeout: 60_000 }).toBeGreaterThan(20);
  await kill();
  const second = await launch();
  await expect.poll(statusOf(second, jobId), { timeout: 90_000 }).toBe('done');
  expect((await storage.stat({ bucket, key: 'movie.bin' })).sizeBytes).toBe(1024 * mebibyte);
  // Those that were under way when it was killed are sent again: six at most.
  expect(await partsSent()).toBeLessThanOrEqual(64 + 6);
  expect((await storage.listUploads(bucket)).uploads).toEqual([]);
  for (const startByte of [0, 992 * mebibyte]) {
    const mark = `part at ${startByte}`;
    const range = { startByte, endByte: startByte + mark.length - 1 };
    const { body } = await storage.openRange({ bucket, key: 'movie.bin' }, { range });
    expect(Buffer.concat(await body.toArray()).toString()).toBe(mark);
  }
});

test('what the user has paused waits over a restart until they say so', async () => {
  const movie = join(folder, 'movie.bin');
  await writeMovie(movie, 96 * mebibyte);
  const first = await launch();
  await server.control?.throttle(8_000_000);
  const jobId = await upload(first, 'files', [movie]);
  await expect
    .poll(async () => (await jobNow(first, jobId))?.doneBytes, { timeout: 60_000 })
    .toBeGreaterThan(0);
  await requestInPage(first, 'transfer.pause', { jobIds: [jobId] });
  await expect.poll(statusOf(first, jobId)).toBe('paused');
  await running?.close();
  await server.control?.throttle(null);
  const second = await launch();
  await expect.poll(statusOf(second, jobId), { timeout: 30_000 }).toBe('paused');
  await requestInPage(second, 'transfer.resume', {});
  await expect.poll(statusOf(second, jobId), { timeout: 60_000 }).toBe('done');
  expect((await storage.stat({ bucket, key: 'movie.bin' })).sizeBytes).toBe(96 * mebibyte);
});

test('10,000 files are cancelled within two seconds', async () => {
  const photos = join(folder, 'photos');
  await mkdir(photos);
  for (let index = 0; index < 10_000; index += 1) await writeFile(join(photos, `${index}.jpg`), 'photo');
  const page = await launch();
  await server.control?.throttle(20_000);
  const jobId = await upload(page, 'folders', [photos]);
  await expect.poll(async () => (await jobNow(page, jobId))?.fileCount, { timeout: 60_000 }).toBe(10_000);
  await expect.poll(async () => (await jobNow(page, jobId))?.doneCount).toBeGreaterThan(0);
  const askedAtMs = performance.now();
  await requestInPage(page, 'transfer.cancel', {});
  await expect.poll(statusOf(page, jobId), { interval: 20 }).toBe('cancelled');
  // The bound is a promise to the user, not a measure of this machine.
  expect(performance.now() - askedAtMs).toBeLessThan(2000);
  const { requests } = (await server.control?.counters()) ?? { requests: { PutObject: 0 } };
  const sent = requests.PutObject ?? 0;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect((await server.control?.counters())?.requests.PutObject ?? 0).toBeLessThanOrEqual(sent + 1);
});
