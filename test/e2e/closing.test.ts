import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Storage } from '../../electron/core/storage/storage.ts';
import { connectionTo, openConnection } from '../support/connectionTo.ts';
import { launchSatchel, type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { fileWindow } from '../support/fileWindow.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';

const bucket = 'movies';
let folder: string;
let server: SpawnedS3Server;
let storage: Storage;
let satchel: RunningSatchel;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-closing-'));
  server = await spawnS3Server({ control: true });
  storage = openConnection(connectionTo(server, 'Test account'));
  await storage.createBucket(bucket);
  satchel = await launchSatchel({
    userData: join(folder, 'userData'),
    connection: connectionTo(server, 'Test account'),
  });
});

afterEach(async () => {
  await satchel.close().catch(() => undefined);
  storage.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** An upload that does not end by itself before the throttle is lifted. */
async function uploadSlowly(): Promise<void> {
  const path = join(folder, 'movie.bin');
  await writeFile(path, '');
  await truncate(path, 20 * 1024 * 1024);
  await server.control?.throttle(200_000);
  await satchel.stubDialog({ files: [path] });
  const { page } = satchel;
  const grant = await requestInPage(page, 'upload.chooseFiles', {});
  const { accounts } = await requestInPage(page, 'account.list', {});
  const target = { accountId: accounts[0]?.id ?? '', bucket, prefix: '' };
  await requestInPage(page, 'transfer.upload', { grantId: grant?.grantId ?? '', target });
  const job = await fileWindow(page).job('movie.bin');
  await job.waitFor();
}

const closeWindow = () =>
  satchel.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
const isVisible = () =>
  satchel.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
const dialog = () => satchel.page.getByRole('alertdialog');
const hasEnded = () => satchel.app.waitForEvent('close', { timeout: 30_000 });

test('with nothing under way, the window closes at once', async () => {
  const ended = hasEnded();
  await closeWindow().catch(() => undefined);
  await ended;
});

test('closing the window while something moves asks, and staying leaves everything as it is', async () => {
  await uploadSlowly();
  await closeWindow();
  await dialog().getByRole('button', { name: 'Stay' }).click();
  await dialog().waitFor({ state: 'detached' });
  expect(await isVisible()).toBe(true);
  await closeWindow();
  await dialog().waitFor();
  await satchel.page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('in the background, the upload goes on without the window, and Satchel ends with it', async () => {
  await uploadSlowly();
  await closeWindow();
  await dialog().getByRole('button', { name: 'Keep going in the background' }).click();
  await expect.poll(isVisible).toBe(false);
  const ended = hasEnded();
  await server.control?.throttle(null);
  await ended;
  expect((await storage.stat({ bucket, key: 'movie.bin' })).sizeBytes).toBe(20 * 1024 * 1024);
});

test('stopped until next time, the upload goes on by itself when Satchel is opened again', async () => {
  await uploadSlowly();
  await closeWindow();
  const ended = hasEnded();
  await dialog().getByRole('button', { name: 'Stop until next time' }).click();
  await ended;
  await server.control?.throttle(null);
  satchel = await launchSatchel({
    userData: join(folder, 'userData'),
    connection: connectionTo(server, 'Test account'),
  });
  const { page } = satchel;
  await expect
    .poll(async () => (await requestInPage(page, 'transfer.list', {})).jobs[0]?.status, { timeout: 60_000 })
    .toBe('done');
});

test('an answer for the next times is kept, and Settings shows it', async () => {
  await uploadSlowly();
  await closeWindow();
  await dialog().getByRole('checkbox').check();
  await dialog().getByRole('button', { name: 'Keep going in the background' }).click();
  await expect.poll(isVisible).toBe(false);
  expect((await requestInPage(satchel.page, 'settings.get', {})).whenClosed).toBe('background');
});
