import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { openS3 } from '../storage/openS3.ts';
import { bucket, type DownloadHarness, mebibyte, startDownloads } from './downloadHarness.ts';
import { noise } from './harness.ts';

const sizes = [100_000, 5 * mebibyte, 40 * mebibyte + 3];
let server: SpawnedS3Server;
let control: ControlClient;
let storage: Storage;
/** Takes a short silence for the end of a connection. */
let impatient: Storage;

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  if (server.control === undefined) throw new Error('the control port is missing');
  control = server.control;
  storage = openS3(server);
  impatient = openS3(server, { silenceTimeoutMs: 1500 });
  await storage.createBucket(bucket);
  for (const sizeBytes of sizes) await storage.put({ bucket, key: `film ${sizeBytes}` }, noise(sizeBytes));
});
afterAll(async () => {
  storage.close();
  impatient.close();
  await server.stop();
});
beforeEach(() => control.reset());

/** Attempts until one brings it, as the engine does; the codes of those that did not. */
async function untilDone({ download }: DownloadHarness, sizeBytes: number): Promise<readonly string[]> {
  const codes: string[] = [];
  for (let attempt = 1; attempt < 20; attempt += 1) {
    try {
      await download({ source: `film ${sizeBytes}`, target: 'film', sizeBytes, attempt });
      return codes;
    } catch (error) {
      if (!(error instanceof SatchelError)) throw error;
      codes.push(error.code);
    }
  }
  throw new Error(`It never came: ${codes}`);
}

describe.each(sizes)('from a server, %d bytes', (sizeBytes) => {
  test.each([
    ['connections that break', () => control.cut('GetObject', 50_000, 3), 'network.lost'],
    ['flipped bytes', () => control.corrupt('GetObject', 2), 'integrity.mismatch'],
    ['refusals', () => control.fail('GetObject', 2, { status: 503, code: 'SlowDown' }), 'server.busy'],
    ['silence', () => control.hang('GetObject', 1), 'network.timedOut'],
  ])('come whole in spite of %s', async (_what, disturb, code) => {
    const harness = await startDownloads(code === 'network.timedOut' ? impatient : storage);
    await disturb();
    const codes = await untilDone(harness, sizeBytes);
    expect(new Set(codes)).toEqual(new Set([code]));
    expect((await readFile(join(harness.folder, 'film'))).equals(noise(sizeBytes))).toBe(true);
    expect(await readdir(harness.folder)).toEqual(['film']);
    expect([harness.movedBytes(), harness.flow.counts.open]).toEqual([sizeBytes, 0]);
  });

  test('are given up at once, and the server’s connections with them', async () => {
    const { download, folder } = await startDownloads(storage);
    await control.throttle(200_000);
    const stop = new AbortController();
    const going = download(
      { source: `film ${sizeBytes}`, sizeBytes },
      { signal: stop.signal, onBytes: () => stop.abort() },
    );
    await expect(going).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(async () => (await control.counters()).openRequests).toBe(0);
    expect(await readdir(folder)).toEqual(sizeBytes > 16 * mebibyte ? ['.satchel-job-1.part'] : []);
  });
});
