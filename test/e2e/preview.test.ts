import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectionTo, openConnection } from '../support/connectionTo.ts';
import { launchSatchel, projectFolder, type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';

const bucket = 'previews';
const onePixelPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const largeBytes = 64 * 1024 * 1024;

let server: SpawnedS3Server;
let satchel: RunningSatchel;
let movies: Record<'mp4' | 'webm', Buffer>;

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  const connection = connectionTo(server, 'Previews');
  const media = join(projectFolder, 'build/demo/sample/media');
  movies = {
    mp4: await readFile(join(media, 'harbour.mp4')),
    webm: await readFile(join(media, 'opening.webm')),
  };
  const storage = openConnection(connection);
  await storage.createBucket(bucket);
  const put = (key: string, body: Uint8Array, contentType?: string) =>
    storage.put({ bucket, key }, body, contentType === undefined ? {} : { contentType });
  await put('pixel.png', onePixelPng, 'image/png');
  await put('page.html', Buffer.from('<script>document.title = "ran"</script>'), 'text/html');
  await put('movie.mp4', movies.mp4);
  await put('movie.webm', movies.webm, 'video/webm');
  await put('long.txt', Buffer.alloc(1024 * 1024 + 7, 'é'));
  await put('large.mp4', Buffer.alloc(largeBytes));
  storage.close();
  satchel = await launchSatchel({ connection });
});

afterAll(async () => {
  await satchel.close();
  await server.stop();
});

async function openPreview(key: string) {
  const {
    accounts: [account],
  } = await requestInPage(satchel.page, 'account.list', {});
  return await requestInPage(satchel.page, 'preview.open', { accountId: account?.id ?? '', bucket, key });
}

/** Fetches an address in the page; the body in base64, so that bytes come back as they are. */
function fetchInPage(url: string, range?: string) {
  return satchel.page.evaluate(
    async (asked) => {
      const response = await fetch(asked.url, asked.range ? { headers: { Range: asked.range } } : {});
      const bytes = new Uint8Array(await response.arrayBuffer());
      return {
        status: response.status,
        contentType: response.headers.get('Content-Type'),
        contentRange: response.headers.get('Content-Range'),
        base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
      };
    },
    { url, range },
  );
}

describe('a preview in the window', () => {
  test('shows a picture', async () => {
    const { url, kind } = await openPreview('pixel.png');
    const size = await satchel.page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, url);
    expect({ kind, size }).toEqual({ kind: 'image', size: [1, 1] });
  });

  test('hands out a web page as plain text', async () => {
    const { url, kind } = await openPreview('page.html');
    const { contentType, base64 } = await fetchInPage(url);
    expect({ kind, contentType, text: Buffer.from(base64, 'base64').toString() }).toEqual({
      kind: 'text',
      contentType: 'text/plain; charset=utf-8',
      text: '<script>document.title = "ran"</script>',
    });
  });

  test('gives the first MiB of a long text, when it is asked for that', async () => {
    const { url, sizeBytes } = await openPreview('long.txt');
    const { status, base64 } = await fetchInPage(url, `bytes=0-${1024 * 1024 - 1}`);
    expect({ status, sizeBytes, length: Buffer.from(base64, 'base64').length }).toEqual({
      status: 206,
      sizeBytes: 1024 * 1024 + 7,
      length: 1024 * 1024,
    });
  });

  test.each(['mp4', 'webm'] as const)('answers ranges of a %s movie', async (type) => {
    const bytes = movies[type];
    const { url, kind } = await openPreview(`movie.${type}`);
    const response = await fetchInPage(url, 'bytes=100-299');
    expect({ kind, ...response }).toEqual({
      kind: 'video',
      status: 206,
      contentType: `video/${type}`,
      contentRange: `bytes 100-299/${bytes.length}`,
      base64: bytes.subarray(100, 300).toString('base64'),
    });
    expect(await fetchInPage(url, `bytes=${bytes.length}-`)).toMatchObject({
      status: 416,
      contentRange: `bytes */${bytes.length}`,
    });
  });

  test.each(['mp4', 'webm'] as const)('plays and seeks a %s movie', async (type) => {
    const { url } = await openPreview(`movie.${type}`);
    const played = await satchel.page.evaluate(async (src) => {
      const video = document.createElement('video');
      const happened = (name: string) =>
        new Promise((resolve, reject) => {
          video.addEventListener(name, resolve, { once: true });
          video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
        });
      video.muted = true;
      const loaded = happened('loadeddata');
      video.src = src;
      document.body.append(video);
      await loaded;
      const seeked = happened('seeked');
      video.currentTime = video.duration / 2;
      await seeked;
      const result = { width: video.videoWidth, isInTheMiddle: video.currentTime > 0 };
      video.remove();
      video.removeAttribute('src');
      video.load();
      return result;
    }, url);
    expect(played).toEqual({ width: expect.any(Number), isInTheMiddle: true });
    expect(played.width).toBeGreaterThan(0);
  });

  test.each(['reading is given up', 'the preview is closed'])(
    'stops reading from the storage when %s',
    async (why) => {
      const { url, token } = await openPreview('large.mp4');
      await satchel.page.evaluate(async (address) => {
        const giveUp = new AbortController();
        const response = await fetch(address, { signal: giveUp.signal });
        const reader = response.body?.getReader();
        await reader?.read();
        Object.assign(window, { giveUp, reader });
      }, url);
      const openNow = async () => (await server.control?.counters())?.openRequests;
      expect(await openNow()).toBeGreaterThanOrEqual(1);
      if (why === 'the preview is closed') await requestInPage(satchel.page, 'preview.close', { token });
      else {
        await satchel.page.evaluate(() => {
          (window as unknown as { readonly giveUp: AbortController }).giveUp.abort();
        });
      }
      await expect.poll(openNow, { timeout: 10_000 }).toBe(0);
    },
  );

  test('is gone with its token', async () => {
    const { url, token } = await openPreview('pixel.png');
    await requestInPage(satchel.page, 'preview.close', { token });
    expect((await fetchInPage(url)).status).toBe(404);
    expect((await fetchInPage('satchel-preview://00000000-0000-4000-8000-000000000000/')).status).toBe(404);
  });

  test('is for our own page only', async () => {
    const { url } = await openPreview('pixel.png');
    const opening = satchel.app.waitForEvent('window');
    await satchel.app.evaluate(async ({ BrowserWindow }) => {
      await new BrowserWindow({ show: false }).loadURL('data:text/html,<title>foreign</title>');
    });
    const foreign = await opening;
    const outcome = await foreign.evaluate(
      (address) =>
        fetch(address).then(
          () => 'read',
          () => 'refused',
        ),
      url,
    );
    await foreign.close();
    expect(outcome).toBe('refused');
  });
});
