import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const scanName = (number: number) => `scan ${String(number).padStart(4, '0')}.txt`;
const scans = Object.fromEntries(
  Array.from({ length: 2500 }, (_, index) => [`archive/scans/${scanName(index + 1)}`, `page ${index + 1}`]),
);

const drawers = Object.fromEntries(
  Array.from({ length: 1200 }, (_, index) => [`drawers/drawer ${1000 + index}.txt`, 'x']),
);

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    documents: {
      ...scans,
      ...drawers,
      'archive/letter.txt': 'Dear all',
      'menu.pdf': '%PDF-1.4',
      'Zebra.txt': 'z',
    },
    photos: {},
    unopened: {},
  });
});
afterAll(() => opened.close());

test('buckets stand in the sidebar, folders before files in the list', async () => {
  const { window } = opened;
  await window.openBucket('documents');
  await window.row('menu.pdf').waitFor();
  const names = await window.list.getByRole('row').allInnerTexts();
  expect(names.slice(1).map((text) => text.split('\n')[0])).toEqual([
    'archive',
    'drawers',
    'menu.pdf',
    'Zebra.txt',
  ]);
  expect(await window.bucket('photos').isVisible()).toBe(true);
});

test('a folder of 2,500 files scrolls to its very end, page by page', async () => {
  const { window, control, page } = opened;
  await window.openBucket('documents');
  await window.open('archive');
  await control.reset();
  await window.open('scans');
  await window.row(scanName(1)).waitFor();
  expect((await control.counters()).requests.ListObjectsV2).toBeLessThan(3);
  await window.row(scanName(1)).click();
  await expect
    .poll(
      async () => {
        await page.keyboard.press('End');
        return window.row(scanName(2500)).isVisible();
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  expect(await window.list.getAttribute('aria-rowcount')).toBe('2501');
  await page.keyboard.press('Escape');
  await page.getByText('2,500 files').waitFor();
});

test('back, forward, up, breadcrumbs and refresh go where they say', async () => {
  const { window, page, storage } = opened;
  await window.openBucket('documents');
  await window.open('archive');
  await window.open('scans');
  await window.row(scanName(1)).waitFor();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await window.row('letter.txt').waitFor();
  await page.getByRole('button', { name: 'Forward', exact: true }).click();
  await window.row(scanName(1)).waitFor();
  await page.getByRole('button', { name: 'Up one folder' }).click();
  await window.row('letter.txt').waitFor();
  await page
    .getByRole('navigation', { name: 'Where you are' })
    .getByRole('button', { name: 'documents' })
    .click();
  await window.row('menu.pdf').waitFor();
  await storage.put({ bucket: 'documents', key: 'new one.txt' }, Buffer.from('new'));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await window.row('new one.txt').waitFor();
});

test('sorting a folder that is only partly loaded says so and offers to load all', async () => {
  const { window, page } = opened;
  await window.openBucket('documents');
  await window.open('drawers');
  await window.row('drawer 1000.txt').waitFor();
  await page.getByRole('columnheader', { name: 'Name' }).click();
  const notice = page.getByText(/Only the first 1,000 are sorted/);
  await notice.waitFor();
  await page.getByRole('button', { name: 'Load all' }).click();
  await window.row('drawer 2199.txt').waitFor();
  await notice.waitFor({ state: 'detached' });
});

test('a listing that the user leaves is aborted', async () => {
  const { window, control } = opened;
  await window.openBucket('photos');
  await control.reset();
  await control.hang('ListObjectsV2', 1);
  await window.bucket('unopened').click();
  await expect.poll(async () => (await control.counters()).requests.ListObjectsV2).toBe(1);
  await window.bucket('photos').click();
  await expect.poll(async () => (await control.counters()).openRequests).toBe(0);
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
