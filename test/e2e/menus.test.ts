import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    documents: { 'letter.txt': 'Dear all', 'menu.txt': 'soup', 'plans/house.txt': 'four walls' },
    archive: { 'old/letter.txt': 'Dear Sir' },
  });
});
afterAll(() => opened.close());

type Item = { readonly label: string; readonly enabled: boolean; readonly accelerator: string | undefined };

/** An item of the application menu, by the menu's and its own id. */
function appItem(menuId: string, id: string): Promise<Item | undefined> {
  return opened.satchel.app.evaluate(
    ({ Menu }, ids) => {
      const menu = Menu.getApplicationMenu()?.items.find((item) => item.id === ids.menuId);
      const item = menu?.submenu?.items.find((known) => known.id === ids.id);
      return (
        item && { label: item.label, enabled: item.enabled, accelerator: String(item.accelerator ?? '') }
      );
    },
    { menuId, id },
  );
}

function choose(menuId: string, id: string): Promise<void> {
  return opened.satchel.app.evaluate(
    ({ Menu }, ids) => {
      const menu = Menu.getApplicationMenu()?.items.find((item) => item.id === ids.menuId);
      menu?.submenu?.items.find((known) => known.id === ids.id)?.click();
    },
    { menuId, id },
  );
}

const menuItems = () => opened.page.getByRole('menu').getByRole('menuitem').allInnerTexts();
const names = async () => (await menuItems()).map((text) => text.split('\n')[0]);

test('the menu of a file has what can be done with it', async () => {
  const { window, page } = opened;
  await window.openBucket('documents');
  await window.row('letter.txt').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Rename' }).waitFor();
  expect(await names()).toEqual(
    expect.arrayContaining(['Download', 'Cut', 'Copy', 'Move to…', 'Rename', 'Delete', 'Properties']),
  );
  expect(await names()).not.toContain('Paste');
  await page.keyboard.press('Escape');
});

test('the menu key opens it at the active row, for what is selected', async () => {
  const { window, page } = opened;
  await window.select('letter.txt', 'menu.txt');
  await window.list.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Cut' }).waitFor();
  expect(await names()).not.toContain('Rename');
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
});

test('empty space has what can be done with the folder', async () => {
  const { window, page } = opened;
  const box = await window.list.boundingBox();
  if (box === null) throw new Error('The list is not there.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height - 12, { button: 'right' });
  await page.getByRole('menuitem', { name: 'New folder' }).waitFor();
  expect(await names()).toEqual(expect.arrayContaining(['Upload files', 'Upload folders', 'New folder']));
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
});

test('the menu of a bucket opens it in a tab, uploads into it and downloads all of it', async () => {
  const { window, page, satchel, folder, keys } = opened;
  const file = join(folder, 'bill.txt');
  await writeFile(file, 'ten');
  await satchel.stubDialog({ files: [file], downloadFolder: folder });
  const choose = async (name: string) => {
    await window.bucket('archive').click({ button: 'right' });
    await page.getByRole('menuitem', { name, exact: true }).click();
  };
  await choose('Upload files');
  await expect.poll(() => keys('archive')).toEqual(['bill.txt', 'old/letter.txt']);
  await choose('Download');
  const downloaded = join(folder, 'archive', 'old', 'letter.txt');
  await expect.poll(() => readFile(downloaded, 'utf8').catch(() => ''), { timeout: 10_000 }).toBe('Dear Sir');
  expect(await readFile(join(folder, 'archive', 'bill.txt'), 'utf8')).toBe('ten');
  await (await window.job('archive')).waitFor();
  await choose('Add to favourites');
  await page
    .getByRole('navigation', { name: 'Favourites' })
    .getByRole('button', { name: 'archive', exact: true })
    .waitFor();
  await choose('Open in new tab');
  await window.row('bill.txt').waitFor();
  await page.getByRole('tab', { name: 'archive' }).press('Delete');
  await window.row('letter.txt').waitFor();
});

test('the application menu follows the selection', async () => {
  const { window } = opened;
  await window.openBucket('documents');
  await window.select('letter.txt');
  await expect.poll(() => appItem('file', 'rename')).toMatchObject({ label: 'Rename', enabled: true });
  expect(await appItem('edit', 'copy')).toMatchObject({ accelerator: 'CmdOrCtrl+C', enabled: true });
  await window.list.press('Escape');
  await expect.poll(() => appItem('file', 'rename')).toMatchObject({ enabled: false });
});

test('what is chosen in it is done', async () => {
  const { window, page } = opened;
  await choose('file', 'newFolder');
  await window.dialog.getByText('New folder in documents').waitFor();
  // In a text field, the edit menu is about its text.
  await page.keyboard.type('plan');
  await expect.poll(() => appItem('edit', 'text:selectAll')).toMatchObject({ enabled: true });
  await choose('edit', 'text:selectAll');
  await choose('edit', 'text:cut');
  const field = window.dialog.getByRole('textbox');
  await expect.poll(() => field.inputValue()).toBe('');
  await choose('edit', 'text:paste');
  await expect.poll(() => field.inputValue()).toBe('plan');
  await page.keyboard.press('Escape');
  await window.dialog.waitFor({ state: 'detached' });
  await expect.poll(() => appItem('edit', 'text:copy')).toBeUndefined();
});

test('a text field keeps its own keys', async () => {
  const { window, page } = opened;
  await window.select('letter.txt');
  await page.keyboard.press('ControlOrMeta+Shift+N');
  const field = window.dialog.getByRole('textbox');
  await field.fill('abc');
  await field.press('ControlOrMeta+a');
  await field.press('ControlOrMeta+x');
  expect(await field.inputValue()).toBe('');
  await field.press('ControlOrMeta+z');
  expect(await field.inputValue()).toBe('abc');
  await page.keyboard.press('Escape');
  await window.dialog.waitFor({ state: 'detached' });
});

test('all keys are listed', async () => {
  const { window, page } = opened;
  await page.keyboard.press('F1');
  await window.dialog.getByText('Keyboard shortcuts').first().waitFor();
  await window.dialog.getByText('Ctrl+K').waitFor();
  await page.keyboard.press('Escape');
  await window.dialog.waitFor({ state: 'detached' });
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
