import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectionTo, openConnection } from '../support/connectionTo.ts';
import { launchSatchel, type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { type FileWindow, fileWindow } from '../support/fileWindow.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';
import { fillBucket } from '../support/satchelOnServer.ts';

const longName = 'a very long name of a folder that goes on '.repeat(5).trim();

let server: SpawnedS3Server;
let folder: string;
let satchel: RunningSatchel;
let window: FileWindow;
let starts = 0;

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  folder = await mkdtemp(join(tmpdir(), 'satchel-test-'));
  const storage = openConnection(connectionTo(server, 'Test account'));
  await fillBucket(storage, 'documents', {
    'letter.txt': 'Dear all',
    'plans/house.txt': 'four walls',
    ...Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`many/file ${1000 + index}.txt`, 'x'])),
    [`${longName}/inside.txt`]: 'x',
  });
  await fillBucket(storage, 'photos', { 'beach.txt': 'x' });
  storage.close();
});
beforeEach(() => open(`data ${++starts}`));
afterEach(() => satchel.close());
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function open(userData: string): Promise<void> {
  satchel = await launchSatchel({
    connection: connectionTo(server, 'Test account'),
    userData: join(folder, userData),
  });
  window = fileWindow(satchel.page);
}

const tabs = () => satchel.page.getByRole('tablist', { name: 'Tabs' }).getByRole('tab');
// An account's picture has its initials on a line of their own.
const names = async () => (await tabs().allInnerTexts()).map((text) => text.split('\n').at(-1));
const active = async () => (await names())[await tabs().evaluateAll(selectedIndex)];
const newTab = () => satchel.page.getByRole('button', { name: 'New tab' }).click();

/** Runs in the page. */
function selectedIndex(elements: readonly Element[]): number {
  return elements.findIndex((element) => element.getAttribute('aria-selected') === 'true');
}

test('one tab needs no strip; a second one shows the buckets, each keeps its own place', async () => {
  const { page } = satchel;
  await window.openBucket('documents');
  expect(await tabs().count()).toBe(0);
  await newTab();
  await expect.poll(names).toEqual(['documents', 'Test account']);
  await window.openBucket('photos');
  await window.row('beach.txt').waitFor();
  await tabs().first().click();
  await window.row('letter.txt').waitFor();
  await window.open('plans');
  await window.row('house.txt').waitFor();
  await expect.poll(names).toEqual(['plans', 'photos']);
  await tabs().last().click();
  await window.row('beach.txt').waitFor();
  await page.getByRole('tabpanel', { name: 'photos' }).waitFor();
});

test('a tab that is come back to is scrolled to where it was', async () => {
  await window.openBucket('documents');
  await window.open('many');
  await window.row('file 1000.txt').click();
  await satchel.page.keyboard.press('End');
  await window.row('file 1199.txt').waitFor();
  await newTab();
  await window.openBucket('photos');
  await tabs().first().click();
  await window.row('file 1199.txt').waitFor();
});

test('a tab that is come back to has the selection it was left with, also where two show the same folder', async () => {
  const { page } = satchel;
  await window.openBucket('documents');
  await window.select('letter.txt', 'plans');
  await page.getByText('2 selected').waitFor();
  await window.bucket('documents').click({ button: 'middle' });
  await expect.poll(names).toEqual(['documents', 'documents']);
  await window.row('letter.txt').waitFor();
  expect(await page.getByText('2 selected').count()).toBe(0);
  await tabs().first().click();
  await page.getByText('2 selected').waitFor();
  await window.row('plans').click({ button: 'middle' });
  await window.row('house.txt').waitFor();
  await expect.poll(names).toEqual(['documents', 'plans', 'documents']);
});

test('the keyboard walks, moves and closes tabs, and the last one stays', async () => {
  const { page } = satchel;
  await window.openBucket('documents');
  await newTab();
  await window.openBucket('photos');
  await newTab();
  await tabs().last().focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(active).toBe('documents');
  await page.keyboard.press('End');
  await expect.poll(active).toBe('Test account');
  await page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
  await expect.poll(names).toEqual(['documents', 'Test account', 'photos']);
  await page.keyboard.press('Delete');
  await expect.poll(names).toEqual(['documents', 'photos']);
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tab');
  await page.keyboard.press('Delete');
  await expect.poll(() => tabs().count()).toBe(0);
  await window.row('letter.txt').waitFor();
});

test('the mouse closes, drags and opens tabs', async () => {
  const { page } = satchel;
  await window.bucket('photos').click({ modifiers: ['ControlOrMeta'] });
  await window.row('beach.txt').waitFor();
  await window.bucket('documents').click({ button: 'middle' });
  await expect.poll(names).toEqual(['Test account', 'photos', 'documents']);
  const from = await tabs().last().boundingBox();
  const to = await tabs().first().boundingBox();
  if (from === null || to === null) throw new Error('The tabs are not there.');
  await page.mouse.move(from.x + 40, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(to.x + 60, to.y + 12, { steps: 8 });
  await page.mouse.up();
  await expect.poll(names).toEqual(['documents', 'Test account', 'photos']);
  const last = await tabs().last().boundingBox();
  if (last === null) throw new Error('The tabs are not there.');
  await page.mouse.move(to.x + 60, to.y + 12);
  await page.mouse.down();
  await page.mouse.move(last.x + 60, last.y + 12, { steps: 8 });
  await page.mouse.up();
  await expect.poll(names).toEqual(['Test account', 'photos', 'documents']);
  await tabs().last().focus();
  await page.keyboard.press('ControlOrMeta+Shift+Home');
  await expect.poll(names).toEqual(['documents', 'Test account', 'photos']);
  await tabs().nth(1).locator('[data-close-tab]').click();
  await expect.poll(names).toEqual(['documents', 'photos']);
  await tabs().first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Reopen closed tab' }).click();
  await expect.poll(names).toEqual(['documents', 'Test account', 'photos']);
  await tabs().first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Close the other tabs' }).click();
  await window.row('letter.txt').waitFor();
  expect(await tabs().count()).toBe(0);
});

test('long names and many tabs fit a narrow window, the active one in view', async () => {
  const { page } = satchel;
  await page.setViewportSize({ width: 720, height: 520 });
  await page.getByRole('button', { name: 'documents', exact: true }).first().click();
  await window.open(longName);
  await window.row('inside.txt').waitFor();
  for (let count = 1; count < 12; count += 1) await newTab();
  await expect.poll(() => tabs().count()).toBe(12);
  const box = await page.getByRole('tab', { selected: true }).boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(720);
  await page.keyboard.press('Tab');
  await tabs().first().click();
  await window.row('inside.txt').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(720);
});

test('the tabs of the last time come back with their places, without those whose account is gone', async () => {
  const kept = `data ${starts}`;
  await window.openBucket('documents');
  await window.open('plans');
  await newTab();
  await window.openBucket('photos');
  await tabs().first().click();
  await window.row('house.txt').waitFor();
  const { tabs: known } = await requestInPage(satchel.page, 'session.get', {});
  await requestInPage(satchel.page, 'session.set', {
    tabs: [...known, { id: 'gone', accountId: 'gone', bucket: 'x', prefix: '' }],
  });
  await satchel.close();
  await open(kept);
  await window.row('house.txt').waitFor();
  await expect.poll(names).toEqual(['plans', 'photos']);
  await tabs().last().click();
  await window.row('beach.txt').waitFor();
});
