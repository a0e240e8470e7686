import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../support/axe.ts';
import { filesHolding } from '../support/filesHolding.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    photos: {
      'beach day +1%.txt': 'sand and sea',
      'caf\u00e9.txt': 'two espressos',
      'menu.txt': 'soup',
      'trip/notes.txt': 'bring towels',
    },
  });
  await opened.window.openBucket('photos');
});
afterAll(() => opened.close());

const dialog = () => opened.window.dialog;
const link = () => dialog().getByRole('textbox');

/** The links of the open dialog, when they are there. */
async function links(count: number): Promise<readonly string[]> {
  await expect.poll(async () => (await link().inputValue()).split('\n').filter(Boolean).length).toBe(count);
  return (await link().inputValue()).split('\n');
}

const clipboard = () => opened.satchel.app.evaluate(({ clipboard: system }) => system.readText());

async function closeDialog(): Promise<void> {
  await opened.page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
}

test('a file’s link is copied, and opens without credentials', async () => {
  const { window, page } = opened;
  await window.row('beach day +1%.txt').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Share link…' }).click();
  await dialog().getByText('Share beach day +1%.txt').waitFor();
  await dialog()
    .getByText(/Anyone who has the link/)
    .waitFor();
  const [url = ''] = await links(1);
  expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('86400');
  await dialog()
    .getByText(/^The link works until .*\d{4}.*\.$/)
    .waitFor();
  await dialog()
    .getByText(/only be reached from this computer/)
    .waitFor();
  await dialog().getByRole('button', { name: 'Copy link' }).click();
  await dialog().getByRole('button', { name: 'Copied' }).waitFor();
  expect(await clipboard()).toBe(url);
  const answer = await fetch(url);
  expect(await answer.text()).toBe('sand and sea');
  expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="beach day \+1_\.txt"/);
});

test('another choice makes another link', async () => {
  await dialog().getByRole('radio', { name: '7 days' }).click();
  await dialog().getByRole('radio', { name: 'Downloads it' }).click();
  await expect
    .poll(async () => {
      const url = await link().inputValue();
      return url === '' ? undefined : new URL(url).searchParams.get('response-content-disposition');
    })
    .toMatch(/^attachment/);
  const [url = ''] = await links(1);
  expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('604800');
});

test('the details name what it is, nothing breaks an accessibility rule, and the focus goes back', async () => {
  await dialog().getByRole('button', { name: 'Details' }).click();
  await dialog()
    .getByText(/Presigned URL/)
    .waitFor();
  expect(await violations(opened.page)).toEqual([]);
  expect(await link().evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
  await closeDialog();
  await expect
    .poll(() => opened.window.list.evaluate((list) => list.contains(document.activeElement)))
    .toBe(true);
});

test('several files have a link each, and a folder among them is left out', async () => {
  const { window, page } = opened;
  await window.select('trip', 'caf\u00e9.txt', 'menu.txt');
  await page.keyboard.press('ControlOrMeta+Shift+L');
  await dialog().getByText('Share 2 files').waitFor();
  await dialog().getByText('1 folder is left out').waitFor();
  const urls = await links(2);
  await dialog().getByRole('button', { name: 'Copy all links' }).click();
  await expect.poll(clipboard).toBe(urls.join('\n'));
  const texts = await Promise.all(urls.map(async (url) => (await fetch(url)).text()));
  expect(texts).toEqual(['two espressos', 'soup']);
  expect(await violations(opened.page)).toEqual([]);
  await closeDialog();
});

test('a folder alone has no link', async () => {
  const { window, page } = opened;
  await window.select('trip');
  await window.row('trip').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Download' }).waitFor();
  expect(await page.getByRole('menuitem', { name: 'Share link…' }).count()).toBe(0);
  await page.keyboard.press('Escape');
});

test('what is not there any more has no link, and says so', async () => {
  const { window, page, storage } = opened;
  await window.select('caf\u00e9.txt', 'menu.txt');
  await storage.deleteMany('photos', ['menu.txt']);
  await page.keyboard.press('ControlOrMeta+Shift+L');
  await dialog().getByText('1 file has no link').waitFor();
  await dialog()
    .getByText(/not there any more/)
    .waitFor();
  expect(await links(1)).toHaveLength(1);
  await closeDialog();
});

test('a search result is shared like a file of a folder', async () => {
  const { window, page } = opened;
  const field = page.getByRole('combobox', { name: 'Search' });
  await field.fill('notes');
  await field.press('Enter');
  await window.row('notes.txt').click();
  await page.keyboard.press('ControlOrMeta+Shift+L');
  await dialog().getByText('Share notes.txt').waitFor();
  const [url = ''] = await links(1);
  expect(await (await fetch(url)).text()).toBe('bring towels');
  await closeDialog();
});

test('no link is kept or logged, and nothing went wrong unseen', async () => {
  expect(await filesHolding(opened.satchel.userData, ['X-Amz-Signature'])).toEqual([]);
  expect(opened.satchel.errors()).toEqual([]);
});
