import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountsWindow } from '../support/accountsWindow.ts';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import type { RunningSatchel } from '../support/electronApp.ts';
import { type FileWindow, fileWindow } from '../support/fileWindow.ts';

let world: AwsWorld;
let satchel: RunningSatchel;
let window: FileWindow;

beforeAll(async () => {
  world = await startAwsWorld({
    photos: { 'beach.txt': 'x', 'lisbon/tram.txt': 'x', 'old/gone.txt': 'x' },
    reports: { 'june.txt': 'x' },
  });
  const work = await world.addKeys('work', { buckets: ['reports'] });
  const home = await world.addKeys('home', { buckets: ['photos'] });
  await world.writeFiles({
    config: `[profile home]\n${world.here}\n[profile work]\n${world.here}\n${world.services}`,
    credentials: `[home]\n${home.lines}[work]\n${work.lines}`,
  });
  satchel = await world.open();
  window = fileWindow(satchel.page);
  await accountsWindow(satchel.page).row('home').getByRole('button', { name: 'Open' }).click();
  await window.bucket('photos').waitFor();
});
afterAll(async () => {
  await satchel?.close();
  await world?.close();
});

const favourites = () =>
  satchel.page.getByRole('navigation', { name: 'Favourites' }).getByRole('button', { name: /^(?!More)/ });
const favourite = (name: string) =>
  satchel.page.getByRole('navigation', { name: 'Favourites' }).getByRole('button', { name, exact: true });
const recents = () =>
  satchel.page.getByRole('navigation', { name: 'Recent' }).getByRole('listitem').allInnerTexts();
const star = () => satchel.page.getByRole('button', { name: 'Favourite', exact: true });
const where = () => satchel.page.getByRole('navigation', { name: 'Where you are' });

test('the star keeps the open folder in the sidebar, and takes it off', async () => {
  await window.openBucket('photos');
  await star().click();
  await favourite('photos').waitFor();
  await window.open('lisbon');
  await window.row('tram.txt').waitFor();
  await star().click();
  await expect.poll(() => favourites().allInnerTexts()).toEqual(['photos', 'lisbon']);
  expect(await star().getAttribute('aria-pressed')).toBe('true');
  await star().click();
  await expect.poll(() => favourites().allInnerTexts()).toEqual(['photos']);
  await star().click();
});

test('favourites are put in order by keys and by dragging', async () => {
  const { page } = satchel;
  await favourite('lisbon').focus();
  await page.keyboard.press('ControlOrMeta+Shift+ArrowUp');
  await expect.poll(() => favourites().allInnerTexts()).toEqual(['lisbon', 'photos']);
  const from = await favourite('lisbon').boundingBox();
  const to = await favourite('photos').boundingBox();
  if (from === null || to === null) throw new Error('The favourites are not there.');
  await page.mouse.move(from.x + 40, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(to.x + 40, to.y + to.height / 2, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => favourites().allInnerTexts()).toEqual(['photos', 'lisbon']);
  // Letting go is no click: the folder that was open still is.
  await where().getByText('lisbon', { exact: true }).waitFor();
});

test('a favourite of another account takes this tab there', async () => {
  const accounts = accountsWindow(satchel.page);
  await accounts.switchTo('work');
  await window.openBucket('reports');
  await window.row('june.txt').waitFor();
  await favourite('lisbon').click();
  await accounts.isOpen('home');
  await window.row('tram.txt').waitFor();
  expect(await satchel.page.getByRole('tablist').count()).toBe(0);
  await accounts.switchTo('work');
  await window.row('june.txt').waitFor();
});

test('recent places stand with the newest first, and can be folded', async () => {
  const { page } = satchel;
  await expect.poll(recents).toEqual(['reports', 'lisbon', 'photos']);
  await page.getByRole('button', { name: 'Recent', exact: true }).click();
  await expect.poll(recents).toEqual([]);
  await page.getByRole('button', { name: 'Recent', exact: true }).click();
  await page
    .getByRole('navigation', { name: 'Recent' })
    .getByRole('button', { name: 'lisbon', exact: true })
    .click();
  await window.row('tram.txt').waitFor();
});

test('a favourite that is gone says so, and offers to be taken off', async () => {
  const { page } = satchel;
  await where().getByRole('button', { name: 'photos' }).click();
  await window.open('old');
  await window.row('gone.txt').waitFor();
  await star().click();
  await window.select('gone.txt');
  await window.command('Delete').click();
  await window.dialog.getByRole('button', { name: /^Delete/ }).click();
  await page.getByText('This favourite is empty, or not there any more.').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Remove from favourites' }).click();
  await expect.poll(() => favourites().allInnerTexts()).toEqual(['photos', 'lisbon']);
});

test('the folded sidebar has the same menus', async () => {
  const { page } = satchel;
  await page.setViewportSize({ width: 860, height: 600 });
  await favourite('lisbon').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Remove from favourites' }).click();
  await expect.poll(() => favourites().count()).toBe(1);
  await window.bucket('photos').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Unfinished uploads' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Recent' }).click();
  await page.getByRole('menuitem', { name: 'lisbon' }).click();
  await window.row('tram.txt').waitFor();
  expect(satchel.errors()).toEqual([]);
});
