import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const crowd = Object.fromEntries(
  Array.from({ length: 1100 }, (_, index) => [`crowd/file ${index}.txt`, '12345678']),
);

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    documents: {
      ...crowd,
      'letter.txt': 'Dear all',
      'kept.txt': 'kept',
      'locked/a.txt': 'a',
      'locked/b.txt': 'b',
    },
    empty: {},
  });
});
afterAll(() => opened.close());

test('a folder is counted before the question, and gone after it', async () => {
  const { window, keys } = opened;
  await window.openBucket('documents');
  await window.select('crowd', 'letter.txt');
  await window.command('Delete').click();
  await window.dialog.getByText(/Delete 1,101 files, 8\.8/).waitFor();
  await window.dialog.getByRole('button', { name: 'Delete 1,101 files for good' }).click();
  await window.dialog.waitFor({ state: 'detached' });
  await window.row('crowd').waitFor({ state: 'detached' });
  expect(await keys('documents')).toEqual(['kept.txt', 'locked/a.txt', 'locked/b.txt']);
});

test('Cancel deletes nothing', async () => {
  const { window, keys } = opened;
  await window.openBucket('documents');
  await window.select('kept.txt');
  await window.command('Delete').click();
  await window.dialog.getByText(/Delete kept\.txt, 4/).waitFor();
  await window.dialog.getByRole('button', { name: 'Cancel' }).click();
  await window.dialog.waitFor({ state: 'detached' });
  expect(await keys('documents')).toContain('kept.txt');
});

test('what could not be deleted is listed by name', async () => {
  const { window, control, keys } = opened;
  await control.deny({ actions: ['DeleteObject'], keyPrefix: 'locked/b' });
  await window.openBucket('documents');
  await window.select('locked');
  await window.command('Delete').click();
  await window.dialog.getByRole('button', { name: 'Delete 2 files for good' }).click();
  await window.dialog.getByText('locked/b.txt').waitFor();
  expect(await window.dialog.getByText('locked/a.txt').count()).toBe(0);
  await window.dialog.getByRole('button', { name: 'Close' }).click();
  await control.reset();
  expect(await keys('documents')).toEqual(['kept.txt', 'locked/b.txt']);
});

test('an empty bucket can be deleted, a full one is refused with the reason', async () => {
  const { window, page } = opened;
  const remove = async (bucket: string) => {
    await page.getByRole('button', { name: `More about ${bucket}` }).click();
    await page.getByRole('menuitem', { name: 'Delete bucket' }).click();
    await window.dialog.getByRole('button', { name: `Delete ${bucket}` }).click();
  };
  await remove('empty');
  await window.bucket('empty').waitFor({ state: 'detached' });
  await remove('documents');
  await window.dialog.getByText('documents still holds files.').first().waitFor();
  await window.dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await window.bucket('documents').isVisible()).toBe(true);
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
