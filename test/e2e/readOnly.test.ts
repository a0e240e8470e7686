import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TransferJob } from '../../shared/domain/transfer.ts';
import { type AccountsWindow, accountOf, accountsWindow, focusedName } from '../support/accountsWindow.ts';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import { dropFiles } from '../support/dropFiles.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { type FileWindow, fileWindow } from '../support/fileWindow.ts';

const accountId = 'profile:work';
const patience = { timeout: 20_000 };

let world: AwsWorld;
let satchel: RunningSatchel;
let accounts: AccountsWindow;
let window: FileWindow;

beforeAll(async () => {
  world = await startAwsWorld({ documents: { 'menu.txt': 'soup', 'old/letter.txt': 'Dear all' }, empty: {} });
  const { lines } = await world.addKeys('work');
  await world.writeFiles({
    config: `[profile work]\n${world.here}\n${world.services}`,
    credentials: `[work]\n${lines}`,
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
}

async function localFile(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(world.folder, name);
  await writeFile(file, content);
  return file;
}

/** Everything that a bucket holds. */
async function keys(bucket: string): Promise<readonly string[]> {
  const { entries } = await world.storage.listPage({ bucket, prefix: '' });
  return entries.flatMap((entry) => (entry.kind === 'file' ? [entry.key] : []));
}

async function setReadOnly(isReadOnly: boolean): Promise<void> {
  const { page } = satchel;
  await requestInPage(page, 'account.setLook', { accountId, name: 'Production', color: 'red', isReadOnly });
}

/** Runs work that main has to refuse; the code that it was refused with. */
async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'done',
    (error: unknown) => (error as { appError?: { code: unknown } }).appError?.code,
  );
}

/** The stripe above the account, which has its colour. */
const stripe = (color: string): Locator => satchel.page.locator(`aside [style*="Palette${color}"]`);

test('a name, a colour and the mark are given in the window, and survive a restart', async () => {
  await accounts.isOpen('work');
  expect(await stripe('Red').count()).toBe(0);
  await accounts.manage();
  await accounts.choose('work', /^Name, colour/);
  await accounts.field('Name').fill('Production');
  await accounts.dialog.getByRole('radio', { name: 'Red' }).check();
  await accounts.dialog.getByRole('switch', { name: /^Read-only/ }).check();
  await accounts.dialog.getByRole('button', { name: 'Save' }).click();
  await accounts.dialog.waitFor({ state: 'detached' });
  await accounts.row('Production').getByText('Read-only').waitFor();
  await expect.poll(() => focusedName(satchel.page), patience).toBe('More about Production');
  await satchel.page.keyboard.press('Escape');
  await accounts.isOpen('Production');
  await stripe('Red').waitFor();

  await satchel.close();
  await open();
  await accounts.isOpen('Production');
  await stripe('Red').waitFor();
  await accounts.switcherButton.getByText(/^Read-only/).waitFor();
  await accounts.switcherButton.click();
  await accounts.option('Production').getByLabel('Read-only').waitFor();
  await satchel.page.keyboard.press('Escape');
  await accounts.switcher.waitFor({ state: 'detached' });
});

test('nothing that changes anything is offered, and a folder says why', async () => {
  const { page } = satchel;
  await window.openBucket('documents');
  await window.row('menu.txt').waitFor();
  await page.getByText('This account is read-only: nothing can be changed or deleted.').waitFor();
  await window.select('menu.txt');
  await window.command('Download').waitFor();
  for (const name of ['Upload', 'New folder', 'Delete'] as const) {
    expect(await window.command(name).count()).toBe(0);
  }
  await page.keyboard.press('Delete');
  await page.keyboard.press('ControlOrMeta+Shift+N');
  await window.row('menu.txt').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Download' }).waitFor();
  expect(await page.getByRole('menuitem', { name: /Delete|Upload|New folder/ }).count()).toBe(0);
  await page.keyboard.press('Escape');
  expect(await window.dialog.count()).toBe(0);
  expect(await page.getByRole('button', { name: 'New bucket' }).count()).toBe(0);
  await page.getByRole('button', { name: 'More about empty' }).click();
  await page.getByRole('menuitem', { name: 'Unfinished uploads' }).waitFor();
  expect(await page.getByRole('menuitem', { name: /Delete|Upload files/ }).count()).toBe(0);
  await page.keyboard.press('Escape');

  await window.openBucket('empty');
  await page.getByText('This bucket is empty').waitFor();
  expect(await page.getByRole('button', { name: 'Upload' }).count()).toBe(0);
});

test('dropped files are answered with words, and nothing is uploaded', async () => {
  const { page } = satchel;
  await window.openBucket('documents');
  await window.row('menu.txt').waitFor();
  await dropFiles(page, 'main', [await localFile('dropped.txt', 'dropped')], async () => {
    await page.getByText('This account is read-only, so nothing can be uploaded').waitFor();
  });
  expect((await requestInPage(page, 'transfer.list', {})).jobs).toEqual([]);
  expect(await keys('documents')).toEqual(['menu.txt', 'old/letter.txt']);
});

test('main itself refuses every change that is asked for over the boundary', async () => {
  const { page } = satchel;
  const { control } = world;
  await satchel.stubDialog({ files: [await localFile('direct.txt', 'direct')] });
  const chosen = await requestInPage(page, 'upload.chooseFiles', {});
  const here = { accountId, bucket: 'documents' };
  await control.reset();
  const refusals = [
    await refusal(
      requestInPage(page, 'selection.delete', {
        ...here,
        basePrefix: '',
        keys: ['menu.txt'],
        prefixes: ['old/'],
      }),
    ),
    await refusal(
      requestInPage(page, 'transfer.upload', {
        grantId: chosen?.grantId ?? '',
        target: { ...here, prefix: '' },
      }),
    ),
    await refusal(requestInPage(page, 'folder.create', { ...here, prefix: '', name: 'New' })),
    await refusal(requestInPage(page, 'bucket.create', { accountId, bucket: 'brand-new' })),
    await refusal(requestInPage(page, 'bucket.delete', { accountId, bucket: 'empty' })),
  ];
  expect(refusals).toEqual(Array.from({ length: 5 }, () => 'account.readOnly'));

  const { requests } = await control.counters();
  const changing = Object.keys(requests).filter((kind) =>
    /^(Put|Create|Delete|Copy|Upload|Complete)/.test(kind),
  );
  expect(changing).toEqual([]);
  expect(await keys('documents')).toEqual(['menu.txt', 'old/letter.txt']);
  const buckets = await world.storage.listBuckets();
  expect(buckets.map(({ name }) => name)).toEqual(['documents', 'empty']);
});

test('an upload that began before the mark waits with that reason, and takes its parts with it when it is cancelled', async () => {
  const { page } = satchel;
  const { control, server } = world;
  await setReadOnly(false);
  await window.openBucket('documents');
  await window.command('Upload').waitFor();
  await satchel.stubDialog({ files: [await localFile('movie.bin', Buffer.alloc(40 * 1024 * 1024, 7))] });
  await control.reset();
  await control.throttle(256 * 1024);
  await window.upload('Files');
  await expect.poll(async () => (await control.counters()).bytesIn, patience).toBeGreaterThan(0);
  await setReadOnly(true);
  await control.throttle(null);
  const job = async (): Promise<TransferJob | undefined> =>
    (await requestInPage(page, 'transfer.list', {})).jobs.find(({ kind }) => kind === 'upload');
  await expect.poll(async () => (await job())?.status, patience).toBe('blocked');
  expect((await job())?.error?.code).toBe('account.readOnly');
  const row = await window.job('movie.bin');
  await row
    .getByText(/Production is for looking only\./)
    .first()
    .waitFor();

  const client = new S3Client({
    endpoint: server.url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey },
  });
  const unfinished = async () =>
    (await client.send(new ListMultipartUploadsCommand({ Bucket: 'documents' }))).Uploads ?? [];
  // Its parts wait until it may go on, and go with it, which is no change that the mark forbids.
  expect(await unfinished()).toHaveLength(1);
  await row.getByRole('button', { name: 'Cancel movie.bin' }).click();
  await expect.poll(unfinished, patience).toEqual([]);
  client.destroy();
  expect(await keys('documents')).toEqual(['menu.txt', 'old/letter.txt']);
});

test('without the mark everything is offered and done again', async () => {
  const { page } = satchel;
  await setReadOnly(false);
  expect(await accountOf(page, accountId)).toMatchObject({ isReadOnly: false });
  await window.openBucket('documents');
  await window.select('menu.txt');
  await window.command('Delete').click();
  await window.dialog.getByRole('button', { name: 'Delete 1 file for good' }).click();
  await window.row('menu.txt').waitFor({ state: 'detached' });
  expect(await keys('documents')).toEqual(['old/letter.txt']);
  expect(satchel.errors()).toEqual([]);
});
