import { mkdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { requestInPage } from '../electronApp.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../satchelOnServer.ts';
import { closeTop, type Stage, stagedScreens } from './stagedScreens.ts';

const bucket = 'movies';
const close = ({ satchel }: Stage) => closeTop(satchel);

/** The transfers panel with a job in every group, and what is asked and told about them. */
export const transfersScreens = stagedScreens('transfers', startTransfers, [
  { name: 'transfers', show: async () => undefined },
  {
    name: 'transfers-job-menu',
    show: async ({ window, page }) => {
      const job = await window.job('Photos of the house');
      await job.getByRole('button', { name: 'More about Photos of the house' }).click();
      await page.getByRole('menuitem', { name: 'Show files' }).waitFor();
    },
    leave: close,
  },
  {
    name: 'transfer-files',
    show: showFiles,
    leave: close,
  },
  {
    name: 'transfer-files-failed',
    show: async (opened) => {
      await showFiles(opened);
      const { dialog } = opened.window;
      await dialog.getByRole('tab', { name: /^Failed/ }).click();
      await dialog.getByRole('option').first().click();
      await dialog
        .getByRole('region', { name: /^Details of / })
        .getByRole('button', { name: 'Details', exact: true })
        .click();
    },
    leave: close,
  },
  {
    name: 'transfer-files-none',
    show: async (opened) => {
      await showFiles(opened);
      const { dialog } = opened.window;
      await dialog.getByRole('tab', { name: 'Moving' }).click();
      await dialog.getByText('Nothing moves just now').waitFor();
    },
    leave: close,
  },
  {
    name: 'transfers-cancel-all',
    show: async ({ window, page }) => {
      await window.transfers.getByRole('button', { name: 'Cancel all (Going)' }).click();
      await page.getByRole('alertdialog', { name: 'Cancel 2 transfers?' }).waitFor();
    },
    leave: close,
  },
  {
    name: 'transfers-closing',
    show: async ({ satchel, page }) => {
      await satchel.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      await page.getByRole('alertdialog').getByRole('button', { name: 'Stay' }).waitFor();
    },
    leave: close,
  },
  {
    name: 'transfers-pill',
    show: async ({ window, page }) => {
      await page.getByRole('button', { name: 'Hide transfers' }).click();
      await window.transfers.waitFor({ state: 'detached' });
    },
    leave: async ({ window }) => {
      await window.job('Photos of the house');
    },
  },
  {
    name: 'transfers-without-connection',
    show: async ({ server, page }) => {
      await server.kill9();
      await page
        .getByText(/It goes on by itself\.$/)
        .first()
        .waitFor({ timeout: 60_000 });
    },
  },
]);

/** What is asked before and after transfers: a taken name, and uploads that were never finished. */
export const transferToolsScreens = stagedScreens('transfer-tools', startTools, [
  {
    name: 'transfers-empty',
    show: async ({ window, page }) => {
      await page.getByRole('button', { name: /^Transfers/ }).click();
      await window.transfers.getByText('No transfers').waitFor();
    },
    leave: async ({ page }) => page.getByRole('button', { name: 'Hide transfers' }).click(),
  },
  {
    name: 'unfinished-uploads-none',
    show: async (opened) => {
      const dialog = await openUnfinished(opened);
      await dialog.getByText('No unfinished upload is that old').waitFor();
    },
    leave: close,
  },
  {
    name: 'unfinished-uploads',
    show: chooseUnfinished,
    leave: close,
  },
  {
    name: 'unfinished-uploads-remove',
    show: async (opened) => {
      await chooseUnfinished(opened);
      await opened.page.getByRole('button', { name: 'Remove 2…' }).click();
      await opened.page.getByRole('alertdialog').waitFor();
    },
    leave: async (opened) => {
      await close(opened);
      await close(opened);
    },
  },
  {
    name: 'unfinished-uploads-denied',
    show: async (opened) => {
      await opened.control.deny({ actions: ['ListMultipartUploads'], bucket });
      const dialog = await openUnfinished(opened);
      await dialog.getByText('You are not allowed to see the unfinished uploads').waitFor();
    },
    leave: async (opened) => {
      await close(opened);
      await opened.control.reset();
    },
  },
  {
    name: 'transfer-name-taken',
    show: async (opened) => {
      const { window, page } = opened;
      await upload(opened, { 'menu.txt': 11, 'wine.txt': 9, 'bread.txt': 12 });
      await page.getByRole('button', { name: 'Keep both' }).waitFor();
      await window.dialog.getByRole('checkbox').waitFor();
    },
    leave: async ({ window, page }) => {
      await page.getByRole('button', { name: 'Decide later' }).click();
      await window.dialog.waitFor({ state: 'detached' });
    },
  },
  {
    name: 'transfer-name-taken-later',
    show: async ({ window }) => {
      await (await window.job('menu.txt')).getByRole('button', { name: /^Answer/ }).waitFor();
    },
  },
]);

/** Chooses empty files of these sizes in the system's dialog, as the user does, and uploads them. */
async function upload(opened: SatchelOnServer, sizes: Readonly<Record<string, number>>): Promise<void> {
  const files = Object.keys(sizes).map((name) => path.join(opened.folder, name));
  for (const file of files) await writeSparse(file, sizes[path.basename(file)] ?? 0);
  await opened.satchel.stubDialog({ files });
  await opened.window.upload('Files');
}

async function writeSparse(file: string, sizeBytes: number): Promise<void> {
  await writeFile(file, '');
  await truncate(file, sizeBytes);
}

/** A folder of many files, of which some are refused. */
async function uploadHouse(opened: SatchelOnServer): Promise<void> {
  const house = path.join(opened.folder, 'Photos of the house');
  await mkdir(house);
  for (let number = 1; number <= 40; number += 1) {
    await writeSparse(path.join(house, `Room ${String(number).padStart(2, '0')}.jpg`), 900 * number);
  }
  await writeSparse(path.join(house, 'Safe.jpg'), 4_000);
  await opened.control.deny({ actions: ['PutObject'], bucket, keyPrefix: 'Photos of the house/Safe' });
  await opened.satchel.stubDialog({ folders: [house] });
  await opened.window.upload('Folders');
  await (await opened.window.job('Photos of the house'))
    .getByText('1 file could not be uploaded, 40 files uploaded')
    .waitFor();
}

async function showFiles({ window }: SatchelOnServer): Promise<void> {
  await window.chooseForJob('Photos of the house', 'Show files');
  await window.dialog.getByRole('option').first().waitFor();
}

async function openUnfinished({ page, window }: SatchelOnServer) {
  await page.getByRole('button', { name: `More about ${bucket}` }).click();
  await page.getByRole('menuitem', { name: 'Unfinished uploads' }).click();
  await window.dialog.waitFor();
  return window.dialog;
}

async function chooseUnfinished(opened: SatchelOnServer): Promise<void> {
  const dialog = await openUnfinished(opened);
  await dialog.getByRole('radio', { name: 'All' }).check();
  const rows = dialog.getByRole('option');
  await rows.first().click();
  await rows.nth(1).click({ modifiers: ['ControlOrMeta'] });
  await dialog.getByText('2 of 3 selected').waitFor();
}

async function startTransfers(resources: AsyncDisposableStack): Promise<SatchelOnServer> {
  const opened = await openSatchelOnServer({ [bucket]: { 'A day at the sea.mov': 'sand' } });
  resources.defer(() => opened.close());
  resources.defer(async () => {
    await requestInPage(opened.page, 'transfer.cancel', {});
  });
  const { window, control } = opened;
  await window.openBucket(bucket);
  await upload(opened, { 'Menu of the feast.pdf': 48_000 });
  await (await window.job('Menu of the feast.pdf')).getByText('Uploaded, 48 kB').waitFor();
  await uploadHouse(opened);
  // So slowly that nothing ends while it is looked at.
  await control.throttle(2_000_000);
  await upload(opened, { 'Summer in Lisbon.mov': 3_000_000_000 });
  await (await window.job('Summer in Lisbon.mov')).getByRole('button', { name: /^Pause/ }).click();
  for (const name of ['The garden in spring.mov', 'Christmas 2025.mov']) {
    await upload(opened, { [name]: 2_400_000_000 });
    await (await window.job(name)).waitFor();
  }
  await window.transfers.getByText(/left$/).first().waitFor({ timeout: 60_000 });
  await opened.page.mouse.move(0, 0);
  await window.transfers.getByRole('button', { name: 'Cancel all (Going)' }).waitFor();
  return opened;
}

async function startTools(resources: AsyncDisposableStack): Promise<SatchelOnServer> {
  const opened = await openSatchelOnServer({
    [bucket]: { 'menu.txt': 'soup', 'wine.txt': 'red', 'bread.txt': 'rye' },
  });
  resources.defer(() => opened.close());
  resources.defer(async () => {
    await requestInPage(opened.page, 'transfer.cancel', {});
  });
  for (const key of ['Autumn.mov', 'older/Winter.mov', 'Spring.mov']) {
    await opened.storage.beginMultipart({ bucket, key });
  }
  await opened.window.openBucket(bucket);
  return opened;
}
