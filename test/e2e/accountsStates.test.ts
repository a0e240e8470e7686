import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccountsWindow, accountsWindow, stateOf } from '../support/accountsWindow.ts';
import { type AwsWorld, type Keys, startAwsWorld } from '../support/awsWorld.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { type FileWindow, fileWindow } from '../support/fileWindow.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';

const refusedRole = 'arn:aws:iam::111122223333:role/Secret';

const patience = { timeout: 20_000 };

let world: AwsWorld;
/** Another storage, which the test takes away and brings back. */
let attic: SpawnedS3Server;
let satchel: RunningSatchel;
let accounts: AccountsWindow;
let window: FileWindow;
let good: Keys;
let files: { readonly config: string; readonly credentials: string };

beforeAll(async () => {
  world = await startAwsWorld({ reports: { 'plan.txt': 'the plan' }, unlisted: { 'hidden.txt': 'here' } });
  attic = await spawnS3Server();
  good = await world.addKeys('good', { buckets: ['reports'] });
  const unlisting = await world.addKeys('unlisting', { buckets: ['unlisted'], canListBuckets: false });
  world.identity.addRole({ arn: refusedRole, trusted: ['arn:aws:iam::111122223333:user/nobody'] });
  const role = (name: string, source: string) =>
    `[profile ${name}]\nrole_arn = ${refusedRole}\nsource_profile = ${source}\n${world.here}\n`;
  const folder = path.join(world.home, '.aws');
  files = { config: path.join(folder, 'config'), credentials: path.join(folder, 'credentials') };
  await world.writeFiles({
    config: [
      ...['good', 'typo', 'unlisting'].map((name) => `[profile ${name}]\n${world.here}\n`),
      `[profile attic]\nregion = us-east-1\nendpoint_url = ${attic.url}\ns3 =\n  addressing_style = path\n`,
      role('refused', 'good'),
      role('orphan', 'nobody'),
      role('egg', 'hen'),
      role('hen', 'egg'),
      world.services,
    ].join('\n'),
    credentials: [
      '# kept by hand',
      `[good]\n${good.lines}`,
      `[unlisting]\n${unlisting.lines}`,
      '; the one with the typo\n[typo]',
      `aws_access_key_id = ${good.accessKeyId}\naws_secret_access_key = wr0ng\nnote = stays\n`,
      `[attic]\naws_access_key_id = ${attic.accessKeyId}\naws_secret_access_key = ${attic.secretAccessKey}\n`,
    ].join('\n'),
  });
  await attic.kill9();
  satchel = await world.open();
  accounts = accountsWindow(satchel.page);
  window = fileWindow(satchel.page);
  await satchel.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openPath = async (file) => {
      opened.push(file);
      return '';
    };
  });
});
afterAll(async () => {
  await satchel?.close();
  await attic?.stop();
  await world?.close();
});

/** The paths that the system was asked to open since the last time. */
function openedFiles(): Promise<readonly string[]> {
  return satchel.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened.splice(0));
}

test.each([
  ['refused', 'refused may not use the role Secret.'],
  ['orphan', 'There is nothing named nobody in the AWS files, and orphan needs it.'],
  ['egg', 'egg borrows its keys from hen, and that leads back to egg.'],
  ['hen', 'hen borrows its keys from egg, and that leads back to hen.'],
])('%s says why it cannot be used, and opens the file that says so', async (name, sentence) => {
  const row = accounts.row(name);
  await row.getByText('Cannot be used', { exact: true }).waitFor();
  await row.getByText(sentence).waitFor();
  await row.getByRole('button', { name: 'Open the file' }).click();
  await expect.poll(openedFiles, patience).toEqual([files.config]);
});

test('a server that is away can be tried again, and works once it is back', async () => {
  const row = accounts.row('attic');
  await row.getByText('Cannot be reached', { exact: true }).waitFor();
  await row.getByText('The server cannot be reached.').waitFor();
  await row.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => stateOf(satchel.page, 'profile:attic'), patience).toBe('unreachable');
  await attic.restart();
  await row.getByRole('button', { name: 'Try again' }).click();
  await row.getByText('Works', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'Open' }).waitFor();
});

test('an account that may not list opens, and a bucket is added by its name', async () => {
  const { page } = satchel;
  const row = accounts.row('unlisting');
  await row.getByText('Works', { exact: true }).waitFor();
  await row.getByText('buckets are opened by name').waitFor();
  await row.getByRole('button', { name: 'Open' }).click();
  await page.getByText('You are not allowed to see the list of buckets').waitFor();
  await page.getByLabel('Bucket name').fill('reports');
  await page.getByRole('button', { name: 'Add bucket' }).click();
  await page.getByText('You are not allowed to do this in reports.').first().waitFor();
  await page.getByLabel('Bucket name').fill('unlisted');
  await page.keyboard.press('Enter');
  await window.openBucket('unlisted');
  await window.row('hidden.txt').waitFor();
  await accounts.manage();
});

test('wrong keys lead to the form, and the right secret mends them and nothing else', async () => {
  const row = accounts.row('typo');
  await row.getByText('Its keys are wrong', { exact: true }).waitFor();
  await row.getByText('The secret does not fit the access key.').waitFor();
  const before = await readFile(files.credentials, 'utf8');

  await row.getByRole('button', { name: 'Edit keys' }).click();
  await accounts.dialog.getByText('Edit typo').waitFor();
  expect(await accounts.field('Secret').inputValue()).toBe('');
  await accounts.field('Secret').fill(good.secretAccessKey);
  await accounts.dialog.getByRole('button', { name: 'Save' }).click();
  await accounts.dialog.waitFor({ state: 'detached' });
  await row.getByText('Works', { exact: true }).waitFor();
  await row.getByText('1 bucket: reports').waitFor();

  expect(await readFile(files.credentials, 'utf8')).toBe(before.replace('wr0ng', good.secretAccessKey));
  expect(await readFile(`${files.credentials}.satchel-backup`, 'utf8')).toBe(before);
  const modes = await Promise.all(
    [files.credentials, `${files.credentials}.satchel-backup`].map(
      async (file) => (await stat(file)).mode & 0o777,
    ),
  );
  expect(modes).toEqual([0o600, 0o600]);
});

test('every failed check was told without a dialog, and nothing went wrong unseen', async () => {
  expect(await accounts.dialog.count()).toBe(0);
  const { problems } = await requestInPage(satchel.page, 'account.list', {});
  expect(problems).toEqual([]);
  expect(satchel.errors()).toEqual([]);
});
