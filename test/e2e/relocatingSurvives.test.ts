import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Storage } from '../../electron/core/storage/storage.ts';
import { connectionTo, openConnection } from '../support/connectionTo.ts';
import { launchSatchel, type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { type FileWindow, fileWindow } from '../support/fileWindow.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';
import { fillBucket, listKeys } from '../support/satchelOnServer.ts';

const names = Array.from({ length: 60 }, (_, index) => `page ${100 + index}.txt`);
let server: SpawnedS3Server;
let folder: string;
let storage: Storage;
let satchel: RunningSatchel;
let window: FileWindow;

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  folder = await mkdtemp(join(tmpdir(), 'satchel-relocating-'));
  storage = openConnection(connectionTo(server, 'Test account'));
  const pages = (book: string) => Object.fromEntries(names.map((name) => [`${book}/${name}`, name]));
  await fillBucket(storage, 'books', { ...pages('atlas'), ...pages('bible'), ...pages('cookery') });
  await fillBucket(storage, 'archive', {});
  await open();
});
afterEach(async () => {
  await server.control?.reset();
});
afterAll(async () => {
  await satchel?.close().catch(() => undefined);
  storage.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function open(): Promise<void> {
  satchel = await launchSatchel({
    userData: join(folder, 'userData'),
    connection: connectionTo(server, 'Test account'),
  });
  window = fileWindow(satchel.page);
}

/** Begins to move a book into the archive, and answers when some of its pages are there and some are not. */
async function beginToMove(book: string): Promise<void> {
  await window.openBucket('books');
  await window.row(book).waitFor();
  await server.control?.delay('CopyObject', 150, 10_000);
  const { accounts } = await requestInPage(satchel.page, 'account.list', {});
  const accountId = accounts[0]?.id ?? '';
  await requestInPage(satchel.page, 'selection.move', {
    selection: { accountId, bucket: 'books', basePrefix: '', keys: [], prefixes: [`${book}/`] },
    target: { accountId, bucket: 'archive', prefix: '' },
    onTaken: 'stop',
  });
  const moved = async () => (await pagesIn('archive', book)).length;
  await expect.poll(moved, { interval: 20, timeout: 10_000 }).toBeGreaterThan(0);
  expect((await pagesIn('books', book)).length).toBeGreaterThan(8);
}

async function pagesIn(bucket: string, book: string): Promise<readonly string[]> {
  const keys = await listKeys(storage, bucket);
  return keys.filter((key) => key.startsWith(`${book}/`)).map((key) => key.slice(book.length + 1));
}

/** Each page is somewhere. */
async function nothingIsMissing(book: string): Promise<void> {
  const all = new Set([...(await pagesIn('books', book)), ...(await pagesIn('archive', book))]);
  expect([...all].sort()).toEqual(names);
}

const closeWindow = () =>
  satchel.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
const isAwake = () =>
  satchel.app.evaluate(({ powerSaveBlocker }) =>
    [0, 1, 2, 3, 4, 5].some((id) => powerSaveBlocker.isStarted(id)),
  );

test('a move that is cancelled half-way leaves every file at one place, and can be taken up again', async () => {
  const { page } = satchel;
  await beginToMove('atlas');
  expect(await isAwake()).toBe(true);
  await page.getByRole('button', { name: /^Cancel: Moving atlas to archive/ }).click();
  await page
    .getByText(/^Stopped after \d+ files were moved/)
    .first()
    .waitFor();
  await expect.poll(isAwake).toBe(false);
  const [left, moved] = [await pagesIn('books', 'atlas'), await pagesIn('archive', 'atlas')];
  expect([...left, ...moved].sort()).toEqual(names);
  expect(moved.length).toBeLessThan(names.length);
  // What was moved comes back.
  await server.control?.reset();
  await window.list.focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => pagesIn('books', 'atlas'), { timeout: 10_000 }).toEqual(names);
  await expect.poll(() => pagesIn('archive', 'atlas')).toEqual([]);
});

test('closing the window during a move asks in its own words, and staying lets it go on', async () => {
  const { page } = satchel;
  await beginToMove('bible');
  await closeWindow();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('1 task is not done').waitFor();
  await dialog.getByText('Moving bible to archive').waitFor();
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await server.control?.reset();
  await expect.poll(() => pagesIn('books', 'bible'), { timeout: 10_000 }).toEqual([]);
  expect(await pagesIn('archive', 'bible')).toEqual(names);
});

test('a move that was under way when Satchel was killed goes on at the next start', async () => {
  await beginToMove('cookery');
  await satchel.kill();
  await nothingIsMissing('cookery');
  await server.control?.reset();
  await open();
  await expect.poll(() => pagesIn('books', 'cookery'), { timeout: 30_000 }).toEqual([]);
  expect(await pagesIn('archive', 'cookery')).toEqual(names);
  for (const name of names.slice(0, 3)) {
    const { body } = await storage.openRange({ bucket: 'archive', key: `cookery/${name}` });
    expect(Buffer.concat(await body.toArray()).toString()).toBe(name);
  }
});

test('closing the window during a move stops it until the next time, where it goes on', async () => {
  await storage.put({ bucket: 'books', key: 'last.txt' }, Buffer.from('x'));
  await server.control?.delay('CopyObject', 3_000, 100);
  const { accounts } = await requestInPage(satchel.page, 'account.list', {});
  const accountId = accounts[0]?.id ?? '';
  await requestInPage(satchel.page, 'selection.move', {
    selection: { accountId, bucket: 'books', basePrefix: '', keys: ['last.txt'], prefixes: [] },
    target: { accountId, bucket: 'archive', prefix: '' },
    onTaken: 'stop',
  });
  await satchel.page.getByRole('button', { name: /^Cancel: Moving last.txt/ }).waitFor();
  await closeWindow();
  const ended = satchel.app.waitForEvent('close', { timeout: 30_000 });
  await satchel.page.getByRole('button', { name: 'Stop until next time' }).click();
  await ended;
  await server.control?.reset();
  await open();
  await expect.poll(() => listKeys(storage, 'archive'), { timeout: 30_000 }).toContain('last.txt');
  await expect.poll(() => listKeys(storage, 'books')).not.toContain('last.txt');
  expect(satchel.errors()).toEqual([]);
});
