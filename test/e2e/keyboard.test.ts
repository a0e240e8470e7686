import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountsWindow, focusedName, tabTo } from '../support/accountsWindow.ts';
import { startAwsWorld } from '../support/awsWorld.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({ documents: { 'old/letter.txt': 'Dear all', 'menu.pdf': 'the menu' } });
});
afterAll(() => opened.close());

test('the whole job by keyboard alone: open, upload, download, delete', async () => {
  const { page, window, satchel, keys, folder } = opened;
  const press = (...names: readonly string[]) =>
    names.reduce((before, name) => before.then(() => page.keyboard.press(name)), Promise.resolve());
  await window.bucket('documents').waitFor();
  await tabTo(page, 'documents');
  await press('Enter');
  await window.row('menu.pdf').waitFor();

  await tabTo(page, 'Files in documents');
  await press('Home', 'Enter');
  await window.row('letter.txt').waitFor();
  await press('Backspace');
  await window.row('menu.pdf').waitFor();

  const upload = path.join(folder, 'typed.txt');
  await writeFile(upload, 'by keyboard');
  await satchel.stubDialog({ files: [upload] });
  await tabTo(page, 'Upload');
  await press('Enter');
  await page.getByRole('menuitem', { name: 'Files' }).waitFor();
  await press('Enter');
  await window.row('typed.txt').waitFor();

  const target = path.join(folder, 'down');
  await mkdir(target);
  await satchel.stubDialog({ downloadFolder: target });
  await tabTo(page, 'Files in documents');
  await press('Home', 'ArrowDown', 'ArrowDown');
  expect(await window.row('typed.txt').getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Shift+Tab');
  await tabTo(page, 'Upload');
  await press('ArrowRight', 'ArrowRight', 'Enter');
  await expect
    .poll(() => readFile(path.join(target, 'typed.txt'), 'utf8').catch(() => ''))
    .toBe('by keyboard');

  await tabTo(page, 'Files in documents');
  await press('Delete');
  await window.dialog.getByRole('button', { name: /for good/ }).waitFor();
  await tabTo(page, 'for good');
  await expect.poll(() => window.dialog.getByRole('button', { name: /for good/ }).isEnabled()).toBe(true);
  await tabTo(page, 'for good');
  await press('Enter');
  await window.dialog.waitFor({ state: 'detached' });
  await window.row('typed.txt').waitFor({ state: 'detached' });
  expect(await keys('documents')).toEqual(['menu.pdf', 'old/letter.txt']);
});

test('a transfer by keyboard alone: pause, look at its files, resume', async () => {
  const { page, window, satchel, storage, control, folder } = opened;
  const press = (key: string) => page.keyboard.press(key);
  const focusIs = (name: string) => expect.poll(() => focusedName(page), { timeout: 10_000 }).toBe(name);
  const file = path.join(folder, 'film.bin');
  await writeFile(file, '');
  await truncate(file, 24 * 1024 * 1024);
  await control.throttle(1_000_000);
  await satchel.stubDialog({ files: [file] });
  await window.openBucket('documents');
  await window.upload('Files');
  await page.getByRole('button', { name: /^Transfers: 1 going/ }).waitFor();
  await tabTo(page, 'Transfers');
  if (!(await window.transfers.isVisible())) await press('Enter');
  const film = await window.job('film.bin');

  await tabTo(page, 'Pause film.bin');
  await press('Enter');
  await film.getByText(/^Paused/).waitFor();
  // The button stays where it is, and so does the focus.
  await expect.poll(() => focusedName(page), { timeout: 10_000 }).toContain('Resume film.bin');

  await tabTo(page, 'More about film.bin');
  await press('Enter');
  await page.getByRole('menuitem', { name: 'Show files' }).waitFor();
  await press('Enter');
  const files = page.getByRole('dialog', { name: 'Files of film.bin' });
  await files.getByRole('option').waitFor();
  await tabTo(page, 'Files of film.bin');
  await press('Home');
  await press('Enter');
  await files.getByRole('region', { name: 'Details of film.bin' }).waitFor();
  await press('Escape');
  await files.waitFor({ state: 'detached' });
  await focusIs('More about film.bin');

  await control.throttle(null);
  await press('Shift+Tab');
  for (let step = 0; step < 4 && !(await focusedName(page)).startsWith('Resume'); step += 1) {
    await press('Shift+Tab');
  }
  await press('Enter');
  await film.getByText('Uploaded, 25.2 MB').waitFor();
  expect((await storage.stat({ bucket: 'documents', key: 'film.bin' })).sizeBytes).toBe(24 * 1024 * 1024);
  await press('Escape');
  await window.transfers.waitFor({ state: 'detached' });
  await expect.poll(() => focusedName(page), { timeout: 10_000 }).toMatch(/^Transfers/);
});

test('the accounts by keys alone: every row, its menu and its dialogs, and back to the files', async () => {
  const world = await startAwsWorld({ photos: { 'cat.txt': 'meow' } });
  const [home, work] = [await world.addKeys('home'), await world.addKeys('work')];
  await world.writeFiles({
    config: `[profile home]\n${world.here}\n[profile work]\n${world.here}\n${world.services}`,
    credentials: `[home]\n${home.lines}\n[work]\n${work.lines}`,
  });
  const satchel = await world.open();
  const { page } = satchel;
  const accounts = accountsWindow(page);
  const press = (key: string) => page.keyboard.press(key);
  const focusIs = (name: string) => expect.poll(() => focusedName(page), { timeout: 10_000 }).toBe(name);
  try {
    // The choice at the first start has the focus where it is made.
    await accounts.row('work').getByText('Works', { exact: true }).waitFor();
    await focusIs('Open home');
    await press('Enter');
    await accounts.isOpen('home');
    await expect.poll(() => focusedName(page)).not.toBe('');

    await press('ControlOrMeta+Shift+A');
    await accounts.switcher.waitFor();
    await focusIs('Search accounts');
    await tabTo(page, 'Manage accounts…');
    await press('Enter');
    await accounts.row('work').waitFor();
    await focusIs('Open home');
    for (const name of ['More about home', 'Open work', 'More about work']) {
      await press('Tab');
      await focusIs(name);
    }

    await press('Enter');
    await page.getByRole('menuitem', { name: 'Check again' }).waitFor();
    await press('Escape');
    await focusIs('More about work');
    for (const [item, heading] of [
      ['Name, colour', 'Name, colour'],
      ['Edit keys', 'Edit work'],
      ['Remove', 'Remove work from this computer?'],
    ] as const) {
      await press('Enter');
      await page.getByRole('menuitem').first().waitFor();
      for (let step = 0; step < 8 && !(await focusedName(page)).startsWith(item); step += 1) {
        await press('ArrowDown');
      }
      await press('Enter');
      await accounts.dialog
        .getByRole('heading')
        .filter({ hasText: heading.slice(0, 4) })
        .waitFor();
      await expect.poll(() => focusedName(page)).not.toBe('');
      await press('Escape');
      await accounts.dialog.waitFor({ state: 'detached' });
      await focusIs('More about work');
    }

    await press('Escape');
    await accounts.isOpen('home');
    await expect.poll(() => focusedName(page)).not.toBe('');
    await tabTo(page, 'photos');
    await press('Enter');
    await page.getByRole('grid').getByText('cat.txt').waitFor();
    expect(satchel.errors()).toEqual([]);
  } finally {
    await satchel.close();
    await world.close();
  }
});
