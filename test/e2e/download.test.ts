import { randomFillSync } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const large = randomFillSync(Buffer.alloc(40 * 1024 * 1024 + 3));

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    documents: {
      'letter.txt': 'Dear all',
      'menu.pdf': 'the menu',
      'trip/plan.txt': 'plan',
      'trip/day 1/sea.txt': 'sea',
      'odd/../../outside.txt': 'outside?',
    },
  });
  await opened.storage.put({ bucket: 'documents', key: 'movie.bin' }, large);
});
afterAll(() => opened.close());

/** Downloads the selection into a fresh folder and waits until the job has ended; the folder. */
async function download(name: string, title: string): Promise<string> {
  const folder = path.join(opened.folder, name);
  await mkdir(folder);
  await opened.satchel.stubDialog({ downloadFolder: folder });
  await opened.window.command('Download').click();
  const job = await opened.window.job(title);
  await job
    .getByText(/downloaded/i)
    .first()
    .waitFor();
  return folder;
}

test('a file comes down byte for byte, with the time it has in the cloud', async () => {
  const { window, storage } = opened;
  await window.openBucket('documents');
  await window.select('movie.bin');
  const folder = await download('large', 'movie.bin');
  expect(await readdir(folder)).toEqual(['movie.bin']);
  expect((await readFile(path.join(folder, 'movie.bin'))).equals(large)).toBe(true);
  const { modifiedAtMs } = await storage.stat({ bucket: 'documents', key: 'movie.bin' });
  expect((await stat(path.join(folder, 'movie.bin'))).mtimeMs).toBe(modifiedAtMs);
});

test('many files and a folder come down together', async () => {
  const { window } = opened;
  await window.openBucket('documents');
  await window.select('letter.txt', 'menu.pdf', 'trip');
  const folder = await download('many', 'and 2 more');
  const files = await readdir(folder, { recursive: true });
  expect(files.sort()).toEqual([
    'letter.txt',
    'menu.pdf',
    'trip',
    'trip/day 1',
    'trip/day 1/sea.txt',
    'trip/plan.txt',
  ]);
  expect(await readFile(path.join(folder, 'trip/day 1/sea.txt'), 'utf8')).toBe('sea');
});

test('no key writes outside the chosen folder, and a changed name is shown', async () => {
  const { window, page } = opened;
  await window.openBucket('documents');
  await window.select('odd');
  const folder = await download('inner', 'odd');
  const files = await readdir(opened.folder, { recursive: true, withFileTypes: true });
  const places = files.filter((file) => file.name.includes('outside.txt')).map((file) => file.parentPath);
  expect(places).toHaveLength(1);
  expect(places[0]?.startsWith(path.join(folder, 'odd'))).toBe(true);
  await page.getByText(/names? (was|were) changed/).waitFor();
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
