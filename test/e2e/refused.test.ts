import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { projectFolder } from '../support/electronApp.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let opened: SatchelOnServer;
afterEach(() => opened.close());

/** The title that the catalogue has for an error. */
async function errorTitle(area: string, what: string): Promise<string> {
  const file = path.join(projectFolder, 'renderer/messages/en/errors.json');
  return JSON.parse(await readFile(file, 'utf8'))[area][what].title;
}

test('an access key that the server does not know is said in plain words, the detail one click away', async () => {
  opened = await openSatchelOnServer({ documents: {} }, { accessKeyId: 'NOTAKEYOFTHISSERVER0' });
  const { page } = opened;
  await page
    .getByText(await errorTitle('credentials', 'unknownKey'))
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Details' }).first().click();
  await page
    .getByText(/InvalidAccessKeyId/)
    .first()
    .waitFor();
  expect(await page.content()).not.toContain('NOTAKEYOFTHISSERVER0');
});

test('a wrong secret is said in plain words', async () => {
  opened = await openSatchelOnServer({ documents: {} }, { secretAccessKey: 'not-the-secret' });
  await opened.page
    .getByText(await errorTitle('credentials', 'wrongSecret'))
    .first()
    .waitFor();
  expect(await opened.page.content()).not.toContain('not-the-secret');
});

test('a clock that is 20 minutes off works and is mentioned', async () => {
  opened = await openSatchelOnServer({ documents: { 'menu.pdf': 'menu' } });
  const { control, window, page } = opened;
  await control.clockOffsetMs(20 * 60_000);
  await window.openBucket('documents');
  await window.row('menu.pdf').waitFor();
  await page
    .getByText(/20 minutes/)
    .first()
    .waitFor();
});

test('an account that may not list buckets gets a field for the name of one', async () => {
  opened = await openSatchelOnServer({ documents: { 'menu.pdf': 'menu' } });
  const { control, window, page } = opened;
  await window.bucket('documents').waitFor();
  await control.deny({ actions: ['ListBuckets'] });
  await page.reload();
  await page.getByRole('textbox', { name: 'Bucket name' }).first().fill('documents');
  await page.getByRole('button', { name: 'Add bucket' }).first().click();
  await window.openBucket('documents');
  await window.row('menu.pdf').waitFor();
});

test('a bucket in another region opens like any other', async () => {
  opened = await openSatchelOnServer({}, { region: 'eu-west-1' });
  const { storage, window, page } = opened;
  await storage.createBucket('elsewhere');
  await storage.put({ bucket: 'elsewhere', key: 'menu.pdf' }, Buffer.from('menu'));
  await page.reload();
  await window.openBucket('elsewhere');
  await window.row('menu.pdf').waitFor();
});

test('a bucket name is checked while it is typed', async () => {
  opened = await openSatchelOnServer({ documents: {} });
  const { page, window } = opened;
  await page.getByRole('button', { name: 'New bucket' }).first().click();
  const field = window.dialog.getByRole('textbox', { name: 'Name' });
  await field.fill('My Photos');
  await window.dialog.getByText(/Use only lowercase letters, digits and hyphens/).waitFor();
  await field.fill('my-photos');
  await window.dialog.getByRole('button', { name: 'Create bucket' }).click();
  await window.bucket('my-photos').waitFor();
});

test('a bucket that has gone leads to the buckets that are there, and one added by name off the list', async () => {
  opened = await openSatchelOnServer({ documents: { 'menu.pdf': 'menu' }, brief: {} });
  const { storage, control, window, page } = opened;
  await window.openBucket('documents');
  await window.row('menu.pdf').waitFor();
  await window.bucket('brief').waitFor();
  await storage.deleteBucket('brief');
  await window.openBucket('brief');
  await page.getByText('There is no bucket named brief.').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'All buckets' }).press('Enter');
  await page.getByRole('heading', { name: 'Buckets', level: 2 }).last().waitFor();
  await window.bucket('brief').waitFor({ state: 'detached' });
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('main button') !== null))
    .toBe(true);

  await storage.createBucket('brief');
  await control.deny({ actions: ['ListBuckets'] });
  await page.reload();
  const field = page.getByRole('textbox', { name: 'Bucket name' }).first();
  await field.fill('brief');
  await page.getByRole('button', { name: 'Add bucket' }).first().click();
  await window.bucket('brief').waitFor();
  await storage.deleteBucket('brief');
  await window.openBucket('brief');
  await page.getByText('There is no bucket named brief.').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Remove from the list' }).click();
  await field.waitFor();
});

test('where the server cannot be asked the sidebar says that it has no list, and gets it with the folder', async () => {
  opened = await openSatchelOnServer({ documents: { 'menu.pdf': 'menu' } });
  const { control, window, page } = opened;
  await window.openBucket('documents');
  await window.row('menu.pdf').waitFor();
  await control.fail('*', 1000, { status: 500, code: 'InternalError' });
  await page.reload();
  await page.getByText('The buckets could not be loaded').waitFor();
  const retry = page.getByRole('main').getByRole('button', { name: 'Retry' });
  await retry.waitFor();
  await control.reset();
  await retry.press('Enter');
  await window.row('menu.pdf').waitFor();
  await window.bucket('documents').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.role)).toBe('grid');
});
