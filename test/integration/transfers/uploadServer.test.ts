import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { openS3 } from '../storage/openS3.ts';
import { bucket, mebibyte, noise, startUploads } from './uploadHarness.ts';

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

async function sha256Of(key: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of (await storage.openRange({ bucket, key })).body) hash.update(chunk);
  return hash.digest('hex');
}

const requests = async () => (await control.counters()).requests;

describe('over a real server', () => {
  test('small files cost one request each', async () => {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}`, noise(n * 100, n)]));
    const { upload } = await startUploads(storage, files);
    await Promise.all(Object.keys(files).map((name) => upload(name, { target: `small/${name}` })));
    expect((await requests()).PutObject).toBe(50);
    expect((await requests()).HeadObject).toBeUndefined();
    expect(await sha256Of('small/49')).toBe(createHash('sha256').update(noise(4900, 49)).digest('hex'));
  });

  test('after a cut and a new start, finished parts are not sent again, also those that nobody noted', async () => {
    const film = noise(50 * mebibyte);
    const { upload, progress } = await startUploads(storage, { film });
    await control.cut('UploadPart', mebibyte, 1);
    await expect(upload('film')).rejects.toMatchObject({ appError: { retryable: true } });
    const sent = (await requests()).UploadPart ?? 0;
    if (progress.saved?.kind === 'upload') progress.saved = { ...progress.saved, parts: [] };
    expect(await upload('film', { maybeBegun: true })).toMatchObject({
      kind: 'done',
      proof: { etag: expect.stringMatching(/-4"$/) },
    });
    const listed = await storage.listUploads(bucket, { prefix: 'in/film' });
    expect([(await requests()).UploadPart, listed.uploads]).toEqual([sent + 1, []]);
    expect(await sha256Of('in/film')).toBe(createHash('sha256').update(film).digest('hex'));
  });

  test('an upload whose id was lost is found by the server’s clock, a minute off', async () => {
    const film = noise(17 * mebibyte);
    const { upload, progress } = await startUploads(storage, { film });
    await control.clockOffsetMs(60_000);
    await storage.beginMultipart({ bucket, key: 'in/lost' });
    await progress.begin({
      kind: 'upload',
      bucket,
      key: 'in/lost',
      askedAtMs: Date.now(),
      partSizeBytes: 16 * mebibyte,
      sizeBytes: film.length,
      modifiedAtNs: 0n,
      parts: [],
    });
    // Of a file that has changed since: it is taken back, and another one begins.
    expect(await upload('film', { target: 'in/lost', maybeBegun: true })).toMatchObject({ kind: 'done' });
    expect((await storage.listUploads(bucket, { prefix: 'in/lost' })).uploads).toEqual([]);
    expect(await requests()).toMatchObject({ AbortMultipartUpload: 1, CompleteMultipartUpload: 1 });
  });
});
