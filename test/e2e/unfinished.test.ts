import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestInPage } from '../support/electronApp.ts';
import { signedHeaders } from '../support/s3server/signedHeaders.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const bucket = 'movies';
const dayMs = 86_400_000;
const patience = { timeout: 60_000 };

let opened: SatchelOnServer;
let dialog: Locator;
let rows: Locator;

beforeAll(async () => {
  opened = await openSatchelOnServer({ [bucket]: {} });
  const { control, storage, page } = opened;
  await begin('old/winter.mov', 40 * dayMs);
  await begin('old/autumn.mov', 10 * dayMs);
  await begin('spring.mov', 2 * dayMs);
  await control.clockOffsetMs(0);
  const fresh = await storage.beginMultipart({ bucket, key: 'today.mov' });
  await storage.putPart(fresh, 1, Buffer.alloc(5 * 1024 * 1024));
  dialog = page.getByRole('dialog', { name: `Unfinished uploads in ${bucket}` });
  rows = dialog.getByRole('listbox').getByRole('option');
});
afterAll(() => opened.close());

/** Begins an upload in parts as it would have been begun so long ago. */
async function begin(key: string, agoMs: number): Promise<void> {
  const { control, server } = opened;
  await control.clockOffsetMs(-agoMs);
  const target = `/${bucket}/${key}?uploads=`;
  const { headers } = signedHeaders(server, {
    method: 'POST',
    path: target,
    timeMs: Date.now() - agoMs,
  });
  const { host: _, ...sent } = headers;
  const answer = await fetch(server.url + target, { method: 'POST', headers: sent });
  expect(answer.status).toBe(200);
}

const onServer = async () => (await opened.storage.listUploads(bucket)).uploads.map(({ key }) => key);

async function open(): Promise<void> {
  const { page } = opened;
  await page.getByRole('button', { name: `More about ${bucket}` }).click();
  await page.getByRole('menuitem', { name: 'Unfinished uploads' }).click();
  await dialog.waitFor();
}

async function close(): Promise<void> {
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** The files of the rows that are shown, without what else they say. */
async function shown(): Promise<readonly string[]> {
  return (await rows.allTextContents()).map((text) => /^.*\.(mov|bin)/.exec(text)?.[0] ?? text);
}

async function setReadOnly(isReadOnly: boolean): Promise<void> {
  const { page } = opened;
  const { accounts } = await requestInPage(page, 'account.list', {});
  const [account] = accounts;
  if (account === undefined) throw new Error('There is no account');
  const { id: accountId, name } = account;
  await requestInPage(page, 'account.setLook', { accountId, name, color: null, isReadOnly });
}

test('they are shown by age, with the time when they were begun', async () => {
  await open();
  await expect.poll(shown, patience).toEqual(['old/autumn.mov', 'old/winter.mov']);
  for (const [age, keys] of [
    ['All', ['old/autumn.mov', 'old/winter.mov', 'spring.mov', 'today.mov']],
    ['Older than 1 day', ['old/autumn.mov', 'old/winter.mov', 'spring.mov']],
    ['Older than 30 days', ['old/winter.mov']],
  ] as const) {
    await dialog.getByRole('radio', { name: age }).check();
    await expect.poll(shown, patience).toEqual(keys);
  }
  await rows
    .filter({ hasText: 'winter' })
    .getByText(/^Begun: /)
    .waitFor();
  await close();
});

test('a read-only account sees them and cannot remove any', async () => {
  const { page } = opened;
  await setReadOnly(true);
  await open();
  await expect.poll(shown, patience).toEqual(['old/autumn.mov', 'old/winter.mov']);
  await dialog.getByText('This account is read-only').waitFor();
  expect(await dialog.getByRole('checkbox').count()).toBe(0);
  await rows.first().click({ force: true });
  await dialog.getByRole('listbox').press('ControlOrMeta+a');
  expect(await rows.and(page.locator('[aria-selected=true]')).count()).toBe(0);
  expect(await dialog.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
  await close();
  await setReadOnly(false);
});

test('who may not see them, or not remove them, is told so', async () => {
  const { control } = opened;
  await control.deny({ actions: ['ListMultipartUploads'], bucket });
  await open();
  await dialog.getByText(`You are not allowed to see the unfinished uploads in ${bucket}`).waitFor();
  await close();
  await control.reset();
  await control.deny({ actions: ['AbortMultipartUpload'], bucket });
  await open();
  await rows.filter({ hasText: 'winter' }).click();
  await dialog.getByRole('button', { name: 'Remove 1…' }).click();
  await opened.page.getByRole('button', { name: 'Remove 1 upload' }).click();
  await dialog.getByText('You are not allowed to do this').waitFor();
  expect(await onServer()).toHaveLength(4);
  await close();
  await control.reset();
});

test('those that are chosen are removed after a question, and what a transfer needs stays', async () => {
  const { control, satchel, window, page, folder } = opened;
  const file = path.join(folder, 'moving.bin');
  await writeFile(file, '');
  await truncate(file, 40 * 1024 * 1024);
  await control.throttle(1_000_000);
  await satchel.stubDialog({ files: [file] });
  await window.openBucket(bucket);
  await window.upload('Files');
  await expect.poll(onServer, patience).toContain('moving.bin');

  await open();
  await dialog.getByRole('radio', { name: 'All' }).check();
  const inUse = rows.filter({ hasText: 'moving.bin' });
  await inUse.getByText('A transfer here is going to finish it').waitFor();
  await inUse.click({ force: true });
  await dialog.getByText('0 of 5 selected').waitFor();
  await dialog.getByRole('checkbox', { name: 'Select all' }).check();
  await dialog.getByText('4 of 5 selected').waitFor();
  await rows.filter({ hasText: 'spring' }).click();
  await dialog.getByRole('button', { name: 'Remove 3…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove 3 unfinished uploads for good?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await question.waitFor({ state: 'detached' });
  expect(await onServer()).toHaveLength(5);
  await dialog.getByRole('button', { name: 'Remove 3…' }).click();
  await question.getByText('today.mov').waitFor();
  await question.getByRole('button', { name: 'Remove 3 uploads' }).click();
  await expect.poll(shown, patience).toEqual(['moving.bin', 'spring.mov']);
  expect(await onServer()).toEqual(['moving.bin', 'spring.mov']);
  await close();

  await control.throttle(null);
  await (await window.job('moving.bin')).getByText('Uploaded, 41.9 MB').waitFor(patience);
  expect(await onServer()).toEqual(['spring.mov']);
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
