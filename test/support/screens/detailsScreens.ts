import type { Locator } from 'playwright-core';
import { fileScreen, type Hands } from './hands.ts';
import { longName, previews } from './sampleExtras.ts';
import { openSampleWindow } from './sampleWindow.ts';
import type { Screen, ScreenGroup } from './screen.ts';

/** The details of one file, from when what `drawn` finds in the pane is there. */
function detailsOf(name: string, file: string, drawn: (hands: Hands) => Locator): Screen {
  return fileScreen(name, async (hands) => {
    await showDetails(hands, file);
    await drawn(hands).first().waitFor();
  });
}

/** The preview of one file over the whole window. */
function largeOf(name: string, file: string, drawn: (dialog: Locator) => Locator): Screen {
  return fileScreen(
    name,
    async (hands) => {
      await showDetails(hands, file);
      await hands.details.getByRole('button', { name: 'Show larger' }).click();
      await drawn(hands.page.getByRole('dialog', { name: file }))
        .first()
        .waitFor();
    },
    (hands) => hands.closeDialogs(),
  );
}

async function showDetails(hands: Hands, ...files: readonly string[]): Promise<void> {
  await hands.openFolder('previews');
  await hands.openDetails();
  await hands.window.select(...files);
}

/** The details pane with each kind of file, and what it shows of several and of nothing. */
export const detailsScreens: ScreenGroup = {
  name: 'details',
  start: (resources) => openSampleWindow(resources, { buckets: ['previews'], extras: previews }),
  screens: [
    fileScreen('nothing-selected', async (hands) => {
      await hands.openFolder('previews');
      await hands.openDetails();
      await hands.selectNothing();
      await hands.details.getByText('Nothing selected').waitFor();
    }),
    detailsOf('picture', 'Sunset.jpg', ({ details }) => details.getByRole('img', { name: /Sunset/ })),
    detailsOf('text', 'Prices.csv', ({ details }) => details.getByText('ticket 1')),
    detailsOf('markdown', 'Opening day.md', ({ details }) =>
      details.getByRole('heading', { name: 'Opening day', exact: true }),
    ),
    detailsOf('pdf', 'Menu.pdf', ({ details }) => details.getByText('Chilled cucumber soup')),
    detailsOf('sound', 'Bells.wav', ({ details }) => details.locator('audio')),
    detailsOf('movie', 'Opening day.webm', ({ details }) => details.locator('video')),
    detailsOf('bytes', 'Backup.bin', ({ details }) => details.getByText(/^00 07 0e 15/)),
    detailsOf('broken-picture', 'Broken picture.jpg', ({ details }) =>
      details.getByText('cannot be shown here'),
    ),
    detailsOf('broken-movie', 'Broken movie.mp4', ({ details }) =>
      details.getByText('cannot be played here'),
    ),
    detailsOf('bomb', 'Poster.png', ({ details }) => details.getByText('too many pixels')),
    detailsOf('empty-file', 'Empty note.txt', ({ details }) => details.getByText('This file is empty')),
    detailsOf('long-name', longName, ({ details }) => details.getByRole('heading', { name: longName })),
    fileScreen('several', async (hands) => {
      await showDetails(hands, 'Sunset.jpg', 'Prices.csv', 'Receipts');
      await hands.details.getByText('3 selected').waitFor();
    }),
    fileScreen('counted-folder', async (hands) => {
      await showDetails(hands, 'Receipts');
      await hands.details.getByRole('button', { name: 'Count', exact: true }).click();
      await hands.details.getByText('3 files').waitFor();
    }),
    fileScreen(
      'more',
      async (hands) => {
        await showDetails(hands, 'Prices.csv');
        await hands.details.getByRole('button', { name: 'More', exact: true }).click();
        await hands.details.getByRole('button', { name: 'Copy the web address' }).scrollIntoViewIfNeeded();
      },
      async ({ details }) => {
        await details.getByRole('button', { name: 'More', exact: true }).click();
      },
    ),
    largeOf('large-picture', 'Sunset.jpg', (dialog) => dialog.getByRole('img', { name: /Sunset/ })),
    largeOf('large-pdf', 'Menu.pdf', (dialog) => dialog.getByText('Chilled cucumber soup')),
    largeOf('large-markdown', 'Opening day.md', (dialog) => dialog.getByRole('table')),
    largeOf('large-text', 'Prices.csv', (dialog) => dialog.getByText('ticket 1')),
  ],
};
