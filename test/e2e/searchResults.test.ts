import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { png } from '../support/pictures.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

/** Enough for several pages of a search, so that it can be stopped in its middle. */
const manyCount = 3_500;

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    photos: {
      'top.txt': 'top',
      'trip/plan.txt': 'plan',
      'trip/2026/report.txt': 'x'.repeat(3_000),
      'trip/2026/report big.txt': 'x'.repeat(30_000),
      'trip/2026/day/report day.txt': 'a day',
      'trip/2026/day/report night.txt': 'a night',
      'trip/inbox/kept.txt': 'kept',
      'trip/old/report old.txt': 'old',
      'other/report elsewhere.txt': 'elsewhere',
    },
    archive: {},
    many: Object.fromEntries(
      Array.from({ length: manyCount }, (_, index) => [`deep/${index}/needle ${index}.txt`, '']),
    ),
  });
  await opened.storage.put(
    { bucket: 'photos', key: 'trip/2026/report view.png' },
    png(40, 30, [9, 99, 200]),
    {
      contentType: 'image/png',
    },
  );
  await opened.page.setViewportSize({ width: 1280, height: 800 });
  opened.page.setDefaultTimeout(8_000);
});
afterAll(() => opened.close());

const field = () => opened.page.getByRole('combobox', { name: 'Search or filter' });
const main = () => opened.page.getByRole('main');
const summary = (found: number) =>
  main()
    .getByText(new RegExp(`^${found} found, `))
    .waitFor();
const clipboard = () => opened.satchel.app.evaluate(({ clipboard: own }) => own.readText());
const form = () => opened.page.getByRole('dialog');
const filters = () => opened.page.getByRole('button', { name: /^Filters/ });

async function search(text: string): Promise<void> {
  await field().fill(text);
  await field().press('Enter');
}

async function box(locator: Locator) {
  const found = await locator.boundingBox();
  if (found === null) throw new Error('It is not seen');
  return found;
}

/** Takes a result by its name and moves it over something, without letting go. */
async function dragTo(name: string, target: Locator): Promise<void> {
  const { page, window } = opened;
  const from = await box(window.row(name).getByText(name, { exact: true }));
  const to = await box(target);
  await page.mouse.move(from.x + 4, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 14, from.y + from.height / 2);
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
}

beforeEach(async () => {
  const { window } = opened;
  await window.openBucket('photos');
  await window.row('top.txt').waitFor();
  await window.open('trip');
  await window.row('plan.txt').waitFor();
});

afterEach(async () => {
  // The first closes what is offered, the second leaves the search.
  await field().press('Escape');
  await field().press('Escape');
});

test('below a folder and in the whole bucket, by name, kind, size and date', async () => {
  const { page, window } = opened;
  await search('report');
  await summary(6);
  expect(await window.row('report elsewhere.txt').count()).toBe(0);

  await filters().click();
  await form().getByRole('button', { name: 'Pictures' }).click();
  await form().getByRole('button', { name: 'Search' }).click();
  await summary(1);
  await window.row('report view.png').waitFor();

  await filters().click();
  await form().getByRole('button', { name: 'Pictures' }).click();
  await form().getByRole('combobox', { name: 'Unit' }).selectOption('kB');
  await form().getByRole('textbox', { name: 'At least' }).fill('2');
  await form().getByRole('textbox', { name: 'At most' }).fill('10');
  await form().getByRole('combobox', { name: 'Changed' }).selectOption('Today');
  await form().getByRole('button', { name: 'Search' }).click();
  await summary(1);
  await window.row('report.txt').waitFor();

  await filters().click();
  await form().getByRole('combobox', { name: 'Changed' }).selectOption('Between two days');
  await form().getByLabel('Up to', { exact: true }).fill('2020-01-31');
  await form().getByRole('button', { name: 'Search' }).click();
  await main().getByText('Nothing found in trip').waitFor();
  await main().getByRole('button', { name: 'Clear the filters' }).click();
  await summary(6);

  await field().pressSequentially(' ');
  await page.getByRole('option', { name: 'Search the whole bucket' }).click();
  await summary(7);
  await window.row('report elsewhere.txt').waitFor();
});

test('results come while it goes on, what was looked at is counted, and it can be stopped', async () => {
  const { page, window, control } = opened;
  await window.openBucket('many');
  await window.row('deep').waitFor();
  await control.delay('ListObjectsV2', 1_000, 400);
  await search('needle');
  await main().getByRole('button', { name: 'Stop' }).waitFor();
  await main()
    .getByText(/^[1-9][\d,]* found, [1-9][\d,]* files looked at$/)
    .waitFor();
  await window.row('needle 0.txt').waitFor();
  await main().getByRole('button', { name: 'Stop' }).click();
  await main().getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
  const found = Number(
    /^([\d,]+) found/
      .exec(
        (await main()
          .getByText(/ found, /)
          .textContent()) ?? '',
      )?.[1]
      ?.replace(',', ''),
  );
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(manyCount);
  // What was found stays, and can be worked with.
  await window.list.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page
    .getByRole('contentinfo')
    .getByText(new RegExp(`^${found.toLocaleString('en')} selected`))
    .waitFor();
  await control.reset();
});

test('as tiles', async () => {
  const { page, window } = opened;
  await search('report view');
  await summary(1);
  await page.getByRole('button', { name: 'Grid', exact: true }).click();
  const tile = window.list.getByRole('gridcell').filter({ hasText: 'report view.png' });
  await tile.waitFor();
  await tile.locator('img').waitFor();
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await window.row('report view.png').waitFor();
});

test('the details say where a result is, and its address is copied', async () => {
  const { page, window } = opened;
  await search('report day');
  await window.row('report day.txt').click();
  await page.keyboard.press('Alt+Enter');
  const pane = page.getByRole('complementary', { name: 'Details' });
  await pane.getByText('photos/trip/2026/day', { exact: true }).waitFor();
  await window.list.focus();
  await page.keyboard.press('ControlOrMeta+Shift+C');
  await expect.poll(clipboard).toBe(`${opened.server.url}/photos/trip/2026/day/report%20day.txt`);
  await pane.getByRole('button', { name: 'Hide details' }).click();
});

test('a result is downloaded', async () => {
  const { page, window, satchel, folder } = opened;
  await search('report day');
  await window.row('report day.txt').click();
  await satchel.stubDialog({ downloadFolder: folder });
  await window.command('Download').click();
  await expect
    .poll(async () => readFile(path.join(folder, 'report day.txt'), 'utf8').catch(() => ''), {
      timeout: 10_000,
    })
    .toBe('a day');
  await page.keyboard.press('Escape');
});

test('results are cut and pasted into another folder, and are no results there any more', async () => {
  const { page, window } = opened;
  await search('report night');
  await window.row('report night.txt').click();
  await page.keyboard.press('ControlOrMeta+x');
  await page.keyboard.press('Escape');
  await window.row('plan.txt').waitFor();
  await window.open('inbox');
  await window.row('kept.txt').waitFor();
  await page.keyboard.press('ControlOrMeta+v');
  await window.row('report night.txt').waitFor();
  await expect.poll(() => opened.keys('photos')).toContain('trip/inbox/report night.txt');
  await expect.poll(() => opened.keys('photos')).not.toContain('trip/2026/day/report night.txt');
});

test('a result is dragged onto a bucket, where a copy of it lies', async () => {
  const { page, window } = opened;
  await search('report old');
  await window.row('report old.txt').waitFor();
  await dragTo('report old.txt', window.bucket('archive'));
  await page.keyboard.down('Control');
  await page.getByText('Copy to archive').waitFor();
  await page.mouse.up();
  await page.keyboard.up('Control');
  await expect.poll(() => opened.keys('archive')).toEqual(['report old.txt']);
  expect(await opened.keys('photos')).toContain('trip/old/report old.txt');
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
