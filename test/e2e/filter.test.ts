import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const scans = Object.fromEntries(
  Array.from({ length: 2_500 }, (_, index) => [`scans/scan ${String(index + 1).padStart(4, '0')}.txt`, 'x']),
);

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    documents: { ...scans, 'Café menu.pdf': 'm', 'menu.txt': 'm', 'old/letter.txt': 'l', 'notes.md': 'n' },
  });
});
afterAll(() => opened.close());

const field = () => opened.page.getByRole('combobox', { name: 'Search or filter' });
const status = () => opened.page.getByRole('contentinfo').textContent();

test('a filter leaves the rows with all its words, says how many, and Escape brings the others back', async () => {
  const { window } = opened;
  await window.openBucket('documents');
  await field().fill('PDF cafe');
  await window.row('menu.txt').waitFor({ state: 'detached' });
  expect(await window.list.getByRole('gridcell', { name: 'Café menu.pdf' }).count()).toBe(1);
  expect(await status()).toContain('1 of 5');
  await field().press('Escape');
  await window.row('menu.txt').waitFor();
  expect(await field().inputValue()).toBe('');
});

test('what matches is marked in the names, of tiles too', async () => {
  const { window, page } = opened;
  const marks = () => window.list.locator('mark').allInnerTexts();
  await field().fill('enu');
  await expect.poll(marks).toEqual(['enu', 'enu']);
  await page.getByRole('button', { name: 'Grid', exact: true }).click();
  await window.list.getByRole('gridcell').first().waitFor();
  await expect.poll(marks).toEqual(['enu', 'enu']);
  await field().press('Escape');
  await expect.poll(marks).toEqual([]);
  await page.getByRole('button', { name: 'List', exact: true }).click();
});

test('a filter that nothing matches says so, with one button to clear it', async () => {
  const { window, page } = opened;
  await field().fill('nowhere');
  await page.getByText('Nothing here matches “nowhere”').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Clear the filter' }).last().click();
  await window.row('menu.txt').waitFor();
});

test('what a filter hides is not selected any more', async () => {
  const { window, page } = opened;
  await window.select('menu.txt', 'notes.md');
  await field().fill('notes');
  await window.row('menu.txt').waitFor({ state: 'detached' });
  await expect.poll(status).toContain('1 selected');
  await field().press('Escape');
  await window.row('menu.txt').waitFor();
  expect(await status()).toContain('1 selected');
  await page.keyboard.press('Escape');
});

test('in a folder that is only partly loaded it says so, and finds the rest when all is loaded', async () => {
  const { window, page } = opened;
  await window.open('scans');
  await window.row('scan 0001.txt').waitFor();
  expect(await field().inputValue()).toBe('');
  await field().fill('2500');
  await page.getByText('Nothing here matches “2500”').waitFor();
  await page.getByRole('button', { name: 'Load all' }).click();
  await window.row('scan 2500.txt').waitFor();
  await expect.poll(status).toContain('1 of 2,500');
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
