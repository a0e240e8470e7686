import { randomFillSync } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropFiles } from '../support/dropFiles.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({ documents: { 'menu.pdf': 'the old menu' }, photos: {} });
});
afterAll(() => opened.close());

/** Writes a file below the test's folder; its path. */
async function localFile(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(opened.folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

test('files chosen in the dialog arrive, small ones and large ones in parts', async () => {
  const { window, satchel, read, control } = opened;
  const large = randomFillSync(Buffer.alloc(33 * 1024 * 1024 + 7));
  await satchel.stubDialog({
    files: [await localFile('note é 🌅.txt', 'a note'), await localFile('movie.bin', large)],
  });
  await window.openBucket('photos');
  await control.reset();
  await window.upload('Files');
  await window.row('note é 🌅.txt').waitFor();
  await window.row('movie.bin').waitFor();
  expect((await read('photos', 'note é 🌅.txt')).toString()).toBe('a note');
  expect((await read('photos', 'movie.bin')).equals(large)).toBe(true);
  const { requests } = await control.counters();
  expect({ puts: requests.PutObject, parts: requests.UploadPart }).toEqual({ puts: 1, parts: 3 });
});

test('a folder chosen in the dialog arrives with what is in it, empty folders too', async () => {
  const { window, satchel, keys } = opened;
  await localFile('trip/day 1/sea.txt', 'sea');
  await localFile('trip/plan.txt', 'plan');
  await mkdir(path.join(opened.folder, 'trip/empty'), { recursive: true });
  await satchel.stubDialog({ folders: [path.join(opened.folder, 'trip')] });
  await window.openBucket('photos');
  await window.upload('Folders');
  await window.row('trip').waitFor();
  await expect
    .poll(async () => (await keys('photos')).filter((key) => key.startsWith('trip/')))
    .toEqual(['trip/day 1/sea.txt', 'trip/empty/', 'trip/plan.txt']);
});

test('files and folders dropped onto the window arrive where the overlay says', async () => {
  const { window, page, keys } = opened;
  const file = await localFile('dropped.txt', 'dropped');
  await localFile('dropped folder/inside.txt', 'inside');
  await window.openBucket('documents');
  await window.row('menu.pdf').waitFor();
  await dropFiles(page, 'main', [file, path.join(opened.folder, 'dropped folder')], async () => {
    await page.getByText(/Drop to upload to .*documents/).waitFor();
  });
  await window.row('dropped.txt').waitFor();
  await window.row('dropped folder').waitFor();
  await expect
    .poll(() => keys('documents'))
    .toEqual(['dropped folder/inside.txt', 'dropped.txt', 'menu.pdf']);
});

test('a taken name is asked about: skip, keep both, replace', async () => {
  const { window, page, satchel, read, keys } = opened;
  await satchel.stubDialog({ files: [await localFile('menu.pdf', 'the new menu')] });
  await window.openBucket('documents');
  for (const answer of ['Skip', 'Keep both', 'Replace'] as const) {
    await window.upload('Files');
    await page.getByRole('button', { name: answer, exact: true }).click();
    await page.getByRole('button', { name: answer, exact: true }).waitFor({ state: 'hidden' });
    if (answer === 'Skip') expect((await read('documents', 'menu.pdf')).toString()).toBe('the old menu');
    if (answer === 'Keep both') {
      await window.row('menu (2).pdf').waitFor();
      expect((await read('documents', 'menu.pdf')).toString()).toBe('the old menu');
    }
  }
  await expect.poll(async () => (await read('documents', 'menu.pdf')).toString()).toBe('the new menu');
  expect((await keys('documents')).filter((key) => key.startsWith('menu'))).toEqual([
    'menu (2).pdf',
    'menu.pdf',
  ]);
});

test('one answer can stand for all the others', async () => {
  const { window, page, satchel, storage, read } = opened;
  const names = ['one.txt', 'two.txt', 'three.txt'];
  for (const name of names) await storage.put({ bucket: 'photos', key: name }, Buffer.from('old'));
  await satchel.stubDialog({
    files: await Promise.all(names.map((name) => localFile(`fresh/${name}`, `new ${name}`))),
  });
  await window.openBucket('photos');
  await window.upload('Files');
  await window.dialog.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Replace', exact: true }).click();
  for (const name of names) {
    await expect.poll(async () => (await read('photos', name)).toString()).toBe(`new ${name}`);
  }
});

test('a file that disappears before it is read is named, and nothing of it stays on the server', async () => {
  const { window, page, satchel, keys } = opened;
  const file = await localFile('gone.txt', 'soon gone');
  await satchel.stubDialog({ files: [file] });
  await rm(file);
  await window.openBucket('photos');
  await window.upload('Files');
  const job = await window.job('gone.txt');
  await job.waitFor();
  await page
    .getByText(/could not be uploaded|could not be found|is not there/)
    .first()
    .waitFor();
  expect(await keys('photos')).not.toContain('gone.txt');
});

test('a new folder can be made and uploaded into', async () => {
  const { window, satchel, keys } = opened;
  await window.openBucket('photos');
  await window.command('New folder').click();
  await window.dialog.getByRole('textbox', { name: 'Name' }).fill('Summer 2026');
  await window.dialog.getByRole('button', { name: 'Create folder' }).click();
  await window.open('Summer 2026');
  await satchel.stubDialog({ files: [await localFile('beach.txt', 'beach')] });
  await window.upload('Files');
  await window.row('beach.txt').waitFor();
  expect(await keys('photos')).toContain('Summer 2026/beach.txt');
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
