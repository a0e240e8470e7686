import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const longName = `${'a very long name '.repeat(11)}end.docx`;
const arabicName = 'تقرير المبيعات السنوي الكامل مع الملاحق.pdf';
const noteName = (number: number) => `note ${String(number).padStart(3, '0')}.txt`;

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    documents: {
      ...Object.fromEntries(Array.from({ length: 120 }, (_, index) => [noteName(index), 'x'.repeat(index)])),
      'archive/letter.txt': 'Dear all',
      [`names/${longName}`]: 'long',
      [`names/${arabicName}`]: 'from the right',
      'names/report.pdf': 'short',
    },
  });
  await opened.page.setViewportSize({ width: 1280, height: 800 });
});
afterAll(() => opened.close());

const header = (name: string) => opened.page.getByRole('columnheader', { name, exact: true });
const titles = async () =>
  (await opened.window.list.getByRole('columnheader').allInnerTexts()).map((text) => text.trim());
const selectedCount = () => opened.window.list.locator('[aria-selected="true"]').count();
const tile = (name: string) =>
  opened.window.list.getByRole('gridcell').filter({ has: opened.page.getByText(name, { exact: true }) });

async function box(locator: Locator) {
  const found = await locator.boundingBox();
  if (found === null) throw new Error('It is not seen');
  return found;
}

async function drag(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
) {
  const { mouse } = opened.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(to.x, to.y, { steps: 6 });
  await mouse.up();
}

test('columns are shown, hidden and put back by the menu of the titles', async () => {
  const { window, page } = opened;
  await window.openBucket('documents');
  await window.row(noteName(0)).waitFor();
  expect(await titles()).toEqual(['Name', 'Modified', 'Type', 'Size']);
  await header('Type').click({ button: 'right' });
  await page.getByRole('menuitemcheckbox', { name: 'Storage class' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Type' }).click();
  await page.keyboard.press('Escape');
  expect(await titles()).toEqual(['Name', 'Modified', 'Size', 'Storage class']);
  expect(await window.list.getAttribute('aria-colcount')).toBe('4');
  await header('Size').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Reset columns' }).click();
  expect(await titles()).toEqual(['Name', 'Modified', 'Type', 'Size']);
});

test('a column is made wider by keys and by the mouse, and fits its content after a double click', async () => {
  const { page } = opened;
  const line = page.getByRole('separator', { name: 'Width of Modified' });
  const { width } = await box(header('Modified'));
  await line.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await box(header('Modified'))).width).toBeCloseTo(width + 32, 0);
  expect(await line.getAttribute('aria-valuenow')).toBe(String(Math.round(width + 32)));

  const at = await box(line);
  const middle = { x: at.x + at.width / 2, y: at.y + at.height / 2 };
  await drag(middle, { x: middle.x - 52, y: middle.y });
  await expect.poll(async () => (await box(header('Modified'))).width).toBeCloseTo(width - 20, 0);

  await line.dblclick();
  await expect.poll(async () => (await box(header('Modified'))).width).toBeLessThan(width - 20);
});

test('columns go to other places by keys and by the mouse', async () => {
  const { page } = opened;
  await header('Size').getByRole('button').focus();
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await expect.poll(titles).toEqual(['Name', 'Modified', 'Size', 'Type']);
  await page.getByText('Size is column 3 of 4').waitFor({ state: 'attached' });
  const [from, to] = [await box(header('Type')), await box(header('Modified'))];
  await drag({ x: from.x + 20, y: from.y + 18 }, { x: to.x + 10, y: to.y + 18 });
  await expect.poll(titles).toEqual(['Name', 'Type', 'Modified', 'Size']);
  expect(await header('Type').getAttribute('aria-sort')).toBe('none');
});

test('a narrow window hides columns at the end, and remembers them', async () => {
  const { page } = opened;
  await page.setViewportSize({ width: 640, height: 600 });
  await expect.poll(async () => (await titles()).length).toBeLessThan(4);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect.poll(titles).toEqual(['Name', 'Type', 'Modified', 'Size']);
});

test('a rectangle drawn with the mouse selects, with Ctrl more, and a click on nothing ends it', async () => {
  const { window, page } = opened;
  const list = await box(window.list);
  const first = await box(window.row(noteName(1)));
  const right = list.x + list.width - 120;
  await drag({ x: right, y: first.y + 10 }, { x: list.x + 200, y: first.y + 90 });
  await expect.poll(selectedCount).toBe(3);
  await page
    .getByText(/^3 selected/)
    .first()
    .waitFor();
  await page.keyboard.down('Control');
  const other = await box(window.row(noteName(6)));
  await drag({ x: right, y: other.y + 10 }, { x: right - 30, y: other.y + 50 });
  await page.keyboard.up('Control');
  await expect.poll(selectedCount).toBe(5);
  expect(await window.row(noteName(6)).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Escape');
  await expect.poll(selectedCount).toBe(0);
});

test('the list scrolls while a rectangle is held at its edge', async () => {
  const { window, page } = opened;
  const list = await box(window.list);
  const first = await box(window.row(noteName(2)));
  await page.mouse.move(list.x + list.width - 120, first.y + 10);
  await page.mouse.down();
  await page.mouse.move(list.x + 300, list.y + list.height - 4, { steps: 4 });
  await page
    .getByText(/^118 selected/)
    .first()
    .waitFor();
  await page.mouse.up();
  await window.list.focus();
  await page.keyboard.press('Home');
});

test('long and right-to-left names are whole for screen readers and on hover', async () => {
  const { window, page } = opened;
  await window.open('names');
  for (const name of [longName, arabicName]) {
    const cell = window.list.getByRole('gridcell', { name, exact: true });
    await cell.hover();
    await expect.poll(() => cell.getAttribute('title')).toBe(name);
  }
  // Its end is seen, wherever it is cut.
  const end = page.getByText('.docx', { exact: true });
  const { x, width } = await box(end);
  const cell = await box(window.list.getByRole('gridcell', { name: longName, exact: true }));
  expect(x + width).toBeLessThanOrEqual(cell.x + cell.width + 1);
  await page.getByRole('button', { name: 'Up one folder' }).click();
  await window.row(noteName(0)).waitFor();
});

test('as tiles, the folder is walked through in two dimensions', async () => {
  const { window, page } = opened;
  await page.getByRole('button', { name: 'Grid', exact: true }).click();
  await tile(noteName(0)).waitFor();
  const perLine = Number(await window.list.getAttribute('aria-colcount'));
  expect(perLine).toBeGreaterThan(2);
  expect(await window.list.getAttribute('aria-rowcount')).toBe(String(Math.ceil(122 / perLine) + 1));
  await window.list.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const active = page.locator(`[id="${await window.list.getAttribute('aria-activedescendant')}"]`);
  // Two folders stand before the notes.
  expect(await active.textContent()).toContain(noteName(perLine + 1 - 2));
  expect(await active.getAttribute('aria-selected')).toBe('true');
  expect(await active.getAttribute('aria-colindex')).toBe('2');
  await page.keyboard.press('End');
  await tile(noteName(119)).waitFor();
});

test('tiles are selected by a rectangle and opened by a double click', async () => {
  const { window, page } = opened;
  await window.list.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Escape');
  const [first, second] = [await box(tile(noteName(0))), await box(tile(noteName(1)))];
  // From between the tiles into the second one.
  await drag({ x: first.x - 4, y: first.y + 30 }, { x: second.x + 20, y: second.y + 60 });
  await expect.poll(selectedCount).toBe(2);
  await tile('archive').dblclick();
  await tile('letter.txt').waitFor();
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
