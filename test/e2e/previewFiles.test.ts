import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { PDFDocument, PDFHexString, StandardFonts } from 'pdf-lib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../support/electronApp.ts';
import { png } from '../support/pictures.ts';
import { openSatchelOnServer, type SatchelOnServer, temporaryFolder } from '../support/satchelOnServer.ts';
import { putSparseObjects } from '../support/sparseObject.ts';

const patience = { timeout: 8_000 };
const giant = 5_000_000_000;
const bucket = 'files';
const shownBytes = 1024 * 1024;

let world: SatchelOnServer;
let serverFolder: string;

beforeAll(async () => {
  serverFolder = await temporaryFolder();
  await putSparseObjects(serverFolder, 'giants', [
    { key: 'log.txt', sizeBytes: giant, head: Buffer.from('a line of the log\n'.repeat(60_000)) },
    { key: 'disk.img', sizeBytes: giant, head: Buffer.from('BEGIN'), tail: Buffer.from('THE END.') },
  ]);
  world = await openSatchelOnServer({ [bucket]: {} }, {}, { dir: serverFolder });
  const put = (key: string, body: string | Buffer, options = {}) =>
    world.storage.put({ bucket, key }, Buffer.from(body), options);
  await put('locked.pdf', await pdfWith(1, true));
  await put('pages.pdf', await pdfWith(40));
  const picture = png(400, 300, [200, 80, 20]);
  await put('a picture.png', picture, { contentType: 'image/png', metadata: { album: 'Lisbon' } });
  await put('b picture.png', png(300, 300, [20, 80, 200]), { contentType: 'image/png' });
  await put('broken.png', Buffer.concat([picture.subarray(0, 33), Buffer.alloc(400, 7)]));
  await put('torn.jpg', Buffer.alloc(5000, 7));
  await put('utf-16.txt', Buffer.from('\ufeffGrüße aus Łódź — 日本', 'utf16le'));
  await put('no mark.txt', Buffer.from('Plain words, two bytes each', 'utf16le'));
  await put(
    'latin-1.txt',
    Buffer.from('Fête à la plage, très château, déjà vu, forêt, où êtes-vous', 'latin1'),
  );
  // こんにちは、世界。今日はいい天気ですね。
  await put(
    'shift-jis.txt',
    Buffer.from('82b182f182c982bf82cd814190a28a4581428da193fa82cd82a282a293568b4382c582b782cb8142', 'hex'),
  );
  await put('<img src=x onerror=alert(1)>.html', '<script>parent.document.title = "ran"</script>', {
    contentType: 'text/html',
  });
  await put('sound.wav', wav(4));
  const media = path.join(projectFolder, 'build/demo/sample/media');
  await put('opening.webm', await readFile(path.join(media, 'opening.webm')), { contentType: 'video/webm' });
  await put('cut.webm', (await readFile(path.join(media, 'opening.webm'))).subarray(0, 300));
  world.page.setDefaultTimeout(8_000);
  await world.window.openBucket('giants');
  await world.window.select('log.txt');
  await world.page.getByRole('button', { name: 'Details', exact: true }).click();
  await pane().waitFor(patience);
});

afterAll(async () => {
  await world?.close();
  await rm(serverFolder, { recursive: true, force: true });
});

afterEach(async () => {
  if (await world.page.getByRole('dialog').isVisible()) await world.page.keyboard.press('Escape');
});

/** A PDF whose pages say their number; a locked one needs a password that nobody has. */
async function pdfWith(count: number, isLocked = false): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= count; number += 1) {
    pdf.addPage([200, 300]).drawText(`This is ${number}`, { x: 20, y: 100, font, size: 20 });
  }
  if (isLocked) {
    const noKey = PDFHexString.of('5a'.repeat(32));
    const { context } = pdf;
    const encryption = { Filter: 'Standard', V: 1, R: 2, P: -4, O: noKey, U: noKey };
    context.trailerInfo.Encrypt = context.register(context.obj(encryption));
    context.trailerInfo.ID = context.obj([
      PDFHexString.of('00'.repeat(16)),
      PDFHexString.of('00'.repeat(16)),
    ]);
  }
  return Buffer.from(await pdf.save({ useObjectStreams: false }));
}

/** So many seconds of a low tone. */
function wav(seconds: number): Buffer {
  const rate = 8000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + rate * seconds, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(rate * seconds, 40);
  return Buffer.concat([
    head,
    Buffer.from(Array.from({ length: rate * seconds }, (_, at) => 128 + (at % 80))),
  ]);
}

const pane = () => world.page.getByRole('complementary', { name: 'Details' });
const says = (text: string | RegExp) => pane().getByText(text).first().waitFor(patience);
const large = (name: string) => world.page.getByRole('dialog', { name });
const showLarge = async (name: string) => {
  await world.window.select(name);
  await pane().getByRole('button', { name: 'Show larger' }).click();
  await large(name).waitFor(patience);
};
const closeLarge = async (name: string) => {
  await world.page.keyboard.press('Escape');
  await large(name).waitFor({ state: 'detached' });
};
const isUntouched = async () => expect(await world.page.title()).not.toContain('ran');

/** What all of Satchel's processes hold, in bytes. */
const memoryBytes = () =>
  world.satchel.app.evaluate(({ app }) =>
    app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize * 1024, 0),
  );

describe('files of 5 GB', () => {
  test('the first part of a text is shown, and nothing else of it is read or held', async () => {
    await says('The first 1.05 MB of 5 GB are shown.');
    await says(/^a line of the log/);
    await world.window.select('disk.img');
    await says('42 45 47 49 4e');
    const before = await memoryBytes();
    await world.control.reset();
    await world.window.select('log.txt');
    await says('The first 1.05 MB of 5 GB are shown.');
    const shown = (await pane().getByRole('document', { name: 'log.txt' }).textContent()) ?? '';
    expect(shown.length).toBeGreaterThan(0.99 * shownBytes);
    expect(shown.length).toBeLessThanOrEqual(shownBytes);
    const { bytesOut, openRequests } = await world.control.counters();
    expect(bytesOut).toBeLessThan(2 * shownBytes);
    expect(openRequests).toBe(0);
    expect((await memoryBytes()) - before).toBeLessThan(200_000_000);
  });

  test('any byte of any file is seen at once, from its first to its last', async () => {
    await world.control.reset();
    await world.window.select('disk.img');
    const bytes = pane().getByRole('document', { name: 'Bytes of the file' });
    await bytes.getByText(/^42 45 47 49 4e 00/).waitFor(patience);
    await bytes.press('End');
    // 5,000,000,000 is 0x12a05f200: a whole line.
    await bytes.getByText('12a05f1f8', { exact: true }).waitFor(patience);
    await bytes.getByText('54 48 45 20 45 4e 44 2e').waitFor(patience);
    await bytes.getByText('THE END.').waitFor(patience);
    const goTo = pane().getByLabel('Go to byte');
    await goTo.fill('2500000000');
    await goTo.press('Enter');
    await bytes.getByText('09502f900', { exact: true }).waitFor(patience);
    await bytes.hover();
    await world.page.mouse.wheel(0, 400);
    await bytes.getByText('09502f950', { exact: true }).waitFor(patience);
    await bytes.press('Home');
    await bytes.getByText(/^42 45 47 49 4e 00/).waitFor(patience);
    // The bar reaches every part: in its middle one is in the middle of the file.
    await bytes.evaluate((box) => {
      box.scrollTop = (box.scrollHeight - box.clientHeight) / 2;
    });
    await bytes
      .getByText(/^0?9502/)
      .first()
      .waitFor(patience);
    await goTo.fill('5000000000');
    await goTo.press('Enter');
    await says('There is no such byte: the file has 5,000,000,000');
    expect((await world.control.counters()).bytesOut).toBeLessThan(4 * shownBytes);
  });
});

describe('what cannot be shown', () => {
  test.each([
    ['locked.pdf', /locked with a password/],
    ['broken.png', /picture cannot be shown/],
    ['torn.jpg', /picture cannot be shown/],
    ['cut.webm', /movie cannot be played/],
  ])('%s is refused with a sentence', async (name, sentence) => {
    await world.window.openBucket(bucket);
    await world.window.select(name);
    await says(sentence);
  });

  test('a web page is shown as it is written, and its name as it is', async () => {
    const name = '<img src=x onerror=alert(1)>.html';
    await world.window.select(name);
    await says('<script>parent.document.title = "ran"</script>');
    await pane().getByRole('heading', { name }).waitFor();
    expect(await pane().locator('iframe, script, img').count()).toBe(0);
    await isUntouched();
  });
});

describe('texts', () => {
  test.each([
    ['utf-16.txt', 'utf-16le', 'Grüße aus Łódź — 日本'],
    ['no mark.txt', 'utf-16le', 'Plain words, two bytes each'],
    ['latin-1.txt', 'windows-1252', 'Fête à la plage, très château, déjà vu, forêt, où êtes-vous'],
    ['shift-jis.txt', 'shift_jis', 'こんにちは、世界。今日はいい天気ですね。'],
  ])('%s is read in the letters it was written in', async (name, encoding, text) => {
    await world.window.select(name);
    await says(text);
    expect(await pane().getByLabel('Encoding of the text').inputValue()).toBe(encoding);
  });

  test('another encoding can be chosen, and belongs to that file alone', async () => {
    await world.window.select('shift-jis.txt');
    await pane().getByLabel('Encoding of the text').selectOption('windows-1252');
    await says(/^‚±‚ñ/);
    await pane().getByLabel('Encoding of the text').selectOption('shift_jis');
    await says('こんにちは、世界。今日はいい天気ですね。');
  });
});

describe('shown large', () => {
  test('the arrow keys go through the files, and Escape leaves the last one selected, with the focus', async () => {
    const { window, page } = world;
    await showLarge('a picture.png');
    await large('a picture.png').getByRole('img').waitFor(patience);
    await page.keyboard.press('ArrowRight');
    await large('b picture.png').getByRole('img').waitFor(patience);
    await page.keyboard.press('ArrowRight');
    await large('broken.png')
      .getByText(/picture cannot be shown/)
      .waitFor(patience);
    await page.keyboard.press('ArrowLeft');
    await large('b picture.png').getByRole('img').waitFor(patience);
    await closeLarge('b picture.png');
    expect(await window.row('b picture.png').getAttribute('aria-selected')).toBe('true');
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });

  test('a picture is zoomed by keys, by the wheel and by a double click', async () => {
    const { page } = world;
    await showLarge('a picture.png');
    const dialog = large('a picture.png');
    const picture = dialog.getByRole('img');
    const scale = async () =>
      Number(/scale\(([\d.]+)\)/.exec((await picture.getAttribute('style')) ?? '')?.[1]);
    await dialog.getByRole('group', { name: /^Picture: plus and minus zoom/ }).focus();
    await page.keyboard.press('+');
    await expect.poll(scale).toBe(1.5);
    await page.keyboard.press('-');
    await expect.poll(scale).toBe(1);
    await picture.hover();
    await page.mouse.wheel(0, -300);
    await expect.poll(scale).toBeGreaterThan(1.5);
    const moved = async () =>
      /translate\((-?[\d.]+)px/.exec((await picture.getAttribute('style')) ?? '')?.[1];
    const before = await moved();
    await page.keyboard.press('ArrowRight');
    await expect.poll(moved).not.toBe(before);
    await page.keyboard.press('0');
    await expect.poll(scale).toBe(1);
    await picture.dblclick();
    await expect.poll(scale).toBe(3);
    await closeLarge('a picture.png');
  });

  test('a PDF is paged through by keys, to its last page', async () => {
    const { page } = world;
    await showLarge('pages.pdf');
    const dialog = large('pages.pdf');
    const pages = dialog.getByRole('region', { name: 'pages.pdf' });
    const number = () => dialog.getByLabel('Page number').inputValue();
    await dialog.getByText('This is 1', { exact: true }).waitFor(patience);
    await pages.focus();
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await expect.poll(async () => Number(await number()), patience).toBeGreaterThan(1);
    await page.keyboard.press('End');
    await dialog.getByText('This is 40', { exact: true }).waitFor(patience);
    await expect.poll(number, patience).toBe('40');
    await page.keyboard.press('Home');
    await expect.poll(number, patience).toBe('1');
    await closeLarge('pages.pdf');
  });
});

describe('movies and sounds', () => {
  test.each([
    ['sound.wav', 'audio'],
    ['opening.webm', 'video'],
  ])('%s is played, and goes on from where it is sought', async (name, tag) => {
    await world.window.select(name);
    const media = pane().locator(tag);
    await media.waitFor(patience);
    const readyState = () => media.evaluate((element) => (element as HTMLMediaElement).readyState);
    await expect.poll(readyState, patience).toBeGreaterThan(0);
    const played = await media.evaluate(async (element) => {
      const player = element as HTMLMediaElement;
      player.muted = true;
      const sought = new Promise((resolve) => player.addEventListener('seeked', resolve, { once: true }));
      const middle = player.duration / 2;
      player.currentTime = middle;
      await sought;
      const going = new Promise((resolve) => player.addEventListener('timeupdate', resolve, { once: true }));
      await player.play();
      await going;
      player.pause();
      return { middle, now: player.currentTime };
    });
    expect(played.middle).toBeGreaterThan(0.2);
    expect(played.now).toBeGreaterThanOrEqual(played.middle);
  });
});

describe('what is known of a file', () => {
  const clipboard = () => world.satchel.app.evaluate(({ clipboard: own }) => own.readText());

  test('in plain words, with the expert’s beside them', async () => {
    await world.window.select('a picture.png');
    for (const word of ['Type', 'Size', 'Modified', 'Kept as', 'Where']) {
      await pane().getByText(word, { exact: true }).first().waitFor();
    }
    await pane().getByRole('button', { name: 'More', exact: true }).click();
    for (const word of [
      'Full name (object key)',
      'Exact size',
      'Kind of content (content type)',
      'image/png',
      'Kept as (storage class)',
      'Fingerprint (ETag)',
      'album (metadata)',
      'Lisbon',
    ]) {
      await pane().getByText(word, { exact: true }).first().waitFor(patience);
    }
  });

  test('its addresses go to the clipboard', async () => {
    const key = 'a picture.png';
    for (const [button, text] of [
      ['Copy the full name', key],
      ['Copy the web address', `${world.server.url}/${bucket}/a%20picture.png`],
      ['Copy the S3 address', `s3://${bucket}/${key}`],
    ] as const) {
      await pane().getByRole('button', { name: button }).click();
      await expect.poll(clipboard).toBe(text);
    }
  });
});

test('nothing went wrong unseen', () => {
  // The list asks for thumbnails of pictures that have none.
  expect(world.satchel.errors().filter((error) => !error.endsWith('404 (Not Found)'))).toEqual([]);
});
