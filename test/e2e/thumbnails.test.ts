import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ThumbnailSource, thumbnailUrl } from '../../shared/ipc/thumbnailUrl.ts';
import { projectFolder, requestInPage } from '../support/electronApp.ts';
import { png, pngHeader } from '../support/pictures.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const bucket = 'pictures';
let world: SatchelOnServer;
let accountId: string;
const sources = new Map<string, ThumbnailSource>();

beforeAll(async () => {
  world = await openSatchelOnServer({ [bucket]: {} });
  const { accounts } = await requestInPage(world.page, 'account.list', {});
  accountId = accounts[0]?.id ?? '';
  const media = (name: string) => readFile(join(projectFolder, 'build/demo/sample/media', name));
  const files: Readonly<Record<string, Buffer>> = {
    'wide.png': png(600, 300, [200, 40, 40]),
    'small.png': png(20, 10, [40, 200, 40]),
    'unseen.png': png(20, 10, [40, 40, 200]),
    'harbour.mp4': await media('harbour.mp4'),
    'opening.webm': await media('opening.webm'),
    'bomb.png': pngHeader(60_000, 60_000),
    'broken.png': png(600, 300, [1, 2, 3]).subarray(0, 200),
    'broken.mp4': (await media('harbour.mp4')).subarray(0, 2000),
    'script.svg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    'page.jpg': Buffer.from('<html><script>alert(1)</script></html>'),
  };
  for (const [key, body] of Object.entries(files)) {
    const { etag } = await world.storage.put({ bucket, key }, body);
    sources.set(key, { accountId, bucket, key, etag, sizeBytes: body.length });
  }
});
afterAll(() => world.close());

function urlOf(key: string): string {
  const source = sources.get(key);
  if (source === undefined) throw new Error(`There is no ${key}`);
  return thumbnailUrl(source);
}

/** The size of a picture at an address, as the page sees it; null where there is none. */
function look(page: Page, url: string) {
  return page.evaluate(
    (src) =>
      new Promise<{ readonly width: number; readonly height: number } | null>((resolve) => {
        const image = new Image();
        image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight });
        image.onerror = () => resolve(null);
        image.src = src;
      }),
    url,
  );
}

test('pictures and movies have thumbnails of at most 256 pixels', async () => {
  const seen = await Promise.all(
    ['wide.png', 'small.png', 'harbour.mp4', 'opening.webm'].map((key) => look(world.page, urlOf(key))),
  );
  expect(seen.slice(0, 2)).toEqual([
    { width: 256, height: 128 },
    { width: 20, height: 10 },
  ]);
  expect(seen.slice(2).map((size) => Math.max(size?.width ?? 0, size?.height ?? 0))).toEqual([256, 256]);
});

test('what cannot be shown safely has none, and the window goes on', async () => {
  for (const key of ['bomb.png', 'broken.mp4', 'script.svg', 'page.jpg']) {
    expect([key, await look(world.page, urlOf(key))]).toEqual([key, null]);
  }
  await look(world.page, urlOf('broken.png'));
  expect(await look(world.page, urlOf('wide.png'))).toEqual({ width: 256, height: 128 });
});

test('the page that decodes has neither Node nor a network, and its end harms nothing', async () => {
  const { app, page } = world.satchel;
  const inHiddenPage = (code: string) =>
    app.evaluate(async ({ webContents }, script) => {
      const hidden = webContents.getAllWebContents().find((each) => each.getURL().includes('/thumbnailer/'));
      return hidden?.executeJavaScript(script);
    }, code);
  const reach = (url: string) => `fetch(${JSON.stringify(url)}).then(() => 'reached', () => 'refused')`;
  expect(await inHiddenPage('typeof require + typeof process + typeof window.satchel')).toBe(
    'undefined'.repeat(3),
  );
  expect(await inHiddenPage(reach(world.server.url))).toBe('refused');
  expect(await inHiddenPage(reach(urlOf('wide.png')))).toBe('refused');
  await app.evaluate(({ webContents }) => {
    const hidden = webContents.getAllWebContents().find((each) => each.getURL().includes('/thumbnailer/'));
    hidden?.forcefullyCrashRenderer();
  });
  const body = png(300, 300, [9, 9, 200]);
  const { etag } = await world.storage.put({ bucket, key: 'later.png' }, body);
  const later = { accountId, bucket, key: 'later.png', etag, sizeBytes: body.length };
  expect(await look(page, thumbnailUrl(later))).toEqual({ width: 256, height: 256 });
});

test('they are off when the user has switched them off, and back when they are on', async () => {
  const { page } = world;
  await requestInPage(page, 'settings.set', { showsThumbnails: false });
  expect(await look(page, urlOf('unseen.png'))).toBeNull();
  await requestInPage(page, 'settings.set', { showsThumbnails: true });
  expect(await look(page, urlOf('unseen.png'))).toEqual({ width: 20, height: 10 });
});

test('the page that decodes is in no window, so that Satchel ends with its own', async () => {
  const { app } = world.satchel;
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
