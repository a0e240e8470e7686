import { createHash, randomFillSync } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Storage } from '../../electron/core/storage/storage.ts';
import { connectionTo, openConnection } from '../support/connectionTo.ts';
import { launchSatchel, type RunningSatchel } from '../support/electronApp.ts';
import { fileWindow } from '../support/fileWindow.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';

const bucket = 'movies';
const partBytes = 16 * 1024 * 1024;
const content = randomFillSync(Buffer.alloc(10 * partBytes + 5));

let folder: string;
let server: SpawnedS3Server;
let storage: Storage;
let satchel: RunningSatchel;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'satchel-download-'));
  server = await spawnS3Server({ control: true });
  storage = openConnection(connectionTo(server, 'Test account'));
  await storage.createBucket(bucket);
  await storage.put({ bucket, key: 'movie.bin' }, content);
});

afterEach(async () => {
  await satchel.close();
  storage.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Opens Satchel on the same user data each time, as the user does. */
async function launch(): Promise<void> {
  satchel = await launchSatchel({
    userData: path.join(folder, 'userData'),
    connection: connectionTo(server, 'Test account'),
  });
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test('a download goes on by itself after Satchel was killed, arrives whole, and leaves nothing half done', async () => {
  const target = path.join(folder, 'down');
  await mkdir(target);
  await launch();
  const window = fileWindow(satchel.page);
  await satchel.stubDialog({ downloadFolder: target });
  await window.openBucket(bucket);
  await window.select('movie.bin');
  await server.control?.throttle(48_000_000);
  await window.command('Download').click();
  const partsAskedFor = async () => (await server.control?.counters())?.requests.GetObject ?? 0;
  // Six at the same time: two have arrived by then.
  await expect.poll(partsAskedFor, { timeout: 60_000 }).toBeGreaterThanOrEqual(8);
  await satchel.kill();
  expect(await readdir(target)).toEqual([expect.stringMatching(/^\.satchel-.*\.part$/)]);

  await server.control?.reset();
  await launch();
  const job = await fileWindow(satchel.page).job('movie.bin');
  await job.getByText('Downloaded, 168 MB').waitFor({ timeout: 60_000 });
  expect(await readdir(target)).toEqual(['movie.bin']);
  expect(sha256(await readFile(path.join(target, 'movie.bin')))).toBe(sha256(content));
  // What had arrived is not fetched again.
  const bytesOut = (await server.control?.counters())?.bytesOut ?? 0;
  expect(bytesOut).toBeLessThan(content.length - 1.5 * partBytes);
});
