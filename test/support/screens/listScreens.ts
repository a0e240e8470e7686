import { type Hands, fileScreen as screen } from './hands.ts';
import { longName, oddNames } from './sampleExtras.ts';
import { openSampleWindow, usualSize } from './sampleWindow.ts';
import type { ScreenGroup } from './screen.ts';

const hiddenColumns = ['Storage class', 'ETag', 'Version', 'Owner'];

async function openLisbon(hands: Hands): Promise<void> {
  await hands.openFolder('photos', '2026', 'Lisbon');
}

/** The list of buckets and of a folder, in all the ways in which they are looked at. */
export const listScreens: ScreenGroup = {
  name: 'list',
  start: (resources) =>
    openSampleWindow(resources, {
      buckets: ['odd-names', 'nothing-yet'],
      extras: [...oddNames, { bucket: 'team-files', key: 'New year/', body: '' }],
    }),
  screens: [
    screen('buckets', ({ page }) => page.getByRole('main').getByText('nothing-yet').waitFor()),
    screen(
      'folder',
      async (hands) => {
        await openLisbon(hands);
        await hands.window.select('Miradouro da Graça.jpg', 'Praça do Comércio.jpg');
        await hands.picturesAreDrawn();
      },
      (hands) => hands.selectNothing(),
    ),
    screen(
      'hovered-and-focused',
      async (hands) => {
        await openLisbon(hands);
        await hands.window.select('Beach');
        await hands.press('ArrowDown', 'Control+ArrowDown');
        await hands.picturesAreDrawn();
      },
      (hands) => hands.selectNothing(),
    ),
    screen(
      'all-columns',
      async (hands) => {
        const { page } = hands;
        await page.setViewportSize({ ...usualSize, width: 1500 });
        await openLisbon(hands);
        await page.getByRole('columnheader', { name: 'Size', exact: true }).click({ button: 'right' });
        for (const name of hiddenColumns) await page.getByRole('menuitemcheckbox', { name }).click();
        await hands.press('Escape');
        await page.getByRole('columnheader', { name: 'Owner', exact: true }).waitFor();
      },
      async ({ page }) => {
        await page.getByRole('columnheader', { name: 'Size', exact: true }).click({ button: 'right' });
        await page.getByRole('menuitem', { name: 'Reset columns' }).click();
        await page.setViewportSize(usualSize);
      },
    ),
    screen(
      'columns-menu',
      async (hands) => {
        await openLisbon(hands);
        await hands.page.getByRole('columnheader', { name: 'Size', exact: true }).click({ button: 'right' });
        await hands.page.getByRole('menuitemcheckbox', { name: 'Owner' }).waitFor();
      },
      (hands) => hands.closeDialogs(),
    ),
    screen(
      'tiles',
      async (hands) => {
        await openLisbon(hands);
        await hands.setLayout('Grid');
        await hands.window.list.getByRole('gridcell').nth(2).click();
        await hands.picturesAreDrawn();
      },
      async (hands) => {
        await hands.setLayout('List');
        await hands.selectNothing();
      },
    ),
    screen(
      'narrow',
      async (hands) => {
        await openLisbon(hands);
        await hands.page.setViewportSize({ width: 900, height: 640 });
        await hands.window.select('Miradouro da Graça.jpg');
        await hands.picturesAreDrawn();
      },
      async (hands) => {
        await hands.selectNothing();
        await hands.page.setViewportSize(usualSize);
      },
    ),
    screen(
      'narrowest',
      async (hands) => {
        await openLisbon(hands);
        await hands.page.setViewportSize({ width: 720, height: 520 });
        await hands.window.select('Miradouro da Graça.jpg');
        await hands.openDetails();
        await hands.details.getByRole('img').first().waitFor();
      },
      async (hands) => {
        await hands.closeDetails();
        await hands.selectNothing();
        await hands.page.setViewportSize(usualSize);
      },
    ),
    screen('empty-bucket', async ({ window, page }) => {
      await window.openBucket('nothing-yet');
      await page.getByText('This bucket is empty').waitFor();
    }),
    screen('empty-folder', async ({ window, page }) => {
      await window.openBucket('team-files');
      await window.open('New year');
      await page.getByText('This folder is empty').waitFor();
    }),
    screen(
      'odd-names',
      async (hands) => {
        await hands.openFolder('odd-names');
        await hands.window.select(longName);
      },
      (hands) => hands.selectNothing(),
    ),
    screen(
      'odd-names-in-tiles',
      async (hands) => {
        await hands.openFolder('odd-names');
        await hands.setLayout('Grid');
        await hands.window.list.getByRole('gridcell').nth(2).waitFor();
      },
      (hands) => hands.setLayout('List'),
    ),
    screen(
      'renaming',
      async (hands) => {
        await hands.openFolder('team-files');
        await hands.window.select('Budget 2026.csv');
        await hands.press('F2');
        await hands.page.getByRole('textbox', { name: 'New name of Budget 2026.csv' }).waitFor();
      },
      async (hands) => {
        await hands.press('Escape');
        await hands.selectNothing();
      },
    ),
    screen(
      'renaming-to-a-wrong-name',
      async (hands) => {
        await hands.openFolder('team-files');
        await hands.window.select('Budget 2026.csv');
        await hands.press('F2');
        await hands.page.getByRole('textbox', { name: /^New name/ }).fill('Read me first.txt');
        await hands.page.getByText('There is already something with this name.').first().waitFor();
      },
      async (hands) => {
        await hands.press('Escape');
        await hands.selectNothing();
      },
    ),
    screen(
      'partly-sorted',
      async (hands) => {
        await hands.openFolder('team-files', 'Scanner', '2026');
        await hands.page.getByRole('columnheader', { name: 'Modified' }).getByRole('button').first().click();
        await hands.page.getByRole('button', { name: 'Load all' }).waitFor();
      },
      ({ page }) => page.getByRole('columnheader', { name: 'Name' }).getByRole('button').first().click(),
    ),
  ],
};
