import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestInPage } from '../support/electronApp.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({ documents: { 'plans (2)/notes (3)': 'two' } });
});
afterAll(() => opened.close());

/** True where the text's last sign stands to the right of its first. */
const runsToTheRight = (named: Locator) =>
  named.first().evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const text = walker.nextNode();
    const leftOf = (at: number) => {
      const range = document.createRange();
      range.setStart(text as Node, at);
      range.setEnd(text as Node, at + 1);
      return range.getBoundingClientRect().left;
    };
    return leftOf(0) < leftOf((text?.textContent ?? '').length - 1);
  });

/** How far an element is from where its line begins, in CSS pixels, in a window that runs from right to left. */
const gapBefore = (element: Element): number =>
  (element.parentElement?.getBoundingClientRect().right ?? Number.NaN) -
  element.getBoundingClientRect().right;

test('in Arabic the window runs from right to left, names keep their own direction, and the menu speaks it', async () => {
  const { page, window, satchel } = opened;
  const settings = await requestInPage(page, 'settings.get', {});
  await window.openBucket('documents');
  await window.open('plans (2)');
  await window.row('notes (3)').waitFor();
  await requestInPage(page, 'settings.set', { language: 'ar' });
  await expect.poll(() => page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  for (const name of ['plans (2)', 'notes (3)']) {
    const shown = page.locator('bdi', { hasText: name });
    await shown.first().waitFor();
    expect(await runsToTheRight(shown)).toBe(true);
  }
  // The initials and the name of the account, and of what stands below it the end is cut and not the beginning.
  const head = page.locator('aside').getByRole('button', { name: 'Test account' });
  expect(await head.locator('.fui-Avatar__initials').textContent()).toBe('TA');
  const name = head.locator('bdi', { hasText: 'Test account' });
  expect(await name.evaluate(gapBefore)).toBeLessThan(2);
  expect(await name.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
  const second = head.locator('span[dir=auto]');
  const isArabic = /\p{Script=Arabic}/u.test((await second.textContent()) ?? '');
  expect(await second.evaluate((element) => getComputedStyle(element).direction)).toBe(
    isArabic ? 'rtl' : 'ltr',
  );
  const menuNames = () =>
    satchel.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? []);
  await expect.poll(menuNames).toContain('تحرير');
  await requestInPage(page, 'settings.set', { language: settings.language });
  await expect.poll(menuNames).toContain('Edit');
});
