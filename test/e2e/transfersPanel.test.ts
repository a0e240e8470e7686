import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { requestInPage } from '../support/electronApp.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const bucket = 'movies';
const mebibyte = 1024 * 1024;
const patience = { timeout: 60_000 };

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({ [bucket]: {} });
  await opened.window.openBucket(bucket);
});
afterAll(() => opened.close());

afterEach(async () => {
  const { page, control } = opened;
  await control.reset();
  await requestInPage(page, 'transfer.cancel', {});
  const active = async () => (await requestInPage(page, 'transfer.list', {})).total.activeJobCount;
  await expect.poll(active, patience).toBe(0);
  await requestInPage(page, 'transfer.clear', {});
  await expect.poll(groups, patience).toEqual({});
});

/** Uploads files of these sizes together, as the user does. */
async function upload(sizes: Readonly<Record<string, number>>): Promise<void> {
  const files: string[] = [];
  for (const [name, sizeBytes] of Object.entries(sizes)) {
    const file = path.join(opened.folder, name);
    await writeFile(file, name);
    await truncate(file, sizeBytes);
    files.push(file);
  }
  await opened.satchel.stubDialog({ files });
  await opened.window.upload('Files');
}

const groups = () => opened.window.jobGroups();
const bytesIn = async () => (await opened.control.counters()).bytesIn;
const sizeOf = async (key: string) => (await opened.storage.stat({ bucket, key })).sizeBytes;
const unfinished = async () => (await opened.storage.listUploads(bucket)).uploads.map(({ key }) => key);

/** A button of the panel's head, or of the head of one of its groups. */
function bulk(name: string, group?: string): Locator {
  const full = group === undefined ? name : `${name} (${group})`;
  return opened.window.transfers.getByRole('button', { name: full, exact: true });
}

test('a pause stops an upload, and its button lets it go on', async () => {
  const { control, window } = opened;
  await control.throttle(1_000_000);
  await upload({ 'film.bin': 34 * mebibyte });
  const film = await window.job('film.bin');
  await expect.poll(bytesIn, patience).toBeGreaterThan(0);
  await film.getByRole('button', { name: 'Pause film.bin' }).click();
  await film.getByText(/^Paused, .* of 35\.7 MB$/).waitFor();
  await expect.poll(groups, patience).toEqual({ Paused: ['film.bin'] });
  const { requests } = await control.counters();
  await control.throttle(null);
  await film.getByRole('button', { name: 'Resume film.bin' }).click();
  await film.getByText('Uploaded, 35.7 MB').waitFor();
  await expect.poll(groups, patience).toEqual({ Finished: ['film.bin'] });
  expect(await sizeOf('film.bin')).toBe(34 * mebibyte);
  expect((await control.counters()).requests.CreateMultipartUpload).toBe(requests.CreateMultipartUpload);
});

test('each job is in the group of how it stands, and all of a group stop, go on and end together', async () => {
  const { control, window, page } = opened;
  await upload({ 'done.txt': 4 });
  await (await window.job('done.txt')).getByText('Uploaded, 4 bytes').waitFor();
  await control.deny({ actions: ['PutObject'], bucket, keyPrefix: 'secret' });
  await upload({ 'secret.txt': 6 });
  await (await window.job('secret.txt')).getByText('You are not allowed to do this').first().waitFor();
  await control.throttle(200_000);
  for (const name of ['one.bin', 'two.bin', 'three.bin']) {
    await upload({ [name]: 20 * mebibyte });
    await (await window.job(name)).waitFor();
  }
  const still = { 'Needs you': ['secret.txt'], Finished: ['done.txt'] };
  await (await window.job('two.bin')).getByRole('button', { name: 'Pause two.bin' }).click();
  await expect
    .poll(groups, patience)
    .toEqual({ ...still, Going: ['three.bin', 'one.bin'], Paused: ['two.bin'] });

  await bulk('Pause all').click();
  await expect.poll(groups, patience).toEqual({ ...still, Paused: ['three.bin', 'two.bin', 'one.bin'] });
  await bulk('Resume all', 'Paused').click();
  await expect.poll(groups, patience).toEqual({ ...still, Going: ['three.bin', 'two.bin', 'one.bin'] });
  await expect.poll(unfinished, patience).toEqual(['one.bin', 'three.bin', 'two.bin']);

  await bulk('Cancel all', 'Going').click();
  await page.getByRole('alertdialog', { name: 'Cancel 3 transfers?' }).waitFor();
  await window.dialog.getByRole('button', { name: 'Keep them' }).click();
  await window.dialog.waitFor({ state: 'detached' });
  expect(await unfinished()).toHaveLength(3);
  await bulk('Cancel all', 'Going').click();
  await window.dialog.getByRole('button', { name: 'Cancel 3 transfers' }).click();
  await expect
    .poll(groups, patience)
    .toEqual({ 'Needs you': ['secret.txt'], Finished: ['three.bin', 'two.bin', 'one.bin', 'done.txt'] });
  await expect.poll(unfinished, patience).toEqual([]);

  await bulk('Clear finished').click();
  await expect.poll(groups, patience).toEqual({ 'Needs you': ['secret.txt'] });
});

test('all that failed is tried again by one button, and only that', async () => {
  const { control, window, keys } = opened;
  await control.deny({ actions: ['PutObject'], bucket, keyPrefix: 'again' });
  await upload({ 'again 1.txt': 1, 'well.txt': 2, 'again 2.txt': 3 });
  const many = await window.job('and 2 more');
  await many.getByText('2 files could not be uploaded').waitFor();
  await upload({ 'again 3.txt': 4 });
  await (await window.job('again 3.txt')).getByText('1 file could not be uploaded').waitFor();
  await expect.poll(groups, patience).toEqual({ 'Needs you': ['again 3.txt', 'again 1.txt and 2 more'] });
  await control.reset();
  await bulk('Retry all that failed').click();
  await expect.poll(groups, patience).toEqual({ Finished: ['again 3.txt', 'again 1.txt and 2 more'] });
  await many.getByText('3 files uploaded, 6 bytes').waitFor();
  expect((await keys(bucket)).filter((key) => key.endsWith('.txt'))).toEqual([
    'again 1.txt',
    'again 2.txt',
    'again 3.txt',
    'done.txt',
    'well.txt',
  ]);
  const puts = (await control.log()).filter(({ kind }) => kind === 'PutObject').map(({ key }) => key);
  expect(puts.sort()).toEqual(['again 1.txt', 'again 2.txt', 'again 3.txt']);
});

test('a lost network is waited for in words, and the upload goes on with no click', async () => {
  const { control, server, window, page } = opened;
  await control.throttle(1_000_000);
  await upload({ 'outage.bin': 36 * mebibyte });
  const job = await window.job('outage.bin');
  await expect.poll(bytesIn, patience).toBeGreaterThan(0);
  await server.kill9();
  await job
    .getByText(/^The (connection was lost|server cannot be reached)\. It goes on by itself\.$/)
    .waitFor();
  await page.getByRole('button', { name: 'Transfers: 1 waits for the connection' }).waitFor();
  expect(await groups()).toEqual({ Going: ['outage.bin'] });
  await server.restart();
  await job.getByText('Uploaded, 37.7 MB').waitFor({ timeout: 90_000 });
  expect(await sizeOf('outage.bin')).toBe(36 * mebibyte);
  expect(await unfinished()).toEqual([]);
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
