import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const bucket = 'photos';
const photoCount = 2_400;
const patience = { timeout: 60_000 };
/** Windows has no pipes in folders, and makes links for administrators only. */
const leftOut = process.platform === 'win32' ? [] : ['loop', 'pipe'];
const fileCount = photoCount + 1 + leftOut.length;

let opened: SatchelOnServer;
let dialog: Locator;
let rows: Locator;
const photos = new Map<string, string>();
let startedAtMs: number;

beforeAll(async () => {
  opened = await openSatchelOnServer({ [bucket]: {} });
  const album = path.join(opened.folder, 'album');
  await mkdir(album);
  for (let index = 1; index <= photoCount; index += 1) {
    const name = `photo ${String(index).padStart(4, '0')}.jpg`;
    const content = `the ${index} of many`;
    photos.set(`album/${name}`, content);
    await writeFile(path.join(album, name), content);
  }
  await writeFile(path.join(album, 'closed.txt'), 'not for them');
  if (leftOut.length > 0) {
    await promisify(execFile)('mkfifo', [path.join(album, 'pipe')]);
    await symlink(album, path.join(album, 'loop'));
  }
  const { control, satchel, window, page } = opened;
  await control.deny({ actions: ['PutObject'], bucket, keyPrefix: 'album/closed' });
  await satchel.stubDialog({ folders: [album] });
  await window.openBucket(bucket);
  startedAtMs = Date.now();
  await window.upload('Folders');
  await (await window.job('album'))
    .getByText('1 file could not be uploaded, 2,400 files uploaded')
    .waitFor(patience);
  await window.chooseForJob('album', 'Show files');
  dialog = page.getByRole('dialog', { name: 'Files of album' });
  rows = dialog.getByRole('listbox', { name: 'Files of album' }).getByRole('option');
  await rows.first().waitFor();
});
afterAll(() => opened.close());

const filter = (name: string) => dialog.getByRole('tab', { name, exact: true });

test('each state says how many files it has, and shows them', async () => {
  const states = ['Moving', 'Waiting', 'Failed 1', `Left out ${leftOut.length}`, 'Done 2,400'];
  for (const state of [`All ${fileCount.toLocaleString('en')}`, ...states]) await filter(state).waitFor();
  await filter('Moving').click();
  await dialog.getByText('Nothing moves just now').waitFor();
  await filter('Done 2,400').click();
  await expect.poll(() => rows.first().textContent(), patience).toMatch(/^album\/photo .*Done$/);
});

test('thousands of files are looked through to the last, and few rows are drawn', async () => {
  const { page } = opened;
  await filter(`All ${fileCount.toLocaleString('en')}`).click();
  await rows.first().waitFor();
  const place = () => rows.last().getAttribute('aria-posinset');
  await dialog.getByRole('listbox').focus();
  await expect
    .poll(async () => {
      await page.keyboard.press('End');
      return place();
    }, patience)
    .toBe(String(fileCount));
  expect(await rows.last().getAttribute('aria-setsize')).toBe(String(fileCount));
  expect(await rows.count()).toBeLessThan(80);
  await page.keyboard.press('Home');
  await expect.poll(() => rows.first().getAttribute('aria-posinset'), patience).toBe('1');
});

test('a file that failed says why, and the technical reason is one click away', async () => {
  await filter('Failed 1').click();
  await expect.poll(() => rows.allTextContents(), patience).toHaveLength(1);
  await rows.first().click();
  const details = dialog.getByRole('region', { name: 'Details of album/closed.txt' });
  await details.getByText('You are not allowed to do this').waitFor();
  await details.getByText('Ask the person who manages this storage').waitFor();
  expect(await details.getByText('access.denied').count()).toBe(0);
  await details.getByRole('button', { name: 'Details', exact: true }).click();
  await details
    .getByText(/access\.denied|AccessDenied/)
    .first()
    .waitFor();
});

test.skipIf(leftOut.length === 0)('what was left out is listed with the rule that left it out', async () => {
  await filter('Left out 2').click();
  const texts = async () => [...(await rows.allTextContents())].sort();
  await expect
    .poll(texts, patience)
    .toEqual([
      expect.stringMatching(/^album\/loop.*Left out: This link leads back to a folder that it is in/),
      expect.stringMatching(/^album\/pipe.*Left out: This is no plain file/),
    ]);
});

test('the receipt has every file with its size, its checksum and its time', async () => {
  const { satchel, window, page, folder } = opened;
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
  const saveFile = path.join(folder, 'receipt.csv');
  await satchel.stubDialog({});
  await window.chooseForJob('album', 'Save receipt as CSV…');
  await satchel.stubDialog({ saveFile });
  await window.chooseForJob('album', 'Save receipt as CSV…');
  await page.getByText('The receipt was saved.').first().waitFor();

  const [head, ...lines] = (await readFile(saveFile, 'utf8')).trimEnd().split('\r\n');
  expect(head?.replace('\uFEFF', '')).toBe(
    'state,name,bytes,checksum,etag,version id,finished at,saved as,reason',
  );
  const cells = lines.map((line) => line.split(','));
  const ofState = (state: string) => cells.filter(([first]) => first === state);
  expect(ofState('failed').map(([, name]) => name)).toEqual(['album/closed.txt']);
  expect(
    ofState('skipped')
      .map(([, name]) => name)
      .sort(),
  ).toEqual(leftOut.map((name) => `album/${name}`));
  // The server of the tests keeps no checksums; its ETag is an MD5 that is compared.
  const expected = [...photos].map(([name, content]) => {
    const checksum = createHash('md5').update(content).digest('hex');
    return [name, String(content.length), `MD5 ${checksum}`];
  });
  const done = ofState('done');
  expect(done.map((line) => line.slice(1, 4)).sort()).toEqual(expected.sort());
  const times = done.map((line) => Date.parse(line[6] ?? ''));
  expect(times.every((time) => time >= startedAtMs && time <= Date.now())).toBe(true);
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
