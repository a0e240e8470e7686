import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { accountsWindow } from '../../test/support/accountsWindow.ts';
import { launchSatchel, type RunningSatchel, requestInPage } from '../../test/support/electronApp.ts';
import { fileScreen, type Hands } from '../../test/support/screens/hands.ts';
import type { ScreenGroup } from '../../test/support/screens/screen.ts';
import { accountStates } from './demoAccounts.ts';
import { startDemoServer } from './demoServer.ts';

/** The screens that README shows, with the demo's accounts and files. */
export const readmeScreens: ScreenGroup = {
  name: 'readme',
  start: async (resources) => {
    const { environment, folder } = await startDemoServer(resources);
    const satchel = await launchSatchel({ env: environment });
    resources.defer(() => satchel.close());
    albums.set(satchel, path.join(folder, 'album'));
    await satchel.page.setViewportSize({ width: 1180, height: 760 });
    return satchel;
  },
  screens: [
    fileScreen(
      'folder',
      async (hands) => {
        await hands.openFolder('photos', '2026', 'Lisbon');
        await hands.window.open('Sunset over the Tejo 🌅.jpg');
        await hands.details.getByRole('img').first().waitFor();
        await hands.details.getByText('JPEG picture').waitFor();
        await hands.picturesAreDrawn();
      },
      async (hands) => {
        await hands.closeDetails();
        await hands.selectNothing();
      },
    ),
    fileScreen(
      'tiles',
      async (hands) => {
        await hands.openFolder('photos', '2026', 'Lisbon');
        await hands.setLayout('Grid');
        await hands.window.list.getByRole('gridcell').nth(2).click();
        await hands.picturesAreDrawn();
      },
      async (hands) => {
        await hands.setLayout('List');
        await hands.selectNothing();
      },
    ),
    fileScreen(
      'search',
      async (hands) => {
        await hands.openFolder('photos', '2026');
        await hands.searchField.fill('the');
        await hands.searchField.press('Enter');
        await hands.page.getByText(/^\d found, /).waitFor();
        await hands.window.list.getByRole('row').nth(2).click();
        await hands.picturesAreDrawn();
      },
      async (hands) => {
        await hands.searchField.focus();
        await hands.press('Escape');
      },
    ),
    fileScreen(
      'palette',
      async (hands) => {
        await hands.openFolder('photos', '2026', 'Lisbon');
        await hands.picturesAreDrawn();
        await hands.press('ControlOrMeta+k');
        await hands.page.getByRole('combobox', { name: 'Find a command or place' }).fill('fi');
        await hands.page.getByRole('option').first().waitFor();
      },
      (hands) => hands.closeDialogs(),
    ),
    fileScreen(
      'accounts',
      async ({ page }) => {
        const accounts = accountsWindow(page);
        await accounts.manage();
        for (const [name, state] of accountStates) await accounts.row(name).getByText(state).waitFor();
      },
      async ({ page, press }) => {
        await press('Escape');
        await accountsWindow(page).isOpen('Sample account');
      },
    ),
    fileScreen('transfers', showTransfers, async ({ page }) => {
      await requestInPage(page, 'transfer.cancel', {});
    }),
  ],
};

/** Where each window's uploads are made. */
const albums = new WeakMap<RunningSatchel, string>();

/** Three transfers: one has arrived, one is under way, one was paused. */
async function showTransfers({ page, window, openFolder }: Hands, satchel: RunningSatchel): Promise<void> {
  const album = albums.get(satchel) ?? '';
  await openFolder('photos', '2026');
  const upload = async (name: string, files: readonly string[], sizeBytes: number) => {
    const folder = path.join(album, name);
    await mkdir(folder, { recursive: true });
    for (const file of files) await writeFile(path.join(folder, file), Buffer.alloc(sizeBytes, file));
    await satchel.stubDialog({ folders: [folder] });
    await window.upload('Folders');
    return window.job(name);
  };
  const arrived = await upload('Christmas', ['tree.jpg', 'snow.jpg', 'supper.jpg'], 900_000);
  await arrived.filter({ hasText: /uploaded/i }).waitFor();
  // So slowly that nothing ends while the pictures are taken.
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
