import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { accountsWindow } from '../support/accountsWindow.ts';
import { type AwsWorld, type Keys, startAwsWorld } from '../support/awsWorld.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { fileWindow } from '../support/fileWindow.ts';

const profileCount = 60;
const checksAtOnce = 4;
const nameOf = (number: number) => `project-${String(number).padStart(2, '0')}`;
const roleOf = (number: number) => `arn:aws:iam::${500_000_000_000 + number}:role/Reader`;

const patience = { timeout: 20_000 };

let world: AwsWorld;
let satchel: RunningSatchel | undefined;
let work: Keys;
let home: Keys;
let launches = 0;

beforeAll(async () => {
  world = await startAwsWorld({ photos: {}, reports: {} });
  work = await world.addKeys('work', { buckets: ['reports'] });
  home = await world.addKeys('home', { buckets: ['photos'] });
});
afterEach(() => satchel?.close());
afterAll(() => world?.close());

async function writeProfiles(profiles: Readonly<Record<string, Keys>>): Promise<void> {
  const names = Object.keys(profiles);
  await world.writeFiles({
    config: names.map((name) => `[profile ${name}]\n${world.here}\n`).join('') + world.services,
    credentials: Object.entries(profiles)
      .map(([name, { lines }]) => `[${name}]\n${lines}`)
      .join(''),
  });
}

/** Opens Satchel with exactly these profiles; a memory of this name outlives the start. */
async function openWith(profiles: Readonly<Record<string, Keys>>, memory?: string) {
  await writeProfiles(profiles);
  satchel = await world.open({ userData: join(world.folder, memory ?? `userData ${++launches}`) });
  return { page: satchel.page, accounts: accountsWindow(satchel.page), window: fileWindow(satchel.page) };
}

test('without any profile the window welcomes, and offers to add access keys', async () => {
  const { page, accounts } = await openWith({});
  await page.getByText('Welcome to Satchel').waitFor();
  await page.getByRole('button', { name: 'Add access keys' }).click();
  await accounts.dialog.getByText('Add an account').waitFor();
});

test('the only profile opens by itself, and stays open when another one appears', async () => {
  const { page, accounts, window } = await openWith({ work });
  await accounts.isOpen('work');
  await window.bucket('reports').waitFor();
  await writeProfiles({ home, work });
  await expect
    .poll(async () => (await requestInPage(page, 'account.list', {})).accounts.length, patience)
    .toBe(2);
  await accounts.switcherButton.click();
  await accounts.option('home').waitFor();
});

test('of several the user chooses; the chosen one opens at the next start, until it is gone', async () => {
  const several = await openWith({ home, work }, 'kept');
  await several.page.getByRole('heading', { name: 'Choose an account' }).waitFor();
  await several.accounts.row('work').getByRole('button', { name: 'Open' }).click();
  await several.accounts.isOpen('work');
  await satchel?.close();

  const again = await openWith({ home, work }, 'kept');
  await again.accounts.isOpen('work');
  await again.window.bucket('reports').waitFor();
  await satchel?.close();

  const without = await openWith({ home, other: home }, 'kept');
  await without.page.getByRole('heading', { name: 'Choose an account' }).waitFor();
  await without.accounts.row('other').waitFor();
  expect(await without.accounts.switcherButton.count()).toBe(0);
});

test('with sixty profiles the window is usable at once, checks four at a time, and finds one', async () => {
  const numbers = Array.from({ length: profileCount }, (_, index) => index + 1);
  for (const number of numbers) world.identity.addRole({ arn: roleOf(number) });
  const profiles = numbers.map(
    (number) =>
      `[profile ${nameOf(number)}]\nrole_arn = ${roleOf(number)}\nsource_profile = work\n${world.here}\n`,
  );
  await world.writeFiles({
    config: `[profile work]\n${world.here}\n${profiles.join('')}${world.services}`,
    credentials: `[work]\n${work.lines}`,
  });
  // No role's keys come before the test lets them.
  const held: (() => void)[] = [];
  let isHolding = true;
  let checking = 0;
  let mostAtOnce = 0;
  world.identity.onIssued(async () => {
    checking += 1;
    mostAtOnce = Math.max(mostAtOnce, checking);
    if (isHolding) await new Promise<void>((resolve) => held.push(resolve));
    checking -= 1;
  });
  satchel = await world.open({ userData: join(world.folder, 'sixty') });
  const { page } = satchel;
  const accounts = accountsWindow(page);
  await expect.poll(() => checking, patience).toBe(checksAtOnce);
  await accounts.search.fill('project-42');
  await expect.poll(() => accounts.rows.count(), patience).toBe(1);
  await accounts.row('project-42').waitFor();
  await accounts.search.fill('');
  await accounts.row('work').getByRole('button', { name: 'More about work' }).click();
  await page.getByRole('menuitem', { name: 'Open' }).click();
  await fileWindow(page).bucket('reports').waitFor();
  expect(await accounts.dialog.count()).toBe(0);

  isHolding = false;
  for (const letGo of held) letGo();
  await accounts.switcherButton.click();
  await accounts.search.fill('500000000042');
  await accounts.option('project-42').waitFor(patience);
  expect(await accounts.options.count()).toBe(1);
  await page.keyboard.press('Enter');
  await accounts.isOpen('project-42');
  await expect.poll(() => world.identity.issued.length, patience).toBeGreaterThanOrEqual(profileCount);
  expect(mostAtOnce).toBe(checksAtOnce);
  expect(await accounts.dialog.count()).toBe(0);
});
