import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccountsWindow, accountsWindow, stateOf, tabTo } from '../support/accountsWindow.ts';
import { type AwsWorld, type Keys, startAwsWorld } from '../support/awsWorld.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { filesHolding } from '../support/filesHolding.ts';
import { type FileWindow, fileWindow } from '../support/fileWindow.ts';

const patience = { timeout: 20_000 };

let world: AwsWorld;
let satchel: RunningSatchel;
let accounts: AccountsWindow;
let window: FileWindow;
let work: Keys;
let photos: Keys;
let visitor: Keys;
let typist: Keys;
let files: { readonly config: string; readonly credentials: string };

beforeAll(async () => {
  world = await startAwsWorld({ reports: {}, pictures: {}, guests: {}, letters: {} });
  work = await world.addKeys('work', { buckets: ['reports'] });
  photos = await world.addKeys('photos', { buckets: ['pictures'] });
  visitor = await world.addKeys('visitor', { buckets: ['guests'] });
  typist = await world.addKeys('typist', { buckets: ['letters'] });
  const folder = path.join(world.home, '.aws');
  files = { config: path.join(folder, 'config'), credentials: path.join(folder, 'credentials') };
  await world.writeFiles({
    config: `# of the company\n[profile work]\n${world.here}\n${world.services}`,
    credentials: `# do not share\n[work]\n${work.lines}`,
  });
  await open();
});
afterAll(async () => {
  await satchel?.close();
  await world?.close();
});

async function open(): Promise<void> {
  satchel = await world.open();
  accounts = accountsWindow(satchel.page);
  window = fileWindow(satchel.page);
  await accounts.isOpen('work');
}

/** Opens the form for a new account from the switcher, with the kind of server that the test has. */
async function startForm(): Promise<void> {
  const { page } = satchel;
  await accounts.switcherButton.click();
  await accounts.switcher.getByRole('button', { name: 'Add account…' }).click();
  await accounts.dialog.getByText('Add an account').waitFor();
  await page.getByRole('combobox', { name: 'Where are your files?' }).click();
  await page.getByRole('option', { name: 'Other storage (S3-compatible)' }).click();
  await accounts.field('Server address').fill(world.server.url);
}
const submit = () => accounts.dialog.getByRole('button', { name: 'Add account' }).click();
const radio = (name: RegExp) => accounts.dialog.getByRole('radio', { name });

test('keys are added to the AWS files, which keep all that was there', async () => {
  const before = {
    config: await readFile(files.config, 'utf8'),
    credentials: await readFile(files.credentials, 'utf8'),
  };
  await startForm();
  await accounts.field('Name').fill('photos');
  await accounts.field('Access key').fill(` ${photos.accessKeyId} `);
  await accounts.field('Secret').fill(photos.secretAccessKey);
  await radio(/^In the AWS files/).check();
  await accounts.dialog.getByText('This computer has no keychain').waitFor();
  await accounts.dialog.getByRole('button', { name: 'More', exact: true }).click();
  await radio(/^In the path/).check();
  await submit();
  await accounts.dialog.waitFor({ state: 'detached' });

  await accounts.isOpen('photos');
  await window.bucket('pictures').waitFor();
  expect(await readFile(files.credentials, 'utf8')).toBe(`${before.credentials}[photos]\n${photos.lines}`);
  expect(await readFile(files.config, 'utf8')).toBe(
    `${before.config}[profile photos]\nregion = us-east-1\nendpoint_url = ${world.server.url}\ns3 =\n    addressing_style = path\n`,
  );
  for (const [file, text] of [
    [files.credentials, before.credentials],
    [files.config, before.config],
  ] as const) {
    expect(await readFile(`${file}.satchel-backup`, 'utf8')).toBe(text);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  }
});

test('what is missing or taken is said at its field, and nothing is written', async () => {
  const before = await readFile(files.credentials, 'utf8');
  await startForm();
  await accounts.field('Name').fill('photos');
  await submit();
  await accounts.dialog.getByText('Enter the access key.').waitFor();
  await accounts.field('Access key').fill(visitor.accessKeyId);
  await submit();
  await accounts.dialog.getByText('Enter the secret that belongs to the access key.').waitFor();
  await accounts.field('Secret').fill(visitor.secretAccessKey);
  await submit();
  const name = accounts.field('Name');
  await expect.poll(() => name.getAttribute('aria-invalid'), patience).toBe('true');
  await accounts.dialog.getByText(/^There is already an account named photos\./).waitFor();
  expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
  await accounts.dialog.getByRole('button', { name: 'Cancel' }).click();
  await accounts.dialog.waitFor({ state: 'detached' });
  expect(await readFile(files.credentials, 'utf8')).toBe(before);
});

test('pasted lines fill the fields, and keys for this session only are nowhere on the disk', async () => {
  const { app, page } = satchel;
  const block = `[default]\naws_access_key_id = ${visitor.accessKeyId}\naws_secret_access_key=${visitor.secretAccessKey}\n`;
  await startForm();
  await accounts.field('Name').fill('Visitor');
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), block);
  await accounts.field('Access key').focus();
  await page.keyboard.press('ControlOrMeta+V');
  await expect.poll(() => accounts.field('Access key').inputValue(), patience).toBe(visitor.accessKeyId);
  expect(await accounts.field('Secret').inputValue()).toBe(visitor.secretAccessKey);
  await app.evaluate(({ clipboard }) => clipboard.clear());
  await radio(/^Only until Satchel is closed/).check();
  await submit();
  await accounts.isOpen('Visitor');
  await window.bucket('guests').waitFor();
  expect(await filesHolding(world.folder, [visitor.accessKeyId, visitor.secretAccessKey])).toEqual([]);
});

test('the form is worked by keys alone', async () => {
  const { page } = satchel;
  const type = (text: string) => page.keyboard.type(text);
  await page.keyboard.press('ControlOrMeta+Shift+A');
  await accounts.switcher.waitFor();
  await tabTo(page, 'Add account…');
  await page.keyboard.press('Enter');
  await accounts.dialog.getByText('Add an account').waitFor();
  const provider = page.getByRole('combobox', { name: 'Where are your files?' });
  await expect
    .poll(() => provider.evaluate((field) => field === document.activeElement), patience)
    .toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Other storage (S3-compatible)' }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await accounts.field('Server address').waitFor();
  await tabTo(page, 'Name');
  await type('typist');
  await tabTo(page, 'Server address');
  await type(world.server.url);
  await tabTo(page, 'Access key');
  await type(typist.accessKeyId);
  await page.keyboard.press('Tab');
  await type(typist.secretAccessKey);
  await tabTo(page, 'In the AWS files');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => radio(/^Only until/).isChecked(), patience).toBe(true);
  await tabTo(page, 'Add account');
  await page.keyboard.press('Enter');
  await accounts.isOpen('typist');
  await window.bucket('letters').waitFor();
  expect(await requestInPage(page, 'account.list', {})).toMatchObject({ problems: [] });
  expect(satchel.errors()).toEqual([]);
});

test('after a restart the kept account is there, and the others are not', async () => {
  await accounts.switchTo('work');
  await satchel.close();
  await open();
  const { page } = satchel;
  const { accounts: known } = await requestInPage(page, 'account.list', {});
  expect(known.map(({ name }) => name)).toEqual(['work', 'photos']);
  await expect.poll(() => stateOf(page, 'profile:photos'), patience).toBe('works');
  expect(satchel.errors()).toEqual([]);
});
