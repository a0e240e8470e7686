import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    documents: {
      'letter.txt': 'Dear all',
      'menu.txt': 'soup',
      'notes.txt': 'one',
      'plans/house.txt': 'four walls',
      'plans/notes.txt': 'two',
      'trips/lisbon.txt': 'trams',
    },
    archive: { 'old.txt': 'old' },
  });
});
afterAll(() => opened.close());

const press = (keys: string) => opened.page.keyboard.press(keys);
const says = (text: string | RegExp) => opened.page.getByText(text).first().waitFor();
const keysAre = (bucket: string, keys: readonly string[]) =>
  expect.poll(() => opened.keys(bucket), { timeout: 20_000 }).toEqual(keys);

test('F2 renames in place, and Ctrl+Z takes it back', async () => {
  const { window, page } = opened;
  await window.openBucket('documents');
  await window.select('menu.txt');
  await press('F2');
  const field = page.getByRole('textbox', { name: 'New name of menu.txt' });
  await field.waitFor();
  await field.fill('supper.txt');
  await press('Enter');
  await window.row('supper.txt').waitFor();
  await says('Renamed menu.txt to supper.txt');
  await keysAre('documents', [
    'letter.txt',
    'notes.txt',
    'plans/house.txt',
    'plans/notes.txt',
    'supper.txt',
    'trips/lisbon.txt',
  ]);
  await window.list.focus();
  await press('ControlOrMeta+z');
  await says('Undone: Rename menu.txt to supper.txt');
  await window.row('menu.txt').waitFor();
  expect(await opened.keys('documents')).toContain('menu.txt');
});

test('what is cut is faded, and moved where it is pasted', async () => {
  const { window } = opened;
  await window.openBucket('documents');
  await window.select('letter.txt');
  await press('ControlOrMeta+x');
  await says('letter.txt is moved where you paste it.');
  const style = () => window.row('letter.txt').evaluate((row) => getComputedStyle(row).fontStyle);
  await expect.poll(style).toBe('italic');
  await window.openBucket('archive');
  await window.list.focus();
  await press('ControlOrMeta+v');
  await says('Moved letter.txt to archive');
  await window.row('letter.txt').waitFor();
  await keysAre('archive', ['letter.txt', 'old.txt']);
  expect(await opened.keys('documents')).not.toContain('letter.txt');
});

test('a toast takes it back', async () => {
  const { page } = opened;
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await says('Undone: Move letter.txt to archive');
  await keysAre('archive', ['old.txt']);
  expect(await opened.keys('documents')).toContain('letter.txt');
});

test('a name that is taken is asked about, and both can be kept', async () => {
  const { window } = opened;
  await window.openBucket('documents');
  await window.select('notes.txt');
  await press('ControlOrMeta+c');
  await window.open('plans');
  await window.row('house.txt').waitFor();
  await window.list.focus();
  await press('ControlOrMeta+v');
  await window.dialog.getByText('plans already has notes.txt').waitFor();
  await window.dialog.getByText(/Replacing deletes the one that is there now/).waitFor();
  await window.dialog.getByRole('button', { name: 'Keep both' }).click();
  await window.row('notes (2).txt').waitFor();
  expect(await opened.keys('documents')).toContain('plans/notes (2).txt');
});

test('pasting where it came from makes another one', async () => {
  const { window } = opened;
  await window.openBucket('documents');
  await window.select('menu.txt');
  await press('ControlOrMeta+c');
  await press('ControlOrMeta+v');
  await window.row('menu (2).txt').waitFor();
  expect(await opened.keys('documents')).toContain('menu (2).txt');
});

test('a folder goes to another bucket by Move to', async () => {
  const { window, page } = opened;
  await window.openBucket('documents');
  await window.row('trips').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move to…' }).click();
  await window.dialog.getByText('Move trips to').waitFor();
  await window.dialog.getByRole('treeitem', { name: 'archive' }).click();
  await window.dialog.getByRole('button', { name: 'Move here' }).click();
  await window.row('trips').waitFor({ state: 'detached' });
  await says('Moved trips to archive');
  await keysAre('archive', ['old.txt', 'trips/lisbon.txt']);
});

test('a move that is refused brings its row back, and says why', async () => {
  const { window, page, control } = opened;
  await control.deny({ actions: ['DeleteObject'], keyPrefix: 'letter' });
  await window.openBucket('documents');
  await window.select('letter.txt');
  await press('ControlOrMeta+x');
  await window.openBucket('archive');
  await window.list.focus();
  await press('ControlOrMeta+v');
  await says('1 file could not be moved');
  await page.getByRole('button', { name: 'Details', exact: true }).last().click();
  await window.dialog.getByText('letter.txt').waitFor();
  await window.dialog.getByRole('button', { name: 'Close' }).click();
  await control.reset();
  await window.openBucket('documents');
  await window.row('letter.txt').waitFor();
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
