import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { accountsWindow } from '../../test/support/accountsWindow.ts';
import { launchSatchel, type RunningSatchel, requestInPage } from '../../test/support/electronApp.ts';
import { fileWindow } from '../../test/support/fileWindow.ts';
import { buildApp } from '../buildApp.ts';
import { runScript } from '../resources.ts';
import { projectRoot } from '../setup/project.mjs';
import { needsVirtualDisplay, startVirtualDisplay } from '../virtualDisplay.ts';
import { accountStates } from './demoAccounts.ts';
import { type DemoServer, startDemoServer } from './demoServer.ts';

const folder = path.join(projectRoot, '.github/screenshots');

await runScript(async (resources) => {
  await buildApp();
  if (needsVirtualDisplay()) await startVirtualDisplay(resources);
  const server = await startDemoServer(resources);
  await mkdir(folder, { recursive: true });
  for (const theme of ['light', 'dark'] as const) await takePicture(server, theme, theme, showFolder);
  await takePicture(server, 'accounts', 'light', showAccounts);
  const album = await mkdtemp(path.join(tmpdir(), 'satchel-album-'));
  try {
    await takePicture(server, 'transfers', 'light', (page, satchel) => showTransfers(page, satchel, album));
  } finally {
    await rm(album, { recursive: true, force: true });
  }
  return 0;
});

/** Saves a picture of the window in a theme, once it shows what it is to show. */
async function takePicture(
  demo: DemoServer,
  name: string,
  theme: 'light' | 'dark',
  show: (page: Page, satchel: RunningSatchel) => Promise<void>,
): Promise<void> {
  const satchel = await launchSatchel({ env: demo.environment });
  try {
    const { page } = satchel;
    // The page follows Satchel's own theme, not the one that Playwright would play.
    await page.emulateMedia({ colorScheme: null });
    await page.evaluate(
      (chosen) => globalThis.window.satchel.request('settings.set', { theme: chosen }),
      theme,
    );
    await show(page, satchel);
    const file = path.join(folder, `${name}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
    console.log(`saved ${path.relative(projectRoot, file)}`);
  } finally {
    await satchel.close();
  }
}

/** A folder of pictures and the preview of one. */
async function showFolder(page: Page): Promise<void> {
  const window = fileWindow(page);
  await window.openBucket('photos');
  await window.open('2026');
  await window.open('Lisbon');
  await window.open('Sunset over the Tejo 🌅.jpg');
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByRole('img').first().waitFor();
  await details.getByText('JPEG picture').waitFor();
}

/** All accounts, each in a state of its own. */
async function showAccounts(page: Page): Promise<void> {
  const accounts = accountsWindow(page);
  await accounts.manage();
  for (const [name, state] of accountStates) await accounts.row(name).getByText(state).waitFor();
}

/** Three transfers: one has arrived, one is under way, one was paused. */
async function showTransfers(page: Page, satchel: RunningSatchel, album: string): Promise<void> {
  const window = fileWindow(page);
  await window.openBucket('photos');
  await window.open('2026');
  const upload = async (name: string, files: readonly string[], sizeBytes: number) => {
    const folder = path.join(album, name);
    await mkdir(folder);
    for (const file of files) await writeFile(path.join(folder, file), Buffer.alloc(sizeBytes, file));
    await satchel.stubDialog({ folders: [folder] });
    await window.upload('Folders');
    return window.job(name);
  };
  const arrived = await upload('Christmas', ['tree.jpg', 'snow.jpg', 'supper.jpg'], 900_000);
  await arrived.filter({ hasText: /uploaded/i }).waitFor();
  // So slowly that nothing ends while the picture is taken.
  await requestInPage(page, 'settings.set', {
    speedLimits: { uploadBytesPerSecond: 1_400_000, downloadBytesPerSecond: null, schedule: null },
  });
  const names = (count: number, kind: string) =>
    Array.from({ length: count }, (_, index) => `${index + 1}.${kind}`);
  const paused = await upload('Summer in Lisbon', names(240, 'jpg'), 350_000);
  await paused.getByRole('button', { name: 'Pause Summer in Lisbon' }).click();
  const going = await upload('Films of the garden', names(12, 'mp4'), 9_000_000);
  await going.filter({ hasText: /left/ }).waitFor({ timeout: 60_000 });
}
