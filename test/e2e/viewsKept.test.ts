import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionTo, openConnection } from '../support/connectionTo.ts';
import { launchSatchel, type RunningSatchel } from '../support/electronApp.ts';
import { type FileWindow, fileWindow } from '../support/fileWindow.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';
import { fillBucket, temporaryFolder } from '../support/satchelOnServer.ts';

let server: SpawnedS3Server;
let satchel: RunningSatchel;
let userData: string;
let page: Page;
let window: FileWindow;

async function open(): Promise<void> {
  satchel = await launchSatchel({ connection: connectionTo(server, 'Test account'), userData });
  page = satchel.page;
  window = fileWindow(page);
  page.setDefaultTimeout(15_000);
  await page.setViewportSize({ width: 1600, height: 800 });
}

beforeAll(async () => {
  userData = await temporaryFolder();
  server = await spawnS3Server();
  const storage = openConnection(connectionTo(server, 'Test account'));
  await fillBucket(storage, 'papers', { 'letter.txt': 'Dear all', 'pictures/one.txt': 'one' });
  await storage.put({ bucket: 'papers', key: 'old.txt' }, Buffer.from('old'), {
    storageClass: 'STANDARD_IA',
  });
  storage.close();
  await open();
});
afterAll(async () => {
  await satchel?.close();
  await server?.stop();
  await rm(userData, { recursive: true, force: true, maxRetries: 5 });
});

const titles = async () =>
  (await window.list.getByRole('columnheader').allTextContents()).map((text) => text.trim());
const header = (name: string) => page.getByRole('columnheader', { name, exact: true });
const widthOf = async (name: string) => Math.round((await header(name).boundingBox())?.width ?? 0);
const order = ['Name', 'Modified', 'Size', 'Owner', 'Storage class', 'ETag', 'Version'];
let etagWidth = 0;

test('the columns of experts are shown with what they tell', async () => {
  await window.openBucket('papers');
  await window.row('letter.txt').waitFor();
  await header('Type').click({ button: 'right' });
  for (const name of ['Storage class', 'ETag', 'Version', 'Owner', 'Type']) {
    await page.getByRole('menuitemcheckbox', { name, exact: true }).click();
  }
  await page.keyboard.press('Escape');
  await expect
    .poll(titles)
    .toEqual(['Name', 'Modified', 'Size', 'Storage class', 'ETag', 'Version', 'Owner']);
  await window
    .row('old.txt')
    .getByText(/STANDARD_IA|Rarely used/)
    .waitFor();
  // The MD5 of "Dear all".
  const cells = () => window.row('letter.txt').getByRole('gridcell').allTextContents();
  await expect.poll(async () => (await cells())[4]).toMatch(/[0-9a-f]{8}/);
  await expect.poll(async () => (await cells())[6]).not.toMatch(/^$|^—$/);
});

test('they are moved and resized by keys', async () => {
  await header('Owner').getByRole('button').focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Control+Shift+ArrowLeft');
  await expect.poll(titles).toEqual(order);
  const before = await widthOf('ETag');
  await page.getByRole('separator', { name: 'Width of ETag' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => widthOf('ETag')).not.toBe(before);
  etagWidth = await widthOf('ETag');
});

test('another folder keeps its own way, as tiles', async () => {
  await window.open('pictures');
  await page.getByRole('button', { name: 'Grid', exact: true }).click();
  await window.list.getByRole('gridcell').filter({ hasText: 'one.txt' }).waitFor();
  await page.getByRole('button', { name: 'Up one folder' }).click();
  await window.row('letter.txt').waitFor();
  await expect.poll(titles).toEqual(order);
});

test('all of it is there again after a restart, for each folder', async () => {
  expect(satchel.errors()).toEqual([]);
  await satchel.close();
  await open();
  await window.row('letter.txt').waitFor();
  await expect.poll(titles).toEqual(order);
  expect(await widthOf('ETag')).toBe(etagWidth);
  await window.open('pictures');
  await expect
    .poll(() => page.getByRole('button', { name: 'Grid', exact: true }).getAttribute('aria-pressed'))
    .toBe('true');
  expect(satchel.errors()).toEqual([]);
});
