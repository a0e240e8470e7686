import { randomFillSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccountsWindow, accountsWindow } from '../support/accountsWindow.ts';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { type FileWindow, fileWindow } from '../support/fileWindow.ts';

const patience = { timeout: 20_000 };

let world: AwsWorld;
let satchel: RunningSatchel;
let window: FileWindow;
let accounts: AccountsWindow;

beforeAll(async () => {
  world = await startAwsWorld({
    'home-photos': { 'summer/beach.txt': 'sand', 'cat.txt': 'meow' },
    'home-letters': {},
    'work-reports': { 'plan.txt': 'the plan', '2026/budget.txt': 'zero' },
  });
  const personal = await world.addKeys('personal', { buckets: ['home-photos', 'home-letters'] });
  const work = await world.addKeys('work', { buckets: ['work-reports'] });
  await world.writeFiles({
    config: `[profile personal]\n${world.here}\n[profile work]\n${world.here}\n${world.services}`,
    credentials: `[personal]\n${personal.lines}\n[work]\n${work.lines}`,
  });
  satchel = await world.open();
  window = fileWindow(satchel.page);
  accounts = accountsWindow(satchel.page);
});
afterAll(async () => {
  await satchel?.close();
  await world?.close();
});

/** The buckets in the sidebar, once there are any. */
async function shownBuckets(): Promise<readonly string[]> {
  const { page } = satchel;
  const nav = page.getByRole('navigation', { name: 'Buckets' });
  await nav.getByRole('listitem').first().waitFor();
  return (await nav.getByRole('listitem').allInnerTexts()).map((text) => text.trim());
}
const seesWork = () => expect.poll(shownBuckets, patience).toEqual(['work-reports']);
const seesHome = () => expect.poll(shownBuckets, patience).toEqual(['home-letters', 'home-photos']);

test('both profiles are found by themselves, each with who it is and what it sees', async () => {
  const personal = accounts.row('personal');
  await personal.getByText(/^personal @ 111122223333/).waitFor();
  await personal.getByText('Works', { exact: true }).waitFor();
  await personal.getByText('2 buckets: home-letters, home-photos').waitFor();
  const work = accounts.row('work');
  await work.getByText(/^work @ 111122223333/).waitFor();
  await work.getByText('1 bucket: work-reports').waitFor();
  expect(await accounts.rows.count()).toBe(2);
});

test('each account sees its own buckets, and one click in the switcher leads to the other', async () => {
  await accounts.row('work').getByRole('button', { name: 'Open' }).click();
  await accounts.isOpen('work');
  await seesWork();
  await accounts.switchTo('personal');
  await seesHome();
});

test('the switcher is worked by keys alone: open, type, Enter', async () => {
  const { page } = satchel;
  await accounts.isOpen('personal');
  await page.keyboard.press('ControlOrMeta+Shift+A');
  await accounts.switcher.waitFor();
  await page.keyboard.type('wor');
  await expect.poll(() => accounts.options.count(), patience).toBe(1);
  await page.keyboard.press('Enter');
  await accounts.isOpen('work');
  await accounts.switcher.waitFor({ state: 'detached' });
  await seesWork();

  await page.keyboard.press('ControlOrMeta+Shift+A');
  await page.keyboard.type('no such account');
  await page.getByText('No account fits “no such account”.').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await accounts.switcher.waitFor({ state: 'detached' });
  await accounts.isOpen('work');
});

test('Ctrl+1 and Ctrl+2 lead to the accounts in their order', async () => {
  const { page } = satchel;
  await accounts.isOpen('work');
  await page.keyboard.press('ControlOrMeta+1');
  await accounts.isOpen('personal');
  await seesHome();
  await page.keyboard.press('ControlOrMeta+2');
  await accounts.isOpen('work');
  await seesWork();
});

test('each account keeps the folder that was open in it', async () => {
  await accounts.switchTo('personal');
  await window.openBucket('home-photos');
  await window.open('summer');
  await window.row('beach.txt').waitFor();
  await accounts.switchTo('work');
  await window.openBucket('work-reports');
  await window.open('2026');
  await window.row('budget.txt').waitFor();

  await accounts.switchTo('personal');
  await window.row('beach.txt').waitFor();
  expect(await window.row('budget.txt').count()).toBe(0);
  await accounts.switchTo('work');
  await window.row('budget.txt').waitFor();
  expect(await window.row('beach.txt').count()).toBe(0);
});

test('what the account was listing is given up when it is left', async () => {
  const { control } = world;
  await accounts.switchTo('personal');
  await control.reset();
  await control.hang('ListObjectsV2', 1);
  await window.bucket('home-letters').click();
  await expect.poll(async () => (await control.counters()).requests.ListObjectsV2, patience).toBe(1);
  await accounts.switchTo('work');
  await expect.poll(async () => (await control.counters()).openRequests, patience).toBe(0);

  // So is the list of its buckets.
  await seesWork();
  await control.reset();
  await control.hang('ListBuckets', 1);
  await satchel.page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(async () => (await control.counters()).openRequests, patience).toBe(1);
  await accounts.switchTo('personal');
  await seesHome();
  await expect.poll(async () => (await control.counters()).openRequests, patience).toBe(0);
  await control.reset();
});

test('an upload of the account that is left goes on, with its own keys, and arrives', async () => {
  const { control, storage } = world;
  const { page } = satchel;
  const bytes = randomFillSync(Buffer.alloc(2 * 1024 * 1024 + 3));
  const file = path.join(world.folder, 'holiday.bin');
  await writeFile(file, bytes);
  await satchel.stubDialog({ files: [file] });
  await accounts.switchTo('personal');
  await window.openBucket('home-photos');
  await window.row('cat.txt').waitFor();
  // So slow that it is on its way for as long as the test does not let it end.
  await control.throttle(16 * 1024);
  await window.upload('Files');
  await expect.poll(async () => (await control.counters()).bytesIn, patience).toBeGreaterThan(0);
  await accounts.switchTo('work');
  await seesWork();
  const statuses = async () =>
    (await requestInPage(page, 'transfer.list', {})).jobs.map(({ status }) => status);
  expect(await statuses()).toEqual(['running']);
  await control.throttle(null);
  await expect.poll(statuses, patience).toEqual(['done']);
  const { body } = await storage.openRange({ bucket: 'home-photos', key: 'holiday.bin' });
  expect(Buffer.concat(await body.toArray()).equals(bytes)).toBe(true);

  await accounts.switchTo('personal');
  await window.row('holiday.bin').waitFor();
});

test('nothing went wrong unseen', () => {
  expect(satchel.errors()).toEqual([]);
});
