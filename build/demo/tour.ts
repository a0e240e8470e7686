import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { ElectronApplication, Locator } from 'playwright-core';
import { accountsWindow } from '../../test/support/accountsWindow.ts';
import { launchSatchel } from '../../test/support/electronApp.ts';
import { fileWindow } from '../../test/support/fileWindow.ts';
import { projectRoot } from '../setup/project.mjs';
import { accountStates } from './demoAccounts.ts';
import { paintLandscape } from './sample/picture.ts';
import { largeFolder } from './sample/sample.ts';

const pictureFolder = path.join(projectRoot, 'out/demo');

process.exitCode = await takeTour();

/**
 * Works the real window by itself: lists, previews, uploads, downloads, compares, deletes and signs in. Prints each step with
 * its result and saves a picture of it under out/demo/; resolves to the exit code, 1 when a step failed. The demo
 * gives it the sample's connection by the environment, and a temporary folder that it removes afterwards.
 */
async function takeTour(): Promise<number> {
  await rm(pictureFolder, { recursive: true, force: true });
  await mkdir(pictureFolder, { recursive: true });
  const satchel = await launchSatchel({ env: demoEnvironment() });
  const { page } = satchel;
  const window = fileWindow(page);
  const accounts = accountsWindow(page);
  const source = path.join(tmpdir(), 'Our garden 🌷.jpg');
  const target = path.join(tmpdir(), 'downloaded');
  await mkdir(target);
  let number = 0;

  const step = async (title: string, work: () => Promise<string>) => {
    number += 1;
    const picture = `${String(number).padStart(2, '0')} ${title}.png`;
    try {
      console.log(`ok      ${title}: ${await work()}`);
    } catch (error) {
      console.log(`failed  ${title}: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    } finally {
      await page.screenshot({ path: path.join(pictureFolder, picture) });
    }
  };

  try {
    await step('list the buckets', async () => {
      await window.bucket('photos').waitFor();
      await window.bucket('team-files').waitFor();
      return 'photos and team-files';
    });
    await step('scroll a large folder to its end', async () => {
      await window.openBucket(largeFolder.bucket);
      for (const folder of largeFolder.prefix.split('/').filter(Boolean)) await window.open(folder);
      await scrollTo(window.list, window.row(`scan ${largeFolder.fileCount}.txt`));
      return `${largeFolder.fileCount} files`;
    });
    await step('show a picture', async () => {
      await window.openBucket('photos');
      await window.open('2026');
      await window.open('Lisbon');
      await window.open('Praça do Comércio.jpg');
      await page.getByRole('complementary', { name: 'Details' }).getByRole('img').first().waitFor();
      return 'Praça do Comércio.jpg';
    });
    await step('upload a picture', async () => {
      await writeFile(source, paintLandscape(42, 1280, 853));
      await satchel.stubDialog({ files: [source], downloadFolder: target });
      await window.upload('Files');
      await window.row(path.basename(source)).waitFor();
      return path.basename(source);
    });
    await step('download it again', async () => {
      await window.select(path.basename(source));
      await window.command('Download').click();
      const job = await window.job(path.basename(source));
      await job.filter({ hasText: /downloaded/i }).waitFor();
      return 'into a folder of this computer';
    });
    await step('compare', async () => {
      const [sent, received] = await Promise.all([
        readFile(source),
        readFile(path.join(target, path.basename(source))),
      ]);
      if (!sent.equals(received)) throw new Error('the downloaded file differs from the uploaded one');
      return `${sent.length} bytes are the same`;
    });
    await step('delete it', async () => {
      await window.command('Delete').click();
      await window.dialog.getByRole('button', { name: 'Delete 1 file for good' }).click();
      await window.dialog.waitFor({ state: 'detached' });
      await window.row(path.basename(source)).waitFor({ state: 'detached' });
      return 'it is gone from the list';
    });
    await step('look at the accounts', async () => {
      await accounts.manage();
      for (const [name, state] of accountStates) await accounts.row(name).getByText(state).waitFor();
      return accountStates.map(([name, state]) => `${name}: ${state.toLowerCase()}`).join(', ');
    });
    await step('sign in to another account', async () => {
      const signInPage = await nextPageOf(satchel.app);
      await accounts.row('Team (sign-in)').getByRole('button', { name: 'Sign in' }).click();
      await allowSignIn(signInPage);
      await accounts.row('Team (sign-in)').getByText('Works').waitFor();
      await accounts.row('Team (sign-in)').getByRole('button', { name: 'Open' }).click();
      await window.bucket('team-files').waitFor();
      return 'it sees team-files and nothing else';
    });
    console.log(`The tour is complete. Its pictures are in ${path.relative(projectRoot, pictureFolder)}.`);
    return 0;
  } catch {
    // The step has said what failed.
    return 1;
  } finally {
    await satchel.close();
  }
}

/** From now on no browser comes up; resolves to a promise of the first page that it would have shown. */
async function nextPageOf(app: ElectronApplication): Promise<{ readonly url: Promise<string> }> {
  const url = await app.evaluateHandle(({ shell }) => ({
    page: new Promise<string>((resolve) => {
      shell.openExternal = async (address) => resolve(address);
    }),
  }));
  return { url: url.evaluate(({ page }) => page) };
}

/** Presses Allow on the sample's sign-in page, as a person would in the browser. */
async function allowSignIn({ url }: { readonly url: Promise<string> }): Promise<void> {
  const address = new URL(await url);
  address.searchParams.set('decision', 'allow');
  const body = address.searchParams;
  await fetch(new URL('/device', address), { method: 'POST', body });
}

/** What Satchel is started with; the launcher passes on none of it by itself. */
function demoEnvironment(): Record<string, string> {
  const names = ['SATCHEL_HOME', 'SATCHEL_USER_DATA', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'];
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']));
}

/** Presses End until a row is there: each time, the next page of the listing comes in. */
async function scrollTo(list: Locator, row: Locator): Promise<void> {
  await list.getByRole('row').nth(1).click();
  for (let page = 0; page < 20 && !(await row.isVisible()); page += 1) {
    await list.press('End');
    await row.waitFor({ timeout: 1000 }).catch(() => undefined);
  }
  await row.waitFor({ timeout: 1000 });
}
