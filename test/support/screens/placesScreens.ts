import { fileScreen, type Hands } from './hands.ts';
import { longName } from './sampleExtras.ts';
import { openSampleWindow, usualSize } from './sampleWindow.ts';
import type { ScreenGroup } from './screen.ts';

const star = ({ page }: Hands) => page.getByRole('button', { name: 'Favourite', exact: true });

/** Keeps some folders as favourites, once. */
async function keepFavourites(hands: Hands): Promise<void> {
  const section = hands.page.getByRole('navigation', { name: 'Favourites' });
  for (const [bucket, ...folders] of [
    ['photos', '2026', 'Lisbon'],
    ['photos', '2026', 'Kyoto 京都'],
    ['team-files', 'Menus'],
  ] as const) {
    await hands.openFolder(bucket, ...folders);
    if ((await star(hands).getAttribute('aria-pressed')) !== 'true') await star(hands).click();
  }
  await section.getByText('Menus').waitFor();
}

/** Tabs, favourites and recent places. */
export const placesScreens: ScreenGroup = {
  name: 'places',
  start: (resources) =>
    openSampleWindow(resources, {
      extras: [{ bucket: 'team-files', key: `${longName}/inside.txt`, body: 'inside' }],
    }),
  screens: [
    fileScreen('favourites-and-recents', keepFavourites),
    fileScreen(
      'favourites-in-a-folded-sidebar',
      async (hands) => {
        await keepFavourites(hands);
        await hands.page.setViewportSize({ width: 860, height: 640 });
        await hands.page.getByRole('button', { name: 'Recent', exact: true }).click();
        await hands.page.getByRole('menuitem').first().waitFor();
      },
      async (hands) => {
        await hands.closeDialogs();
        await hands.page.setViewportSize(usualSize);
      },
    ),
    fileScreen(
      'menu-of-a-favourite',
      async (hands) => {
        await keepFavourites(hands);
        const section = hands.page.getByRole('navigation', { name: 'Favourites' });
        await section.getByRole('button', { name: 'Lisbon', exact: true }).click({ button: 'right' });
        await hands.page.getByRole('menuitem').first().waitFor();
      },
      (hands) => hands.closeDialogs(),
    ),
    fileScreen(
      'tabs',
      async (hands) => {
        await hands.openFolder('photos', '2026', 'Lisbon');
        await hands.press('ControlOrMeta+t');
        await hands.openFolder('team-files', 'Menus');
        await hands.press('ControlOrMeta+t');
        await hands.openFolder('team-files', longName);
        await hands.page.getByRole('tab').nth(1).click();
        await hands.window.row('Summer menu.pdf').waitFor();
      },
      closeOtherTabs,
    ),
    fileScreen(
      'many-tabs',
      async (hands) => {
        for (let count = 1; count < 12; count += 1) await hands.press('ControlOrMeta+t');
        await hands.page.getByRole('tab').nth(11).waitFor();
      },
      closeOtherTabs,
    ),
  ],
};

async function closeOtherTabs(hands: Hands): Promise<void> {
  const tabs = hands.page.getByRole('tab');
  await tabs.last().click({ button: 'right' });
  await hands.page.getByRole('menuitem', { name: 'Close the other tabs' }).click();
  await tabs.first().waitFor({ state: 'detached' });
}
