import { mkdir, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Settings } from '../../shared/domain/settings.ts';
import { requestInPage } from '../support/electronApp.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const bucket = 'documents';
const mebibyte = 1024 * 1024;
const patience = { timeout: 60_000 };
const lastYear = new Date(Date.now() - 365 * 86_400_000);
const nextYear = new Date(Date.now() + 365 * 86_400_000);

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    [bucket]: { 'menu.txt': 'in the cloud', 'wine.txt': 'in the cloud', 'bread.txt': 'in the cloud' },
  });
  await opened.window.openBucket(bucket);
});
afterAll(() => opened.close());

/** Writes a file below the test's folder, with a time of its own; its path. */
async function localFile(name: string, time: Date): Promise<string> {
  const file = path.join(opened.folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, 'on this computer');
  await utimes(file, time, time);
  return file;
}

async function inSettings(work: () => Promise<void>): Promise<void> {
  const { page, window } = opened;
  await window.command('More').click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await window.dialog.getByRole('heading', { name: 'Transfers' }).waitFor();
  await work().finally(() => window.dialog.getByRole('button', { name: 'Close' }).click());
  await window.dialog.waitFor({ state: 'detached' });
}

const settings = (): Promise<Settings> => requestInPage(opened.page, 'settings.get', {});
const textOf = async (key: string) => (await opened.read(bucket, key)).toString();
const upload = () => opened.window.upload('Files');

test('a taken name is answered by “only if newer”: what is older stays, what is newer comes', async () => {
  const { satchel, window } = opened;
  for (const [time, result] of [
    [lastYear, '1 skipped'],
    [nextYear, 'Uploaded, 16 bytes'],
  ] as const) {
    await satchel.stubDialog({ files: [await localFile('menu.txt', time)] });
    await upload();
    await window.dialog.getByRole('button', { name: 'Only if newer' }).click();
    await window.dialog.waitFor({ state: 'detached' });
    await (await window.job('menu.txt')).getByText(result, { exact: true }).waitFor();
    expect(await textOf('menu.txt')).toBe(time === lastYear ? 'in the cloud' : 'on this computer');
  }
});

test('a speed limit is told where transfers are, and leads to the settings', async () => {
  const { page, window } = opened;
  const { speedLimits } = await settings();
  const limits = { uploadBytesPerSecond: 2_500_000, downloadBytesPerSecond: null, schedule: null };
  await requestInPage(page, 'settings.set', { speedLimits: limits });
  const limit = page.getByRole('button', { name: 'Limit ↑ 2.5 MB/s' });
  await limit.click();
  await window.dialog.getByRole('heading', { name: 'Transfers' }).waitFor();
  await page.keyboard.press('Escape');
  await window.dialog.waitFor({ state: 'detached' });
  await expect.poll(() => limit.evaluate((element) => element === document.activeElement)).toBe(true);
  await requestInPage(page, 'settings.set', { speedLimits });
  await limit.waitFor({ state: 'detached' });
});

test('the rule for taken names is kept in Settings, and no question is asked', async () => {
  const { satchel, window } = opened;
  const choose = (rule: string) =>
    inSettings(async () => {
      await window.dialog.getByRole('combobox', { name: 'When a name is taken' }).click();
      await window.dialog.getByRole('option', { name: rule }).click();
    });
  await choose('Replace only if newer');
  await expect.poll(async () => (await settings()).onTaken).toBe('onlyIfNewer');
  await satchel.stubDialog({
    files: [await localFile('wine.txt', lastYear), await localFile('bread.txt', nextYear)],
  });
  await upload();
  const job = await window.job('wine.txt and 1 more');
  await job.getByText('1 file uploaded, 1 skipped').waitFor();
  expect(await textOf('wine.txt')).toBe('in the cloud');
  await choose('Ask me');
});

test('a limit that is typed slows the upload that runs, and without it that goes on at full speed', async () => {
  const { satchel, window, page, folder, control } = opened;
  const limitUploads = (typed: string, bytesPerSecond: number | null) =>
    inSettings(async () => {
      const field = window.dialog.getByRole('textbox', { name: 'Most for uploads' });
      // What was there is written over: an empty field is no limit, if only for a moment.
      await field.selectText();
      if (typed === '') await field.press('Delete');
      else await field.pressSequentially(typed);
      await expect
        .poll(async () => (await settings()).speedLimits.uploadBytesPerSecond, patience)
        .toBe(bytesPerSecond);
    });
  const file = path.join(folder, 'long.bin');
  await writeFile(file, '');
  await truncate(file, 128 * mebibyte);
  await satchel.stubDialog({ files: [file] });
  const bytesIn = async () => (await control.counters()).bytesIn;
  const start = await bytesIn();
  // Without any, the system's buffers would take the whole file before the limit is typed.
  await limitUploads('8', 8_000_000);
  await upload();
  await expect.poll(bytesIn, patience).toBeGreaterThan(start + mebibyte);
  await limitUploads('1,5', 1_500_000);
  const before = { bytes: await bytesIn(), atMs: performance.now() };
  await page.waitForTimeout(3_000);
  const bytesPerSecond = ((await bytesIn()) - before.bytes) / ((performance.now() - before.atMs) / 1000);
  // Twice the limit, for it is counted over a short time; the one before is five times as much.
  expect(bytesPerSecond).toBeLessThan(3_000_000);
  expect(bytesPerSecond).toBeGreaterThan(0);
  await limitUploads('', null);
  // By the limit it would take more than a minute.
  await (await window.job('long.bin')).getByText('Uploaded, 134 MB').waitFor({ timeout: 45_000 });
});

test('the times at which a limit holds are kept, and what makes no sense is not', async () => {
  const { window } = opened;
  const { dialog } = window;
  await inSettings(async () => {
    expect(await dialog.getByRole('radio', { name: 'At certain times' }).count()).toBe(0);
    await dialog.getByRole('textbox', { name: 'Most for downloads' }).fill('2');
    await dialog.getByRole('radio', { name: 'At certain times' }).check();
    await dialog.getByLabel('From').fill('22:30');
    await dialog.getByLabel('To', { exact: true }).fill('06:00');
    await dialog.getByText('It ends on the next day.').waitFor();
    await dialog.getByRole('checkbox', { name: 'Wednesday' }).uncheck();
    await dialog.getByRole('checkbox', { name: 'Sunday' }).check();
  });
  const kept = {
    uploadBytesPerSecond: null,
    downloadBytesPerSecond: 2_000_000,
    schedule: { fromMinute: 22 * 60 + 30, toMinute: 6 * 60, weekdays: [0, 1, 2, 4, 5] },
  };
  expect((await settings()).speedLimits).toEqual(kept);
  await inSettings(async () => {
    expect(await dialog.getByLabel('From').inputValue()).toBe('22:30');
    await dialog.getByLabel('To', { exact: true }).fill('22:30');
    await dialog.getByText('Choose two different times.').waitFor();
    expect((await settings()).speedLimits).toEqual(kept);
    await dialog.getByRole('radio', { name: 'Always' }).check();
    await dialog.getByRole('textbox', { name: 'Most for downloads' }).fill('');
  });
  await expect
    .poll(async () => (await settings()).speedLimits, patience)
    .toEqual({ uploadBytesPerSecond: null, downloadBytesPerSecond: null, schedule: null });
});

test('the computer stays awake while something moves, and the taskbar shows how far it is', async () => {
  const { satchel, window, folder, control } = opened;
  const { app } = satchel;
  await app.evaluate(({ BrowserWindow, powerSaveBlocker }) => {
    const seen = { awakeIds: [] as number[], progress: [] as (readonly [number, string])[] };
    const start = powerSaveBlocker.start.bind(powerSaveBlocker);
    powerSaveBlocker.start = (type) => {
      const id = start(type);
      seen.awakeIds.push(id);
      return id;
    };
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('There is no window');
    const setProgressBar = window.setProgressBar.bind(window);
    window.setProgressBar = (fraction, options) => {
      seen.progress.push([fraction, options?.mode ?? '']);
      setProgressBar(fraction, options);
    };
    Object.assign(globalThis, { seenByTest: seen });
  });
  const seen = () =>
    app.evaluate(({ powerSaveBlocker }) => {
      const { awakeIds, progress } = (
        globalThis as unknown as { seenByTest: { awakeIds: number[]; progress: [number, string][] } }
      ).seenByTest;
      return { awake: awakeIds.filter((id) => powerSaveBlocker.isStarted(id)).length, progress };
    });
  const awake = async () => (await seen()).awake;
  const keepsAwake = (isOn: boolean) =>
    inSettings(async () => {
      await window.dialog.getByRole('switch', { name: /^Keep the computer awake/ }).setChecked(isOn);
    });

  const file = path.join(folder, 'awake.bin');
  await writeFile(file, '');
  await truncate(file, 24 * mebibyte);
  await control.throttle(1_000_000);
  await satchel.stubDialog({ files: [file] });
  await upload();
  await expect.poll(awake, patience).toBe(1);
  await keepsAwake(false);
  await expect.poll(awake, patience).toBe(0);
  await keepsAwake(true);
  await expect.poll(awake, patience).toBe(1);
  await expect.poll(async () => (await seen()).progress.at(-1)?.[0], patience).toBeGreaterThan(0);
  await control.throttle(null);
  await (await window.job('awake.bin')).getByText('Uploaded, 25.2 MB').waitFor(patience);
  await expect.poll(awake, patience).toBe(0);
  const { progress } = await seen();
  expect(progress.at(-1)).toEqual([-1, 'none']);
  const going = progress.filter(([, mode]) => mode === 'normal').map(([fraction]) => fraction);
  expect(going).toEqual([...going].sort((left, right) => left - right));
  expect(going.at(-1)).toBeLessThanOrEqual(1);
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
