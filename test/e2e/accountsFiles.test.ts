import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccountsWindow, accountsWindow, focusedName } from '../support/accountsWindow.ts';
import { type AwsWorld, type Keys, startAwsWorld } from '../support/awsWorld.ts';
import type { RunningSatchel } from '../support/electronApp.ts';

const patience = { timeout: 20_000 };

let world: AwsWorld;
let satchel: RunningSatchel;
let accounts: AccountsWindow;
let first: Keys;
let second: Keys;
let third: Keys;
let files: { readonly config: string; readonly credentials: string };

beforeAll(async () => {
  world = await startAwsWorld({ red: {}, green: {}, blue: {} });
  first = await world.addKeys('first', { buckets: ['red'] });
  second = await world.addKeys('second', { buckets: ['green'] });
  third = await world.addKeys('third', { buckets: ['blue'] });
  const folder = path.join(world.home, '.aws');
  files = { config: path.join(folder, 'config'), credentials: path.join(folder, 'credentials') };
  await world.writeFiles({
    config: configOf('first', 'second'),
    credentials: credentialsOf({ first, second }),
  });
  satchel = await world.open();
  accounts = accountsWindow(satchel.page);
  await accounts.row('first').getByText('1 bucket: red').waitFor();
  await accounts.row('second').getByText('1 bucket: green').waitFor();
});
afterAll(async () => {
  await satchel?.close();
  await world?.close();
});

const configOf = (...names: readonly string[]) =>
  names.map((name) => `[profile ${name}]\n${world.here}\n`).join('') + world.services;
const credentialsOf = (keys: Readonly<Record<string, Keys>>) =>
  Object.entries(keys)
    .map(([name, { lines }]) => `# the keys of ${name}\n[${name}]\n${lines}\n`)
    .join('');

const warning = () => satchel.page.getByText(/^Line \d+ of /);
const isGone = (name: string) => accounts.row(name).waitFor({ state: 'detached' });

test('a profile that is added to the files appears', async () => {
  await writeFile(files.config, configOf('first', 'second', 'third'));
  await writeFile(files.credentials, credentialsOf({ first, second, third }));
  await accounts.row('third').getByText('1 bucket: blue').waitFor();
});

test('a profile whose keys are edited is checked again, and so is one that gets other keys', async () => {
  await writeFile(files.credentials, credentialsOf({ first, second, third: second }));
  await accounts.row('third').getByText('1 bucket: green').waitFor();
  await accounts
    .row('third')
    .getByText(/^second @/)
    .waitFor();
});

test('a profile that is taken out of the files goes', async () => {
  await writeFile(files.config, configOf('first', 'second'));
  await writeFile(files.credentials, credentialsOf({ first, second }));
  await isGone('third');
  expect(await accounts.rows.count()).toBe(2);
});

test('a broken line is named, what is right goes on, and the warning goes with its cause', async () => {
  const { page } = satchel;
  const whole = credentialsOf({ first, second });
  await writeFile(files.credentials, `${whole}[third\nnonsense\n`);
  const line = whole.split('\n').length;
  await page.getByText(`Line ${line} of ${files.credentials} is not a profile’s name in brackets.`).waitFor();
  await page.getByText('The other profiles work.').waitFor();
  await accounts.row('first').getByText('Works', { exact: true }).waitFor();
  await accounts.row('second').getByRole('button', { name: 'Open' }).click();
  await page.getByRole('navigation', { name: 'Buckets' }).getByText('green').waitFor();
  await accounts.manage();
  await warning().first().waitFor();

  await writeFile(files.credentials, whole);
  await warning().first().waitFor({ state: 'detached' });
  expect(await accounts.rows.count()).toBe(2);
});

test('the file of a warning is opened by its button', async () => {
  const { app, page } = satchel;
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openPath = async (path) => {
      opened.push(path);
      return '';
    };
  });
  await writeFile(files.config, `lost\n${configOf('first', 'second')}`);
  await page.getByText(`Line 1 of ${files.config}`).waitFor();
  await page.getByRole('button', { name: 'Open the file' }).click();
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  await expect.poll(opened, patience).toEqual([files.config]);
  await writeFile(files.config, configOf('first', 'second'));
  await warning().waitFor({ state: 'detached' });
});

test('a file that is replaced by a rename, as editors do, is read', async () => {
  for (const keys of [
    { first, second, third },
    { first, second },
  ]) {
    const draft = `${files.credentials}.draft`;
    await writeFile(draft, credentialsOf(keys), { mode: 0o600 });
    await rename(draft, files.credentials);
    if ('third' in keys) await accounts.row('third').waitFor();
    else await isGone('third');
  }
});

test('an open account that goes from the files leads to the choice of the others, and back when it returns', async () => {
  const { page } = satchel;
  const three = { config: configOf('first', 'second', 'third'), all: { first, second, third } };
  await world.writeFiles({ config: three.config, credentials: credentialsOf(three.all) });
  await accounts.row('third').getByRole('button', { name: 'Open' }).click();
  await accounts.isOpen('third');
  await world.writeFiles({
    config: configOf('first', 'second'),
    credentials: credentialsOf({ first, second }),
  });
  await page.getByRole('heading', { name: 'Choose an account' }).waitFor();
  await expect.poll(() => focusedName(page), patience).not.toBe('');
  await world.writeFiles({ config: three.config, credentials: credentialsOf(three.all) });
  await accounts.isOpen('third');
  await expect.poll(() => focusedName(page), patience).not.toBe('');
  await accounts.switchTo('first');
  await world.writeFiles({
    config: configOf('first', 'second'),
    credentials: credentialsOf({ first, second }),
  });
  await accounts.manage();
  await isGone('third');
});

test('an account is removed by name, and the files keep everything else', async () => {
  const { page } = satchel;
  const before = {
    config: await readFile(files.config, 'utf8'),
    credentials: await readFile(files.credentials, 'utf8'),
  };
  await accounts.choose('second', 'Remove…');
  await accounts.dialog.getByText('Remove second from this computer?').waitFor();
  await accounts.dialog.getByText(/^The profile second and its keys/).waitFor();
  await accounts.dialog.getByRole('button', { name: 'Cancel' }).click();
  await accounts.dialog.waitFor({ state: 'detached' });
  expect(await readFile(files.credentials, 'utf8')).toBe(before.credentials);

  await accounts.choose('second', 'Remove…');
  await accounts.dialog.getByRole('button', { name: 'Remove second' }).click();
  await isGone('second');
  await page.getByText('second was removed.').first().waitFor();
  await expect.poll(() => focusedName(page), patience).not.toBe('');
  const comment = '# the keys of second\n';
  expect(await readFile(files.credentials, 'utf8')).toBe(credentialsOf({ first }) + comment);
  expect(await readFile(files.config, 'utf8')).toBe(configOf('first'));
  expect(await readFile(`${files.credentials}.satchel-backup`, 'utf8')).toBe(before.credentials);
  expect(await readFile(`${files.config}.satchel-backup`, 'utf8')).toBe(before.config);
  expect((await stat(files.credentials)).mode & 0o777).toBe(0o600);
});

test('a folder .aws that is deleted leads to the welcome, and one that is back to its accounts', async () => {
  const { page } = satchel;
  await rm(path.dirname(files.config), { recursive: true });
  await page.getByText('Welcome to Satchel').waitFor();
  await world.writeFiles({
    config: configOf('first', 'third'),
    credentials: credentialsOf({ first, third }),
  });
  await accounts.row('third').getByText('1 bucket: blue').waitFor();
});

test('nothing went wrong unseen', () => {
  expect(satchel.errors()).toEqual([]);
});
