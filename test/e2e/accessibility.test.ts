import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../support/axe.ts';
import type { RunningSatchel } from '../support/electronApp.ts';
import { everyScreen } from '../support/screens/everyScreen.ts';

type Look = Parameters<Page['emulateMedia']>[0];

const light: Look = { colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' };
const dark: Look = { ...light, colorScheme: 'dark' };
const forced: Look = { ...dark, forcedColors: 'active' };

describe.each(everyScreen)('no accessibility rule is broken by $name:', ({ start, screens }) => {
  const resources = new AsyncDisposableStack();
  let satchel: RunningSatchel;
  beforeAll(async () => {
    satchel = await start(resources);
    await satchel.page.emulateMedia(light);
  });
  afterAll(() => resources.disposeAsync());

  /** By look, what is wrong; the other looks have the same elements in other colours. */
  async function wrongIn(page: Page): Promise<Readonly<Record<string, readonly string[]>>> {
    const inLight = await violations(page);
    await page.emulateMedia(dark);
    const inDark = await violations(page, 'colours');
    await page.emulateMedia(forced);
    const inForced = await violations(page, 'colours');
    await page.emulateMedia(light);
    return { inLight, inDark, inForced };
  }

  test.each(screens)('$name', async ({ show, leave }) => {
    await show(satchel);
    try {
      expect(await wrongIn(satchel.page)).toEqual({ inLight: [], inDark: [], inForced: [] });
    } finally {
      await leave(satchel);
    }
  });
});
