import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const longName = `${'n'.repeat(1020)}.txt`;

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    odd: {
      'a//b': 'double slash',
      '/a': 'leading slash',
      'closed/': '',
      '../x': 'dots',
      'bell\u0001.txt': 'control',
      [longName]: 'long',
    },
  });
});
afterAll(() => opened.close());

test('folders without a name and folders of dots open', async () => {
  const { window } = opened;
  await window.openBucket('odd');
  await window.open('a');
  await window.open('(no name)');
  await window.row('b').waitFor();
  await window.openBucket('odd');
  await window.open('(no name)');
  await window.row('a').waitFor();
  await window.openBucket('odd');
  await window.open('..');
  await window.row('x').waitFor();
});

test('every odd key is shown, comes down and can be deleted', async () => {
  const { window, page, satchel, keys } = opened;
  await window.openBucket('odd');
  await window.row('bell␁.txt').waitFor();
  await window.row(longName).waitFor();
  await window.list.focus();
  await page.keyboard.press('ControlOrMeta+a');
  const folder = path.join(opened.folder, 'all');
  await mkdir(folder);
  await satchel.stubDialog({ downloadFolder: folder });
  await window.command('Download').click();
  const job = await window.job('and 5 more');
  await job
    .getByText(/downloaded/i)
    .first()
    .waitFor();
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  expect(files.filter((file) => file.isFile())).toHaveLength(5);
  expect(await readdir(opened.folder)).toEqual(['all']);

  await window.command('Delete').click();
  await window.dialog.getByRole('button', { name: 'Delete 6 files for good' }).click();
  await page.getByText('This bucket is empty').waitFor();
  expect(await keys('odd')).toEqual([]);
});
