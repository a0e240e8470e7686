import { afterAll, beforeAll, expect, test } from 'vitest';
import { focusedName, tabTo } from '../support/accountsWindow.ts';
import { dragRowTo } from '../support/rowDrag.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    documents: {
      'letter.txt': 'Dear all',
      'menu.txt': 'soup',
      'plans/house.txt': 'four walls',
      'trips/lisbon.txt': 'trams',
      'trips/porto.txt': 'wine',
      ...Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`many/m ${1000 + index}.txt`, 'x'])),
    },
    archive: { 'menu.txt': 'another soup' },
  });
});
afterAll(() => opened.close());

const press = (keys: string) => opened.page.keyboard.press(keys);
const says = (text: string | RegExp) => opened.page.getByText(text).first().waitFor();
const has = (bucket: string, key: string) => expect.poll(() => opened.keys(bucket)).toContain(key);
const hasNot = (bucket: string, key: string) => expect.poll(() => opened.keys(bucket)).not.toContain(key);
const selected = () => opened.window.list.getByRole('row', { selected: true }).allInnerTexts();
const isInView = (name: string) =>
  opened.window.row(name).evaluate((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    const hit = document.elementFromPoint(row.getBoundingClientRect().left + 60, (top + bottom) / 2);
    return hit !== null && row.contains(hit);
  });

async function undo(what: string): Promise<void> {
  await opened.window.list.focus();
  await press('ControlOrMeta+z');
  await says(`Undone: ${what}`);
}

test('with nothing done, it says so', async () => {
  await opened.window.openBucket('documents');
  await opened.window.list.focus();
  await press('ControlOrMeta+z');
  await says('There is nothing to undo.');
});

test('a new folder is selected, and goes again while it is empty', async () => {
  const { window } = opened;
  await press('ControlOrMeta+Shift+N');
  await window.dialog.getByRole('textbox').fill('zoo');
  await press('Enter');
  await window.row('zoo').waitFor();
  await expect.poll(async () => (await selected()).join()).toContain('zoo');
  await undo('New folder zoo');
  await hasNot('documents', 'zoo/');
  await window.row('zoo').waitFor({ state: 'detached' });
});

test('what is pasted ends selected and in view, and goes again', async () => {
  const { window } = opened;
  await window.select('letter.txt', 'trips');
  await press('ControlOrMeta+c');
  await window.open('many');
  await window.row('m 1000.txt').waitFor();
  await window.list.focus();
  await press('End');
  await window.row('m 1149.txt').waitFor();
  await press('ControlOrMeta+v');
  await has('documents', 'many/trips/porto.txt');
  await expect.poll(async () => (await selected()).join()).toMatch(/trips.*letter\.txt/s);
  expect(await selected()).toHaveLength(2);
  await expect.poll(() => isInView('trips')).toBe(true);
  await undo('Copy 3 files to many');
  await hasNot('documents', 'many/letter.txt');
  await has('documents', 'trips/porto.txt');
});

test('a duplicate is selected, and goes again', async () => {
  const { window, page } = opened;
  await window.openBucket('documents');
  await window.row('menu.txt').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await window.row('menu (2).txt').waitFor();
  await expect.poll(async () => (await selected()).join()).toContain('menu (2).txt');
  await undo('Duplicate menu.txt');
  await hasNot('documents', 'menu (2).txt');
  await has('documents', 'menu.txt');
});

test('a folder gets another name with all that is in it, stays selected, and gets its old one back', async () => {
  const { window, page } = opened;
  await window.select('trips');
  await press('F2');
  await page.getByRole('textbox', { name: 'New name of trips' }).fill('a trip');
  await press('Enter');
  await has('documents', 'a trip/porto.txt');
  await hasNot('documents', 'trips/lisbon.txt');
  await expect.poll(async () => (await selected()).join()).toContain('a trip');
  await undo('Rename trips to a trip');
  await has('documents', 'trips/lisbon.txt');
  await hasNot('documents', 'a trip/porto.txt');
});

test('a name that was taken meanwhile is left alone, and both files are whole', async () => {
  const { window, page, storage, read } = opened;
  await window.select('menu.txt');
  await press('F2');
  await page.getByRole('textbox', { name: 'New name of menu.txt' }).fill('supper.txt');
  await press('Enter');
  await has('documents', 'supper.txt');
  await says('Renamed menu.txt to supper.txt');
  await storage.put({ bucket: 'documents', key: 'menu.txt' }, Buffer.from('fish'));
  await window.list.focus();
  await press('ControlOrMeta+z');
  await says('1 file could not be put back');
  expect(String(await read('documents', 'menu.txt'))).toBe('fish');
  expect(String(await read('documents', 'supper.txt'))).toBe('soup');
});

test('what has replaced something cannot be undone, and says so before anything older is', async () => {
  const { window, page, read } = opened;
  await window.openBucket('archive');
  await window.select('menu.txt');
  await press('ControlOrMeta+c');
  await window.openBucket('documents');
  await window.row('menu.txt').waitFor();
  await window.list.focus();
  await press('ControlOrMeta+v');
  await window.dialog.getByRole('button', { name: 'Replace it' }).click();
  await expect.poll(async () => String(await read('documents', 'menu.txt'))).toBe('another soup');
  await says('Copied menu.txt to documents');
  await window.list.focus();
  await press('ControlOrMeta+z');
  await says('Cannot be undone: Copy menu.txt to documents');
  expect(String(await read('documents', 'menu.txt'))).toBe('another soup');
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
});

test('what is skipped stays as it is', async () => {
  const { window, read } = opened;
  await window.select('menu.txt', 'supper.txt');
  await press('ControlOrMeta+c');
  await window.openBucket('archive');
  await window.row('menu.txt').waitFor();
  await window.list.focus();
  await press('ControlOrMeta+v');
  await window.dialog.getByRole('button', { name: 'Skip' }).click();
  await window.row('supper.txt').waitFor();
  await expect.poll(async () => (await selected()).join()).toContain('supper.txt');
  expect(await selected()).toHaveLength(1);
  expect(String(await read('archive', 'menu.txt'))).toBe('another soup');
});

test('a drag is taken back by its toast, by keyboard', async () => {
  const { window, page } = opened;
  await window.openBucket('documents');
  const old = page.getByRole('button', { name: 'Dismiss' });
  await old.evaluateAll((buttons) => {
    for (const button of buttons) if (button instanceof HTMLElement) button.click();
  });
  await expect.poll(() => old.count()).toBe(0);
  await dragRowTo(page, 'letter.txt', window.row('plans'));
  await page.mouse.up();
  await says('Moved letter.txt to plans');
  await has('documents', 'plans/letter.txt');
  // The toast is a stop of Tab, and what is in it are the next ones.
  await tabTo(page, 'Moved letter.txt to plans');
  while ((await focusedName(page)) !== 'Undo') await press('Tab');
  await press('Enter');
  await says('Undone: Move letter.txt to plans');
  await has('documents', 'letter.txt');
  await window.row('letter.txt').waitFor();
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
