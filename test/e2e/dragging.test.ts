import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dropFiles } from '../support/dropFiles.ts';
import { requestInPage } from '../support/electronApp.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let world: SatchelOnServer;

beforeAll(async () => {
  world = await openSatchelOnServer({
    photos: {
      'beach.txt': 'beach',
      'menu.txt': 'menu',
      'tickets.txt': 'tickets',
      'Lisbon/tower.txt': 'tower',
      'Porto/': '',
    },
    archive: {},
  });
  // Notes what is handed to the system instead of starting a drag that nobody can end.
  await world.satchel.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const noted: string[][] = [];
    Object.assign(globalThis, { draggedOut: noted });
    if (window !== undefined) {
      window.webContents.startDrag = (item) => void noted.push([...(item.files ?? [item.file])]);
    }
  });
});
afterAll(() => world.close());
beforeEach(() => world.window.openBucket('photos'));
afterEach(async () => {
  await world.page.mouse.up();
  expect(world.satchel.errors()).toEqual([]);
});

function draggedOut(): Promise<readonly (readonly string[])[]> {
  return world.satchel.app.evaluate(() => Reflect.get(globalThis, 'draggedOut'));
}

/** Takes a row by its name and moves it to the middle of something, without letting go. */
async function dragTo(name: string, target: Locator): Promise<void> {
  const { page, window } = world;
  const from = await window.row(name).getByText(name, { exact: true }).boundingBox();
  const to = await target.boundingBox();
  if (from === null || to === null) throw new Error(`${name} or its target is not visible`);
  await page.mouse.move(from.x + 4, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 14, from.y + from.height / 2);
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
}

describe('inside the window', () => {
  test('a file goes into the folder it is dropped on', async () => {
    const { page, window } = world;
    await dragTo('beach.txt', window.row('Porto'));
    await page.getByText('Move to photos/Porto').waitFor();
    await page.mouse.up();
    await expect.poll(() => world.keys('photos')).toContain('Porto/beach.txt');
    await expect.poll(() => world.keys('photos')).not.toContain('beach.txt');
  });

  test('with the key, a copy goes into another bucket', async () => {
    const { page, window } = world;
    await dragTo('menu.txt', window.bucket('archive'));
    await page.keyboard.down('Control');
    await page.getByText('Copy to archive').waitFor();
    await page.mouse.up();
    await page.keyboard.up('Control');
    await expect.poll(() => world.keys('archive')).toEqual(['menu.txt']);
    expect(await world.keys('photos')).toContain('menu.txt');
  });

  test('Escape ends it, and a folder does not go into itself', async () => {
    const { page, window } = world;
    const before = await world.keys('photos');
    await dragTo('tickets.txt', window.row('Lisbon'));
    await page.getByText('Move to photos/Lisbon').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Move to photos/Lisbon').waitFor({ state: 'detached' });
    await page.mouse.up();
    await dragTo('Lisbon', window.row('Lisbon'));
    await page.getByText('A folder cannot go into itself').waitFor();
    await page.mouse.up();
    expect(await world.keys('photos')).toEqual(before);
  });

  test('waiting over a folder opens it', async () => {
    const { page, window } = world;
    await dragTo('tickets.txt', window.row('Lisbon'));
    await window.row('tower.txt').waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('out of the window', () => {
  test('a file is handed to the system, and what comes back is moved and not uploaded', async () => {
    const { page, window } = world;
    await dragTo('tickets.txt', window.row('Lisbon'));
    await page.mouse.move(-20, 200);
    await expect.poll(draggedOut).toHaveLength(1);
    const [[path = ''] = []] = await draggedOut();
    expect(await readFile(path, 'utf8')).toBe('tickets');

    const folder = '[data-drop-prefix="Porto/"]';
    await dropFiles(page, folder, [path], () => page.getByText('Move to photos/Porto').waitFor());
    await expect.poll(() => world.keys('photos')).toContain('Porto/tickets.txt');
    await expect.poll(() => world.keys('photos')).not.toContain('tickets.txt');
    expect((await requestInPage(page, 'transfer.list', {})).jobs).toEqual([]);
  });

  test('what is too much says so, and letting go asks where to save it', async () => {
    const { page, window, satchel, folder, storage } = world;
    await storage.put({ bucket: 'archive', key: 'film.bin' }, Buffer.alloc(100_000_001));
    await satchel.stubDialog({ downloadFolder: folder });
    await window.openBucket('archive');
    await window.row('film.bin').waitFor();
    const before = (await draggedOut()).length;
    await dragTo('film.bin', window.row('film.bin'));
    await page.mouse.move(-20, 200);
    await page.getByText('Too much to drag. Let go to choose where to save it.').waitFor();
    await page.mouse.up();
    await (await window.job('film.bin')).waitFor();
    await expect
      .poll(
        () =>
          stat(join(folder, 'film.bin')).then(
            ({ size }) => size,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(100_000_001);
    expect(await draggedOut()).toHaveLength(before);
  });

  test('what takes longer shows how far it is, and is given up by coming back or by Cancel', async () => {
    const { page, window, control, satchel } = world;
    await world.storage.put({ bucket: 'photos', key: 'slow.bin' }, Buffer.alloc(5_000_000));
    await window.openBucket('photos');
    await window.list.press('F5');
    await window.row('slow.bin').waitFor();
    const before = (await draggedOut()).length;
    await control.throttle(100_000);
    await dragTo('slow.bin', window.row('slow.bin'));
    await page.mouse.move(-20, 200);
    await page.getByText('Getting it ready. Keep holding the button.').waitFor();
    await page.getByText('Getting slow.bin ready to be dragged out').waitFor();
    await page.mouse.up();
    await page.getByText('Getting slow.bin ready to be dragged out').waitFor({ state: 'detached' });
    await control.throttle(null);
    expect(await draggedOut()).toHaveLength(before);
    await expect.poll(() => readdir(join(satchel.userData, 'dragged'))).toHaveLength(before);
  });

  test('what the server refuses says why, and hands out nothing', async () => {
    const { page, window, control, satchel } = world;
    await window.list.press('F5');
    const before = (await draggedOut()).length;
    await control.deny({ actions: ['GetObject'], keyPrefix: 'slow' });
    await dragTo('slow.bin', window.row('slow.bin'));
    await page.mouse.move(-20, 200);
    await page.getByRole('main').getByRole('alert').first().waitFor();
    await page.mouse.up();
    await control.reset();
    expect(await draggedOut()).toHaveLength(before);
    expect(await readdir(join(satchel.userData, 'dragged'))).toHaveLength(before);
  });

  test('what was brought for it lies in a folder of its own', async () => {
    const { userData } = world.satchel;
    expect(await readdir(join(userData, 'dragged'))).toHaveLength(1);
  });
});
