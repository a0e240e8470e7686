import { fileScreen, type Hands } from './hands.ts';
import { openSampleWindow, sampleBehind } from './sampleWindow.ts';
import type { ScreenGroup } from './screen.ts';

async function search(hands: Hands, words: string): Promise<void> {
  await hands.searchField.fill(words);
  await hands.searchField.press('Enter');
}

async function leaveSearch({ searchField, press }: Hands): Promise<void> {
  await searchField.focus();
  await press('Escape', 'Escape');
}

/** Filtering what is loaded, and searching what lies below. */
export const searchScreens: ScreenGroup = {
  name: 'search',
  start: (resources) => openSampleWindow(resources),
  screens: [
    fileScreen(
      'filtered',
      async (hands) => {
        await hands.openFolder('photos', '2026', 'Lisbon');
        await hands.searchField.fill('the');
        await hands.window.row('Miradouro da Graça.jpg').waitFor({ state: 'detached' });
        await hands.page.getByRole('option', { name: 'Search the whole bucket' }).waitFor();
      },
      leaveSearch,
    ),
    fileScreen(
      'filtered-to-nothing',
      async (hands) => {
        await hands.openFolder('photos', '2026', 'Lisbon');
        await hands.searchField.fill('snow');
        await hands.page.getByText('Nothing here matches').waitFor();
        // The offers lie over the sentence until the field is left.
        await hands.searchField.blur();
      },
      leaveSearch,
    ),
    fileScreen(
      'filtered-partly',
      async (hands) => {
        await hands.openFolder('team-files', 'Scanner', '2026');
        await hands.searchField.fill('42');
        await hands.page.getByRole('button', { name: 'Load all' }).waitFor();
        await hands.searchField.blur();
      },
      leaveSearch,
    ),
    fileScreen(
      'found',
      async (hands) => {
        await hands.openFolder('photos', '2026');
        await search(hands, 'the');
        await hands.page.getByText(/^\d found, /).waitFor();
        await hands.window.list.getByRole('row').nth(2).click();
        await hands.picturesAreDrawn();
      },
      leaveSearch,
    ),
    fileScreen(
      'under-way',
      async (hands, satchel) => {
        const { control } = sampleBehind(satchel);
        await hands.openFolder('team-files');
        await control.throttle(200_000);
        await search(hands, 'scan 00');
        await hands.page.getByText(/^[1-9]\d* found, /).waitFor();
        // The next page takes longer than anyone looks at this.
        await control.throttle(2_000);
      },
      async (hands, satchel) => {
        await leaveSearch(hands);
        await sampleBehind(satchel).control.reset();
      },
    ),
    fileScreen(
      'nothing-found',
      async (hands) => {
        await hands.openFolder('photos', '2026');
        await search(hands, 'snow');
        await hands.page.getByText('Nothing found in 2026').waitFor();
      },
      leaveSearch,
    ),
    fileScreen(
      'limits',
      async (hands) => {
        await hands.openFolder('photos', '2026');
        await hands.searchField.fill('beach');
        await hands.page.getByRole('button', { name: 'Filters', exact: true }).click();
        const form = hands.page.getByRole('dialog');
        await form.getByRole('button', { name: 'Pictures' }).click();
        await form.getByRole('textbox', { name: 'At least' }).fill('10,5');
        await form.getByRole('combobox', { name: 'Changed' }).selectOption('Between two days');
        await form.getByLabel('From').fill('2026-01-01');
      },
      async (hands) => {
        await hands.page.getByRole('dialog').getByRole('button', { name: 'Clear the filters' }).click();
        await hands.closeDialogs();
        await leaveSearch(hands);
      },
    ),
    fileScreen(
      'nothing-found-with-limits',
      async (hands) => {
        await hands.openFolder('photos', '2026');
        await hands.searchField.fill('beach');
        await hands.page.getByRole('button', { name: 'Filters', exact: true }).click();
        const form = hands.page.getByRole('dialog');
        await form.getByRole('button', { name: 'Movies' }).click();
        await form.getByRole('button', { name: 'Search' }).click();
        await hands.page.getByText('Nothing found in 2026').waitFor();
      },
      async (hands) => {
        await hands.page.getByRole('main').getByRole('button', { name: 'Clear the filters' }).click();
        await leaveSearch(hands);
      },
    ),
  ],
};
