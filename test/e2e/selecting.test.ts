import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

/** More than one page of a listing. */
const pageCount = 1_200;
const pageName = (number: number) => `page ${String(number).padStart(4, '0')}.txt`;
const pages = Object.fromEntries(Array.from({ length: pageCount }, (_, index) => [pageName(index), '']));
const fruits = ['apple', 'apricot', 'banana', 'blueberry', 'cherry', 'cranberry', 'date', 'elderberry'];

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    fruits: Object.fromEntries(fruits.map((name, index) => [`${name}.txt`, 'x'.repeat(index + 1)])),
    shelf: { 'top.txt': '', 'notes/gone.txt': '', 'notes/kept.txt': '' },
    book: pages,
    atlas: pages,
  });
  await opened.page.setViewportSize({ width: 1280, height: 800 });
});
afterAll(() => opened.close());

/** The rows that are selected among those that are drawn, without the ends of their names. */
const selected = async () => {
  const rows = opened.window.list.locator('[role="row"][aria-selected="true"]');
  return (await rows.allTextContents()).map((text) => /(page \d+|[a-z]+)\.txt/.exec(text)?.[1]);
};
const active = async () => {
  const { list } = opened.window;
  const id = await list.getAttribute('aria-activedescendant');
  return id === null ? '' : opened.page.locator(`[id="${id}"]`).textContent();
};
const isSelected = (...names: readonly string[]) => expect.poll(selected).toEqual(names);
const status = (text: string | RegExp) => opened.page.getByRole('contentinfo').getByText(text).waitFor();
const press = async (...keys: readonly string[]) => {
  for (const key of keys) await opened.page.keyboard.press(key);
};

async function box(locator: Locator) {
  const found = await locator.boundingBox();
  if (found === null) throw new Error('It is not seen');
  return found;
}

describe('a few files', () => {
  beforeEach(async () => {
    const { window } = opened;
    await window.openBucket('fruits');
    await window.row('date.txt').waitFor();
    await window.list.focus();
    await press('Home', 'Escape');
  });

  test('letters go to the next name that begins with them', async () => {
    await opened.page.keyboard.type('cr');
    await isSelected('cranberry');
    // After a pause the letters begin anew; one letter goes on from where it is.
    await opened.page.waitForTimeout(900);
    await press('a');
    await isSelected('apple');
    await press('a');
    await isSelected('apricot');
  });

  test('Shift and the arrows make the range longer and shorter, and Ctrl goes without selecting', async () => {
    await press('ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await isSelected('apricot', 'banana', 'blueberry');
    await press('Shift+ArrowUp');
    await isSelected('apricot', 'banana');
    await press('Control+ArrowDown', 'Control+ArrowDown', 'Control+Space');
    await isSelected('apricot', 'banana', 'cherry');
    await press('Shift+End');
    await isSelected('cherry', 'cranberry', 'date', 'elderberry');
    await press('Shift+Home');
    await isSelected('apple', 'apricot', 'banana', 'blueberry', 'cherry');
  });

  test('a click with Ctrl adds and takes away, one with Shift takes all between', async () => {
    const { window } = opened;
    await window.select('apricot.txt', 'cherry.txt');
    await isSelected('apricot', 'cherry');
    await window.row('apricot.txt').click({ modifiers: ['ControlOrMeta'] });
    await isSelected('cherry');
    await window.row('cherry.txt').click();
    await window.row('elderberry.txt').click({ modifiers: ['Shift'] });
    await isSelected('cherry', 'cranberry', 'date', 'elderberry');
    await window.row('banana.txt').click({ modifiers: ['Shift'] });
    await isSelected('banana', 'blueberry', 'cherry');
    await window.row('apple.txt').click({ modifiers: ['ControlOrMeta'] });
    await window.row('apricot.txt').click({ modifiers: ['ControlOrMeta', 'Shift'] });
    await isSelected('apple', 'apricot', 'banana', 'blueberry', 'cherry');
    await window.row('date.txt').click();
    await isSelected('date');
  });

  test('Escape gives a rectangle up: what was selected before it is selected again', async () => {
    const { window, page } = opened;
    await window.select('apple.txt', 'cherry.txt');
    const list = await box(window.list);
    const [from, to] = [await box(window.row('banana.txt')), await box(window.row('date.txt'))];
    const right = list.x + list.width - 120;
    await page.mouse.move(right, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(list.x + 200, to.y + 10, { steps: 5 });
    await isSelected('banana', 'blueberry', 'cherry', 'cranberry', 'date');
    await press('Escape');
    await isSelected('apple', 'cherry');
    await page.mouse.move(right, to.y + 60, { steps: 2 });
    await page.mouse.up();
    await isSelected('apple', 'cherry');
    // The keyboard goes on from where it was.
    await press('ArrowDown');
    await isSelected('cranberry');
  });

  test('the other way round, and nothing', async () => {
    await opened.window.select('apple.txt', 'date.txt');
    await press('ControlOrMeta+k');
    await opened.page.keyboard.type('others');
    await opened.page.getByRole('option', { name: 'Select the others instead' }).waitFor();
    await press('Enter');
    await isSelected('apricot', 'banana', 'blueberry', 'cherry', 'cranberry', 'elderberry');
    await press('Escape');
    await isSelected();
  });
});

describe('a folder of more than one page', () => {
  test('Page Down and Page Up go by what is seen, Home and End to both ends', async () => {
    const { window } = opened;
    await window.openBucket('book');
    await window.row(pageName(0)).waitFor();
    await window.list.focus();
    await press('Home', 'PageDown');
    const first = await active();
    const seen = Number(/page (\d+)/.exec(first ?? '')?.[1]);
    expect(seen).toBeGreaterThan(8);
    await isSelected(`page ${String(seen).padStart(4, '0')}`);
    await press('PageDown');
    expect(await active()).toContain(pageName(2 * seen));
    await press('PageUp', 'PageUp');
    expect(await active()).toContain(pageName(0));
    await press('Shift+PageDown');
    await status(new RegExp(`^${seen + 1} selected`));
  });

  test('"select all" is honest about what is not loaded yet, and grows with it', async () => {
    const { page } = opened;
    await press('Home', 'ControlOrMeta+a');
    await status(/^1,000 selected/);
    await page.getByText('Only the first 1,000 are selected; this folder has more.').waitFor();
    await page.getByRole('button', { name: 'Load all' }).click();
    await status(/^1,200 selected/);
    await press('Escape');
  });
});

describe('what was found, in its folder', () => {
  const field = () => opened.page.getByRole('combobox', { name: 'Search or filter' });
  const showInFolder = async (name: string) => {
    const { window, page } = opened;
    await field().fill(name);
    await field().press('Enter');
    await page.getByText(/^1 found, /).waitFor();
    await window.row(name).click();
    return page.getByRole('button', { name: 'Show in its folder' });
  };

  test('is selected and seen, also where it lies on a page that was not loaded', async () => {
    const { window } = opened;
    await window.openBucket('atlas');
    await window.row(pageName(0)).waitFor();
    const last = pageName(pageCount - 1);
    const button = await showInFolder(last);
    await button.click();
    await window.list.getByRole('row', { name: last, selected: true }).waitFor();
    await status(/^1 selected/);
    await expect.poll(active).toContain(last);
  });

  test('and says so where it is gone', async () => {
    const { window, page, storage } = opened;
    await window.openBucket('shelf');
    await window.row('top.txt').waitFor();
    const button = await showInFolder('gone.txt');
    await storage.deleteMany('shelf', ['notes/gone.txt']);
    await button.click();
    await page.getByText('“gone.txt” is not there any more.').first().waitFor();
    await window.row('kept.txt').waitFor();
  });
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
