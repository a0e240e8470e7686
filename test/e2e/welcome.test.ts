import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { accountOf, accountsWindow } from '../support/accountsWindow.ts';
import { type AwsWorld, type Keys, startAwsWorld } from '../support/awsWorld.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { fileWindow } from '../support/fileWindow.ts';

let world: AwsWorld;
let satchel: RunningSatchel;
let home: Keys;
let work: Keys;

beforeAll(async () => {
  world = await startAwsWorld({ photos: {}, reports: {} });
  work = await world.addKeys('work', { buckets: ['reports'] });
  home = await world.addKeys('home', { buckets: ['photos'] });
});
afterEach(() => satchel.close());
afterAll(() => world.close());

async function openWith(profiles: Readonly<Record<string, Keys>>, userData: string) {
  const names = Object.keys(profiles);
  await world.writeFiles({
    config: names.map((name) => `[profile ${name}]\n${world.here}\n`).join('') + world.services,
    credentials: Object.entries(profiles)
      .map(([name, { lines }]) => `[${name}]\n${lines}`)
      .join(''),
  });
  satchel = await world.open({ userData: join(world.folder, userData) });
  return satchel.page;
}

test('the first start offers the profiles of this computer by name, and one click opens one', async () => {
  const page = await openWith({ home, work }, 'first');
  const accounts = accountsWindow(page);
  await page.getByRole('heading', { name: 'Welcome to Satchel' }).waitFor();
  await accounts.row('home').waitFor();
  await page.getByRole('button', { name: 'Sign in with your organisation' }).waitFor();
  await accounts.row('work').getByRole('button', { name: 'Open' }).click();
  await fileWindow(page).bucket('reports').waitFor();
  await satchel.close();

  const again = await openWith({ home, other: home }, 'first');
  await accountsWindow(again).row('other').waitFor();
  expect(await again.getByText('Welcome to Satchel').count()).toBe(0);
});

test('without profiles there are four ways to begin, and each does what it says', async () => {
  const page = await openWith({}, 'empty');
  const { dialog } = accountsWindow(page);
  await page.getByRole('heading', { level: 1, name: 'Welcome to Satchel' }).waitFor();
  const ways = page.getByRole('list', { name: 'How do you want to begin?' }).getByRole('button');
  expect(await ways.count()).toBe(4);

  await ways.nth(0).click();
  await dialog.getByText('Add an account').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await ways.nth(1).click();
  await dialog.getByRole('textbox', { name: 'Sign-in address' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await ways.nth(2).click();
  await dialog.getByRole('textbox', { name: 'Server address' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await page.setViewportSize({ width: 720, height: 520 });
  await ways.nth(3).scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(720);
  expect(satchel.errors()).toEqual([]);
});

const patience = { timeout: 120_000 };

/** Starts the demo by the keyboard; the address of its server. */
async function tryDemo(page: RunningSatchel['page']): Promise<string> {
  const way = page.getByRole('button', { name: 'Try it with sample files' });
  await way.getByText('nothing leaves this computer').waitFor();
  await way.focus();
  await page.keyboard.press('Enter');
  await fileWindow(page).bucket('photos').waitFor(patience);
  const { accounts } = await requestInPage(page, 'account.list', {});
  expect(accounts.map(({ name, source }) => [name, source])).toEqual([['Demo', 'demo']]);
  return (await accountOf(page, accounts[0]?.id ?? ''))?.endpoint ?? '';
}

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

test('the demo is tried from the window, and is gone with it', async () => {
  const page = await openWith({}, 'demo');
  const url = await tryDemo(page);
  expect(new URL(url).hostname).toBe('127.0.0.1');
  await page.getByText('Only on this computer, until Satchel closes').first().waitFor();
  const window = fileWindow(page);
  await window.openBucket('photos');
  await window.open('2026');
  await window.row('Lisbon').waitFor();
  expect(await answers(url)).toBe(true);
  const folder = join(satchel.userData, 'demo');
  expect(existsSync(folder)).toBe(true);
  expect(satchel.errors()).toEqual([]);
  await satchel.close();
  expect(await answers(url)).toBe(false);
  expect(existsSync(folder)).toBe(false);

  // It is not what the next start wants to open.
  const again = await openWith({}, 'demo');
  await again.getByRole('heading', { level: 1, name: 'Welcome to Satchel' }).waitFor();
});

test('the demo ends when it is removed, and with a Satchel that crashes', async () => {
  const page = await openWith({}, 'crash');
  const accounts = accountsWindow(page);
  const first = await tryDemo(page);
  await accounts.manage();
  await accounts.choose('Demo', 'Remove…');
  await accounts.dialog.getByText('everything in it is thrown away').waitFor();
  await accounts.dialog.getByRole('button', { name: 'Remove Demo' }).click();
  await page.getByRole('heading', { level: 1, name: 'Welcome to Satchel' }).waitFor();
  expect(await answers(first)).toBe(false);

  const url = await tryDemo(page);
  await satchel.kill();
  await expect.poll(() => answers(url), patience).toBe(false);
  await openWith({}, 'crash');
  const folder = join(satchel.userData, 'demo');
  await expect.poll(() => existsSync(folder), patience).toBe(false);
});
