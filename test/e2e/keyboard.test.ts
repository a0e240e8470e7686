import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({ documents: { 'old/letter.txt': 'Dear all', 'menu.pdf': 'the menu' } });
});
afterAll(() => opened.close());

/** Moves the focus with Tab until it is on an element of this accessible name. */
async function tabTo(name: string): Promise<void> {
  const { page } = opened;
  for (let step = 0; step < 40; step += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return '';
      return element.getAttribute('aria-label') ?? element.textContent ?? '';
    });
    if (focused.includes(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${name}`);
}

test('the whole job by keyboard alone: open, upload, download, delete', async () => {
  const { page, window, satchel, keys, folder } = opened;
  const press = (...names: readonly string[]) =>
    names.reduce((before, name) => before.then(() => page.keyboard.press(name)), Promise.resolve());
  await window.bucket('documents').waitFor();
  await tabTo('documents');
  await press('Enter');
  await window.row('menu.pdf').waitFor();

  await tabTo('Files in documents');
  await press('Home', 'Enter');
  await window.row('letter.txt').waitFor();
  await press('Backspace');
  await window.row('menu.pdf').waitFor();

  const upload = path.join(folder, 'typed.txt');
  await writeFile(upload, 'by keyboard');
  await satchel.stubDialog({ files: [upload] });
  await tabTo('Upload');
  await press('Enter');
  await page.getByRole('menuitem', { name: 'Files' }).waitFor();
  await press('Enter');
  await window.row('typed.txt').waitFor();

  const target = path.join(folder, 'down');
  await mkdir(target);
  await satchel.stubDialog({ downloadFolder: target });
  await tabTo('Files in documents');
  await press('Home', 'ArrowDown', 'ArrowDown');
  expect(await window.row('typed.txt').getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Shift+Tab');
  await tabTo('Upload');
  await press('ArrowRight', 'ArrowRight', 'Enter');
  await expect
    .poll(() => readFile(path.join(target, 'typed.txt'), 'utf8').catch(() => ''))
    .toBe('by keyboard');

  await tabTo('Files in documents');
  await press('Delete');
  await window.dialog.getByRole('button', { name: /for good/ }).waitFor();
  await tabTo('for good');
  await expect.poll(() => window.dialog.getByRole('button', { name: /for good/ }).isEnabled()).toBe(true);
  await tabTo('for good');
  await press('Enter');
  await window.dialog.waitFor({ state: 'detached' });
  await window.row('typed.txt').waitFor({ state: 'detached' });
  expect(await keys('documents')).toEqual(['menu.pdf', 'old/letter.txt']);
});
