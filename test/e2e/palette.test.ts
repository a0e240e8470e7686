import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    documents: { 'letter.txt': 'Dear all', 'plans/house.txt': 'four walls' },
    'team-movies': { 'intro.txt': 'once upon a time' },
  });
  // Only what is known is found.
  await opened.window.bucket('documents').waitFor();
});
afterAll(() => opened.close());

const palette = () => opened.page.getByRole('dialog', { name: 'Find a command or place' });
const field = () => palette().getByRole('combobox');
const active = () => palette().getByRole('option', { selected: true });

async function openPalette(): Promise<void> {
  await opened.page.keyboard.press('ControlOrMeta+k');
  await field().waitFor();
}

test('a bucket is two words and Enter away', async () => {
  const { page } = opened;
  await openPalette();
  await field().fill('movies team');
  await expect.poll(() => active().textContent()).toContain('team-movies');
  await page.keyboard.press('Enter');
  await palette().waitFor({ state: 'detached' });
  await opened.window.row('intro.txt').waitFor();
});

test('a command is found by its words, is done, and is the first choice the next time', async () => {
  const { page, window } = opened;
  await window.openBucket('documents');
  await openPalette();
  await field().fill('fold new');
  await expect.poll(() => active().textContent()).toContain('New folder');
  await page.keyboard.press('Enter');
  await window.dialog.getByText('New folder in documents').waitFor();
  await page.keyboard.press('Escape');
  await window.dialog.waitFor({ state: 'detached' });
  await openPalette();
  await expect.poll(() => active().textContent()).toContain('New folder');
  await page.keyboard.press('Escape');
  await palette().waitFor({ state: 'detached' });
});

test('it is a combobox: the field names the row it is at, and arrows go round', async () => {
  const { page } = opened;
  await openPalette();
  const activeId = () => field().getAttribute('aria-activedescendant');
  const first = await activeId();
  await page.keyboard.press('ArrowDown');
  expect(await activeId()).not.toBe(first);
  expect(await active().getAttribute('id')).toBe(await activeId());
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  const last = Number(await active().getAttribute('aria-posinset'));
  expect(last).toBe(Number(await active().getAttribute('aria-setsize')));
  await field().fill('no command has these words');
  await palette().getByText('Nothing fits these words.').waitFor();
  await page.keyboard.press('Escape');
  await palette().waitFor({ state: 'detached' });
});

test('only what can be done now is there', async () => {
  const { page, window } = opened;
  await window.openBucket('documents');
  await openPalette();
  await field().fill('rename');
  await palette().getByText('Nothing fits these words.').waitFor();
  await page.keyboard.press('Escape');
  await window.select('letter.txt');
  await openPalette();
  await field().fill('rename');
  await expect.poll(() => active().textContent()).toContain('Rename');
  await page.keyboard.press('Escape');
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
