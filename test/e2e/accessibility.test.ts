import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults, ElementContext } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchSatchel } from '../support/electronApp.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong on the page as it stands, a line each. */
async function violations(page: Page): Promise<readonly string[]> {
  // A tooltip hangs beside the landmarks for as long as the mouse is on its button.
  await page.mouse.move(0, 0);
  await page.getByRole('tooltip').waitFor({ state: 'hidden' });
  await page.evaluate(await readFile(axeFile, 'utf8'));
  const results = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: { run(context: ElementContext): Promise<AxeResults> } };
    // Fluent's focus sentinels: hidden, and they pass the focus on before anyone could be on them.
    return axe.run({ exclude: ['[data-tabster-dummy]'] });
  });
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)}`),
  );
}

describe.each(['light', 'dark'] as const)(
  'in the %s theme no screen breaks an accessibility rule:',
  (theme) => {
    let opened: SatchelOnServer;
    beforeAll(async () => {
      opened = await openSatchelOnServer({
        documents: { 'old/letter.txt': 'Dear all', 'menu.txt': 'soup', 'wine.txt': 'red' },
        empty: {},
      });
      await opened.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    });
    afterAll(() => opened.close());
    const check = async () => expect(await violations(opened.page)).toEqual([]);

    test('welcome', async () => {
      const satchel = await launchSatchel();
      await satchel.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await satchel.page.getByText('Welcome to Satchel').waitFor();
      expect(await violations(satchel.page)).toEqual([]);
      await satchel.close();
    });

    test('a folder, with a selection and its details', async () => {
      const { window, page } = opened;
      await window.openBucket('documents');
      await window.row('menu.txt').waitFor();
      await check();
      await window.open('menu.txt');
      await page.getByText('soup').waitFor();
      await check();
    });

    test('an empty bucket', async () => {
      await opened.window.openBucket('empty');
      await opened.page.getByText('This bucket is empty').waitFor();
      await check();
    });

    test('the transfers panel and the question about a taken name', async () => {
      const { window, satchel, page, folder } = opened;
      const file = path.join(folder, 'menu.txt');
      await writeFile(file, 'new soup');
      await satchel.stubDialog({ files: [file] });
      await window.openBucket('documents');
      await window.upload('Files');
      await page.getByRole('button', { name: 'Keep both' }).waitFor();
      await check();
      await page.getByRole('button', { name: 'Keep both' }).click();
      await window.row('menu (2).txt').waitFor();
      await (await window.job('menu.txt')).waitFor();
      await check();
    });

    test('the questions before deleting and creating', async () => {
      const { window, page } = opened;
      await window.openBucket('documents');
      await window.select('wine.txt');
      await window.command('Delete').click();
      await window.dialog.getByText(/Delete wine\.txt, 3/).waitFor();
      await check();
      await window.dialog.getByRole('button', { name: 'Cancel' }).click();
      await window.command('New folder').click();
      await window.dialog.getByRole('textbox').fill('a/b');
      await check();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'New bucket' }).first().click();
      await window.dialog.getByRole('textbox').fill('A');
      await check();
      await page.keyboard.press('Escape');
    });

    test('settings', async () => {
      const { window, page } = opened;
      await window.openBucket('documents');
      await window.command('More').click();
      await page.getByRole('menuitem', { name: 'Settings' }).click();
      await window.dialog.waitFor();
      await check();
      await page.keyboard.press('Escape');
    });

    test('a server that is away', async () => {
      const { window, page, server } = opened;
      await server.kill9();
      await window.bucket('empty').click();
      await page.getByRole('button', { name: 'Refresh' }).click();
      await page.getByRole('button', { name: 'Retry' }).first().waitFor();
      await check();
    });
  },
);
