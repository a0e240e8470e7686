import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { openS3 } from '../storage/openS3.ts';
import { noise, readTree, selection, startTransfers, target, writeTree } from './harness.ts';

const mebibyte = 1024 * 1024;
let server: SpawnedS3Server;
let control: ControlClient;
let storage: Storage;

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  if (server.control === undefined) throw new Error('the control port is missing');
  control = server.control;
  storage = openS3(server, { silenceTimeoutMs: 2000 });
  await storage.createBucket('documents');
});
afterAll(async () => {
  storage.close();
  await server.stop();
});
beforeEach(() => control.reset());

async function keysBelow(prefix: string): Promise<readonly string[]> {
  const page = await storage.listPage({ bucket: 'documents', prefix });
  return page.entries.flatMap((entry) => (entry.kind === 'file' ? [entry.key] : []));
}

async function openRequests(): Promise<number> {
  return (await control.counters()).openRequests;
}

describe('over a real server', () => {
  test('a folder of 2,500 files comes back byte for byte', async () => {
    const { upload, download, folder, ended, crashes, snapshots } = await startTransfers(storage, {
      parallelTransfers: 8,
    });
    const files: Record<string, Buffer> = {};
    for (let index = 0; index < 2500; index += 1) {
      files[`up/${index % 25}/${index} é 🌞.bin`] = noise((index * 7) % 3000, index);
    }
    await writeTree(folder, files);
    const up = await ended(await upload([join(folder, 'up')], target('many/')));
    expect(up).toMatchObject({ status: 'done', fileCount: 2500, doneCount: 2500, failures: [] });
    await mkdir(join(folder, 'down'));
    const chosen = selection({ basePrefix: 'many/', prefixes: ['many/up/'] });
    const down = await ended(await download(chosen, join(folder, 'down')));
    expect(down).toMatchObject({ status: 'done', fileCount: 2500, doneCount: 2500, sizeBytes: up.sizeBytes });
    expect(await readTree(join(folder, 'down/up'))).toEqual(await readTree(join(folder, 'up')));
    expect(crashes).toEqual([]);
    expect(snapshots.length).toBeGreaterThan(2);
  }, 240_000);

  test('large files go and come in parts, also when connections break on the way', async () => {
    const { upload, download, folder, ended, crashes } = await startTransfers(storage);
    const film = noise(70 * mebibyte + 3);
    await writeTree(folder, { film });
    await control.cut('UploadPart', 3 * mebibyte, 2);
    const up = await ended(await upload([join(folder, 'film')], target('films/')));
    expect(up).toMatchObject({ status: 'done', doneBytes: film.length });
    await mkdir(join(folder, 'down'));
    await control.cut('GetObject', 5 * mebibyte, 3);
    const chosen = selection({ basePrefix: 'films/', keys: ['films/film'] });
    const down = await ended(await download(chosen, join(folder, 'down')));
    expect(down).toMatchObject({ status: 'done', doneBytes: film.length });
    expect((await readFile(join(folder, 'down/film'))).equals(film)).toBe(true);
    expect(await readdir(join(folder, 'down'))).toEqual(['film']);
    const details = await storage.stat({ bucket: 'documents', key: 'films/film' });
    expect((await stat(join(folder, 'down/film'))).mtimeMs).toBe(details.modifiedAtMs);
    expect(crashes).toEqual([]);
  });

  test('on a slow line the progress of a photo moves while it is sent', async () => {
    const { upload, folder, ended, snapshots } = await startTransfers(storage);
    const photo = noise(16 * mebibyte);
    await writeTree(folder, { photo });
    await control.throttle(8 * mebibyte);
    const job = await ended(await upload([join(folder, 'photo')], target('slow/')));
    expect(job).toMatchObject({ status: 'done', doneBytes: photo.length });
    expect((await control.counters()).requests).toMatchObject({ PutObject: 1 });
    const told = snapshots.flatMap(({ jobs }) => jobs.map(({ doneBytes }) => doneBytes));
    // The system takes some mebibytes off our hands at once, so that they come in leaps.
    const between = new Set(told.filter((bytes) => bytes > 0 && bytes < photo.length));
    expect(between.size).toBeGreaterThan(2);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
  });

  test.each([100, 40 * mebibyte])(
    'bytes that are damaged on the way are noticed and fetched again (%d bytes)',
    async (size) => {
      const { upload, download, folder, ended } = await startTransfers(storage);
      await writeTree(folder, { a: noise(size) });
      await ended(await upload([join(folder, 'a')], target(`damaged ${size}/`)));
      await mkdir(join(folder, 'down'));
      await control.corrupt('GetObject', 1);
      const chosen = selection({ basePrefix: `damaged ${size}/`, keys: [`damaged ${size}/a`] });
      expect(await ended(await download(chosen, join(folder, 'down')))).toMatchObject({ status: 'done' });
      expect((await readFile(join(folder, 'down/a'))).equals(noise(size))).toBe(true);
      expect(await readdir(join(folder, 'down'))).toEqual(['a']);
    },
  );

  test('a file that changes before all of it is read leaves nothing on the server', async () => {
    const { upload, folder, ended, until } = await startTransfers(storage);
    await writeFile(join(folder, 'film'), '');
    // More than is held in memory on its way.
    await truncate(join(folder, 'film'), 160 * mebibyte);
    await control.throttle(20 * mebibyte);
    const jobId = await upload([join(folder, 'film')], target('changed/'));
    await until(jobId, ({ doneBytes }) => doneBytes > 0);
    await writeFile(join(folder, 'film'), 'another');
    await control.throttle(null);
    expect(await ended(jobId)).toMatchObject({
      status: 'failed',
      failures: [{ error: { code: 'local.changed' } }],
    });
    await expect.poll(async () => (await control.counters()).requests.AbortMultipartUpload).toBe(1);
    expect(await keysBelow('changed/')).toEqual([]);
  });

  test('cancel ends the requests on both sides and leaves nothing', async () => {
    const { transfers, upload, download, folder, ended, until } = await startTransfers(storage);
    await writeTree(folder, { film: noise(70 * mebibyte) });
    await control.throttle(20 * mebibyte);
    const up = await upload([join(folder, 'film')], target('cancelled/'));
    await expect.poll(openRequests).toBeGreaterThan(1);
    await transfers.cancel([up]);
    await ended(up);
    await expect.poll(async () => (await control.counters()).requests.AbortMultipartUpload).toBe(1);
    expect(await keysBelow('cancelled/')).toEqual([]);

    await control.throttle(null);
    await ended(await upload([join(folder, 'film')], target('kept/')));
    await mkdir(join(folder, 'down'));
    await control.throttle(20 * mebibyte);
    const down = await download(
      selection({ basePrefix: 'kept/', keys: ['kept/film'] }),
      join(folder, 'down'),
    );
    await until(down, ({ doneBytes }) => doneBytes > 0);
    await transfers.cancel([down]);
    await ended(down);
    await expect.poll(() => readdir(join(folder, 'down'))).toEqual([]);
    await control.throttle(null);
    await expect.poll(openRequests).toBe(0);
  });

  test('a server that goes away and comes back is waited for', async () => {
    const { upload, folder, ended, until } = await startTransfers(storage, {
      clockFactor: 2,
    });
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`up/${index}`, noise(5000, index)]),
    );
    await writeTree(folder, files);
    const jobId = await upload([join(folder, 'up')], target('again/'));
    await until(jobId, ({ doneCount }) => doneCount > 20);
    await server.kill9();
    await server.restart();
    expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 400 });
    expect(await keysBelow('again/')).toHaveLength(400);
  });
});
