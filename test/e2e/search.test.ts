import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const days = Object.fromEntries(
  Array.from({ length: 6 }, (_, index) => [`trip/2026/day ${index + 1}/beach.txt`, 'x'.repeat(index + 1)]),
);

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    photos: {
      ...days,
      'trip/beach menu.pdf': 'menu',
      'trip/2026/beaches/towel.txt': 'towel',
      'trip/notes.txt': 'notes',
      'elsewhere/beach.md': 'png',
      'top.txt': 'top',
    },
  });
});
afterAll(() => opened.close());

const field = () => opened.page.getByRole('combobox', { name: 'Search or filter' });
const main = () => opened.page.getByRole('main');
const status = () => opened.page.getByRole('contentinfo').textContent();
const said = () => opened.page.locator('[aria-live="polite"]').allTextContents();
const summary = (found: number) => main().getByText(new RegExp(`^${found} found, `));
const result = (name: string, place: string) =>
  opened.window.list.getByRole('row').filter({ hasText: name }).filter({ hasText: place });

test('Enter searches below the folder, and tells what was found and where it is', async () => {
  const { window } = opened;
  await window.openBucket('photos');
  await window.open('trip');
  await window.row('notes.txt').waitFor();
  await field().fill('beach');
  await window.row('notes.txt').waitFor({ state: 'detached' });
  await field().press('Enter');
  await summary(8).waitFor();
  expect(await main().getByText('9 files looked at').count()).toBe(1);
  expect(await window.row('beaches').textContent()).toContain('2026');
  expect(await window.row('beach menu.pdf').textContent()).toContain('trip');
  await result('beach.txt', '2026 / day 1').first().waitFor();
  await expect.poll(async () => (await said()).join()).toContain('Search over: 8 found');
  expect(await status()).toContain('1 folder, 7 files');
});

test('results can be sorted, selected and downloaded, and are not renamed', async () => {
  const { window, page } = opened;
  await page.getByRole('columnheader', { name: 'Size' }).getByRole('button').first().click();
  await page.getByRole('columnheader', { name: 'Size' }).getByRole('button').first().click();
  await expect.poll(() => window.list.getByRole('row').nth(2).textContent()).toContain('2026 / day 6');
  await window.list.focus();
  await page.keyboard.press('ControlOrMeta+a');
  expect(await status()).toContain('8 selected');
  await window.row('beach menu.pdf').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Download' }).waitFor();
  expect(await page.getByRole('menuitem', { name: 'Rename' }).count()).toBe(0);
  await page.keyboard.press('Escape');
});

test('what is deleted is no result any more', async () => {
  const { window, page } = opened;
  await window.row('beach menu.pdf').click();
  await page.keyboard.press('Delete');
  await window.dialog.getByRole('button', { name: /^Delete/ }).click();
  await window.row('beach menu.pdf').waitFor({ state: 'detached' });
  await summary(7).waitFor();
  expect(await opened.keys('photos')).not.toContain('trip/beach menu.pdf');
});

test('a folder that was found opens, and the way back leads to what was found', async () => {
  const { window, page } = opened;
  await window.open('beaches');
  await window.row('towel.txt').waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await summary(7).waitFor();
  expect(await field().inputValue()).toBe('beach');
});

test('a result is shown in its folder', async () => {
  const { window, page } = opened;
  await result('beach.txt', '2026 / day 5').click();
  await page.getByRole('button', { name: 'Show in its folder' }).click();
  await page.getByRole('navigation', { name: 'Where you are' }).getByText('day 5').waitFor();
  await window.list.getByRole('row', { name: 'beach.txt', selected: true }).waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await summary(7).waitFor();
  await window.list.waitFor();
});

test('Escape in the list leaves the search, back to the whole folder', async () => {
  const { window, page } = opened;
  await window.list.focus();
  await page.keyboard.press('Escape');
  await window.row('notes.txt').waitFor();
  expect(await field().inputValue()).toBe('');
});

test('the whole bucket is searched by the keyboard alone', async () => {
  const { window, page } = opened;
  await page.keyboard.press('ControlOrMeta+f');
  expect(await field().evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('beach md');
  await page.getByRole('option', { name: 'Search in this folder and below' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await summary(1).waitFor();
  expect(await window.row('beach.md').textContent()).toContain('elsewhere');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => window.list.evaluate((list) => list === document.activeElement)).toBe(true);
  await page.keyboard.press('Escape');
  await window.row('notes.txt').waitFor();
});

test('what was narrowed too much says so, and finds more without the filters', async () => {
  const { window, page } = opened;
  await field().fill('towel');
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: 'Movies' }).click();
  await form.getByRole('textbox', { name: 'At least' }).fill('1,5');
  await form.getByRole('combobox', { name: 'Changed' }).selectOption('Today');
  await form.getByRole('button', { name: 'Search' }).click();
  await main().getByText('Nothing found in trip').waitFor();
  await page.getByRole('button', { name: 'Filters, 3 in use' }).waitFor();
  await main().getByRole('button', { name: 'Clear the filters' }).click();
  await window.row('towel.txt').waitFor();
  await field().press('Escape');
  await window.row('notes.txt').waitFor();
});

test('filters alone are a search, of files and folders by what they are', async () => {
  const { page } = opened;
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await page.getByRole('button', { name: 'Folders' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Search' }).click();
  await summary(8).waitFor();
  await field().press('Escape');
  await opened.window.row('notes.txt').waitFor();
});

test('a search that fails keeps what it found, and goes on when it is asked to', async () => {
  const { page, control } = opened;
  await field().fill('towel');
  await control.fail('ListObjectsV2', 20, { status: 403, code: 'AccessDenied' });
  await field().press('Enter');
  await main().getByText('0 found').waitFor();
  await page
    .getByRole('alert')
    .or(main().getByRole('button', { name: /again/i }))
    .first()
    .waitFor();
  await control.reset();
  await field().press('Enter');
  await opened.window.row('towel.txt').waitFor();
  await field().press('Escape');
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
