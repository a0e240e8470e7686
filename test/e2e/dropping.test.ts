import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { accountsWindow } from '../support/accountsWindow.ts';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import { dropFiles } from '../support/dropFiles.ts';
import type { RunningSatchel } from '../support/electronApp.ts';
import { type FileWindow, fileWindow } from '../support/fileWindow.ts';
import { dragOnTo, dragRowTo } from '../support/rowDrag.ts';
import { listKeys } from '../support/satchelOnServer.ts';

let world: AwsWorld;
let satchel: RunningSatchel;
let window: FileWindow;

beforeAll(async () => {
  world = await startAwsWorld({
    photos: {
      'a.txt': 'a',
      'b.txt': 'b',
      'lisbon/c.txt': 'c',
      'lisbon/d.txt': 'd',
      'lisbon/day 1/e.txt': 'e',
      'lisbon/day 1/f.txt': 'f',
      'lisbon/day 1/g.txt': 'g',
    },
    archive: { 'old.txt': 'old' },
    reports: { 'june.txt': 'x' },
  });
  const home = await world.addKeys('home', { buckets: ['photos', 'archive'] });
  const work = await world.addKeys('work', { buckets: ['reports'] });
  await world.writeFiles({
    config: `[profile home]\n${world.here}\n[profile work]\n${world.here}\n${world.services}`,
    credentials: `[home]\n${home.lines}[work]\n${work.lines}`,
  });
  satchel = await world.open();
  window = fileWindow(satchel.page);
  const accounts = accountsWindow(satchel.page);
  await accounts.row('work').getByRole('button', { name: 'Open' }).click();
  await window.openBucket('reports');
  await window.row('june.txt').waitFor();
  await star().click();
  await accounts.switchTo('home');
  await window.openBucket('photos');
  await satchel.page.getByRole('button', { name: 'New tab' }).click();
  await window.openBucket('archive');
});
afterAll(async () => {
  await satchel?.close();
  await world?.close();
});
afterEach(async () => {
  await satchel.page.mouse.up();
  expect(satchel.errors()).toEqual([]);
});

const star = () => satchel.page.getByRole('button', { name: 'Favourite', exact: true });
const tab = (index: number) => satchel.page.getByRole('tab').nth(index);
const crumb = (name: string) =>
  satchel.page.getByRole('navigation', { name: 'Where you are' }).getByRole('button', { name, exact: true });
const favourite = (name: string) =>
  satchel.page.getByRole('navigation', { name: 'Favourites' }).getByRole('button', { name, exact: true });
const switcher = () => accountsWindow(satchel.page).switcherButton;
const account = (name: string) => accountsWindow(satchel.page).option(name);
const says = (text: string | RegExp) => satchel.page.getByRole('status').getByText(text).first().waitFor();
const has = (bucket: string, key: string) =>
  expect.poll(() => listKeys(world.storage, bucket), { timeout: 10_000 }).toContain(key);

async function localFile(name: string): Promise<string> {
  await mkdir(join(world.folder, 'desktop'), { recursive: true });
  const path = join(world.folder, 'desktop', name);
  await writeFile(path, name);
  return path;
}

async function openDeepFolder(): Promise<void> {
  await tab(0).click();
  await window.openBucket('photos');
  await window.open('lisbon');
  await window.open('day 1');
  await window.row('f.txt').waitFor();
}

describe('files from the desktop', () => {
  const drop = async (name: string, target: Locator, words: RegExp) =>
    dropFiles(satchel.page, target, [await localFile(name)], () => says(words));

  test('go into a folder by its row, a breadcrumb, a bucket, a tab or a favourite', async () => {
    await openDeepFolder();
    await drop('on a crumb.txt', crumb('lisbon'), /upload to .*photos\/lisbon$/);
    await drop('on a bucket.txt', window.bucket('archive'), /upload to .*archive$/);
    await drop('on a tab.txt', tab(1), /upload to .*archive$/);
    await drop('on a favourite.txt', favourite('reports'), /upload to .*reports$/);
    await crumb('photos').click();
    await drop('on a row.txt', window.row('lisbon'), /upload to .*photos\/lisbon$/);
    await has('photos', 'lisbon/on a crumb.txt');
    await has('archive', 'on a bucket.txt');
    await has('archive', 'on a tab.txt');
    await has('reports', 'on a favourite.txt');
    await has('photos', 'lisbon/on a row.txt');
  });

  test('reach another account, which opens while one waits over it', async () => {
    const { page } = satchel;
    await openDeepFolder();
    await dropFiles(page, switcher(), [await localFile('nowhere yet.txt')], async () => {
      await says('Wait here to choose another account');
      await account('work').waitFor();
    });
    await dropFiles(page, account('work'), [await localFile('nor here.txt')], async () => {
      await says('Wait here to open it, then choose a folder');
      await accountsWindow(page).isOpen('work');
    });
    await drop('other account.txt', window.bucket('reports'), /upload to .*reports$/);
    await has('reports', 'other account.txt');
    await accountsWindow(page).switchTo('home');
  });
});

describe('rows', () => {
  test('go to a breadcrumb, a bucket, a tab and a favourite of another account', async () => {
    const { page } = satchel;
    await openDeepFolder();
    await dragRowTo(page, 'e.txt', crumb('lisbon'));
    await says('Move to photos/lisbon');
    await page.mouse.up();
    await has('photos', 'lisbon/e.txt');
    await window.row('e.txt').waitFor({ state: 'detached' });
    await dragRowTo(page, 'f.txt', tab(1));
    await says('Move to archive');
    await page.keyboard.down('Control');
    await says('Copy to archive');
    await page.mouse.up();
    await page.keyboard.up('Control');
    await has('archive', 'f.txt');
    await has('photos', 'lisbon/day 1/f.txt');
    // To another account, they are copied, and moved with the other key.
    await dragRowTo(page, 'f.txt', favourite('reports'));
    await says('Copy to reports');
    await page.mouse.up();
    await has('reports', 'f.txt');
    await has('photos', 'lisbon/day 1/f.txt');
    await dragRowTo(page, 'g.txt', favourite('reports'));
    await page.keyboard.down('Shift');
    await says('Move to reports');
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await has('reports', 'g.txt');
    await expect.poll(() => listKeys(world.storage, 'photos')).not.toContain('lisbon/day 1/g.txt');
    await crumb('photos').click();
    await dragRowTo(page, 'a.txt', window.bucket('archive'));
    await says('Move to archive');
    await page.mouse.up();
    await has('archive', 'a.txt');
    await window.row('a.txt').waitFor({ state: 'detached' });
  });

  test('waiting over a breadcrumb, a bucket or a tab opens it, and what is there can be dropped on', async () => {
    const { page } = satchel;
    await openDeepFolder();
    await dragRowTo(page, 'f.txt', crumb('photos'));
    await window.row('b.txt').waitFor();
    await dragOnTo(page, tab(1));
    await window.row('old.txt').waitFor();
    await dragOnTo(page, window.bucket('photos'));
    await window.row('lisbon').waitFor();
    await dragOnTo(page, window.row('lisbon'));
    await says('Move to photos/lisbon');
    await page.mouse.up();
    await has('photos', 'lisbon/f.txt');
    await window.openBucket('archive');
  });

  test('waiting over the account and another one in its list goes there', async () => {
    const { page } = satchel;
    await window.openBucket('photos');
    await dragRowTo(page, 'b.txt', switcher());
    await account('work').waitFor();
    await dragOnTo(page, account('work'));
    await accountsWindow(page).isOpen('work');
    await dragOnTo(page, window.bucket('reports'));
    await says('Copy to reports');
    await page.mouse.up();
    await has('reports', 'b.txt');
    await has('photos', 'b.txt');
    // Nothing is left of the list that opened for it.
    await accountsWindow(page).switcher.waitFor({ state: 'detached' });
    await accountsWindow(page).switchTo('home');
  });
});
