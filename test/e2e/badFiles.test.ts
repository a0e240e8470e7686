import { PDFDocument, StandardFonts } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jpegHeader, pngHeader } from '../support/pictures.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const patience = { timeout: 15_000 };
const bucket = 'bad-files';
const textBytes = 5 * 1024 * 1024;
const oddName = 'odd\n<img src=x onerror=alert(1)>\u202egpj.txt';

let world: SatchelOnServer;

beforeAll(async () => {
  world = await openSatchelOnServer({ [bucket]: {} });
  const put = (key: string, body: string | Buffer, options = {}) =>
    world.storage.put({ bucket, key }, Buffer.from(body), options);
  await put('bomb.png', pngHeader(60_000, 60_000));
  await put('bomb.jpg', jpegHeader(60_000, 60_000));
  await put(
    'script.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><script>parent.document.title="ran"</script>' +
      '<image href="http://127.0.0.1:9/x.png"/><rect width="40" height="40" onload="alert(1)" fill="teal"/></svg>',
  );
  const inside = pngHeader(60_000, 60_000).toString('base64');
  await put(
    'bomb.svg',
    `<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/png;base64,${inside}"/></svg>`,
  );
  await put('broken.mp4', Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42'), Buffer.alloc(5000, 7)]));
  await put('broken.mp3', Buffer.alloc(5000, 7));
  await put('broken.pdf', '%PDF-1.7\nnothing that is a PDF');
  await put('pages.pdf', await manyPages(2000));
  await put('long.txt', Buffer.concat([Buffer.alloc(textBytes, 'x'), Buffer.from('end')]));
  await put(
    'page.md',
    '# Title\n\n<script>document.title="ran"</script>\n\n<b>bold</b> [a link](https://example.com) ' +
      '![a picture](https://example.com/x.png)\n\n- [x] done\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
  );
  await put('nested.md', '> '.repeat(20_000));
  await put('things.bin', Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 256)));
  await put('cyrillic.txt', Buffer.from('cff0e8e2e5f22c20eae0ea20e4e5ebe03f20cfeeead120e4eee6e4fc', 'hex'));
  await put('archived.txt', 'x', { storageClass: 'GLACIER' });
  for (const name of ['a', 'b', 'c/d']) await put(`folder/${name}`, 'xx');
  await put(oddName, 'odd', { metadata: { note: '<b>not bold</b>' } });
  await world.window.openBucket(bucket);
  await world.window.row('bomb.png').click();
  const details = world.page.getByRole('complementary', { name: 'Details' });
  if (!(await details.isVisible())) await world.page.keyboard.press('Alt+Enter');
  if (!(await details.isVisible())) {
    await world.page.getByRole('button', { name: 'Details', exact: true }).click();
  }
  await details.waitFor(patience);
});

afterAll(async () => {
  await world?.close();
});

/** A PDF whose pages say their number; one of them lies on its side. */
async function manyPages(count: number): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= count; number += 1) {
    const page = pdf.addPage(number === 1500 ? [400, 200] : [200, 300]);
    page.drawText(`This is ${number}`, { x: 20, y: 100, font, size: 20 });
  }
  return Buffer.from(await pdf.save());
}

const pane = () => world.page.getByRole('complementary', { name: 'Details' });
const says = (text: string | RegExp) => pane().getByText(text).first().waitFor(patience);
const isUntouched = async () => {
  expect(await world.page.title()).not.toContain('ran');
  // The list asks for thumbnails of pictures that have none.
  expect(world.satchel.errors().filter((error) => !error.endsWith('404 (Not Found)'))).toEqual([]);
};

describe('the details pane', () => {
  test.each(['bomb.png', 'bomb.jpg', 'bomb.svg'])(
    'refuses a bomb (%s) with a sentence, and shows its bytes',
    async (key) => {
      await world.window.select(key);
      await says(/too many pixels/);
      expect(await pane().locator('img').count()).toBe(0);
      await pane().getByRole('document', { name: 'Bytes of the file' }).waitFor(patience);
      await isUntouched();
    },
  );

  test('draws an SVG, but nothing in it runs', async () => {
    await world.window.select('script.svg');
    const picture = pane().getByRole('img', { name: /script\.svg/ });
    await picture.waitFor(patience);
    await expect
      .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), patience)
      .toBe(40);
    await isUntouched();
  });

  test.each([
    ['broken.mp4', /movie cannot be played/],
    ['broken.mp3', /sound cannot be played/],
    ['broken.pdf', /PDF cannot be shown/],
    ['archived.txt', /in an archive/],
  ])('says why %s is not shown', async (key, sentence) => {
    await world.window.select(key);
    await says(sentence);
  });

  test('shows a PDF of 2,000 pages, and goes to one of them', async () => {
    await world.window.select('pages.pdf');
    await says('This is 1');
    const number = pane().getByLabel('Page number');
    await number.fill('1500');
    await number.press('Enter');
    await says('This is 1500');
    await pane().getByRole('button', { name: 'Zoom in' }).click();
    await says('This is 1500');
    expect(await number.inputValue()).toBe('1500');
    expect(await pane().locator('canvas').count()).toBeLessThan(8);
  });

  test('shows the beginning of a long text, and how much it is', async () => {
    await world.window.select('long.txt');
    await says('The first 1.05 MB of 5.24 MB are shown.');
    const shown = pane().getByRole('document', { name: 'long.txt' });
    expect((await shown.textContent())?.length).toBe(1024 * 1024);
    expect((await world.control.counters()).openRequests).toBe(0);
  });

  test('shows Markdown without its HTML, links and pictures', async () => {
    await world.window.select('page.md');
    await pane().getByRole('heading', { name: 'Title' }).waitFor(patience);
    const shown = pane().getByRole('document', { name: 'page.md' });
    expect(await shown.textContent()).toContain('<script>document.title="ran"</script>');
    expect(await shown.locator('a, img, script, b').count()).toBe(0);
    await pane().getByRole('switch', { name: 'Show the source' }).click();
    await pane().getByText('# Title').waitFor(patience);
    await isUntouched();
  });

  test('shows Markdown that would overflow its reader as it is written', async () => {
    await world.window.select('nested.md');
    await says(/^> > > /);
    await isUntouched();
  });

  test('shows the bytes of any file, and goes to one of them', async () => {
    await world.window.select('things.bin');
    const bytes = pane().getByRole('document', { name: 'Bytes of the file' });
    await bytes.getByText(/^00 01 02 03 04 05 06 07/).waitFor(patience);
    await pane().getByLabel('Go to byte').fill('0x40000');
    await pane().getByLabel('Go to byte').press('Enter');
    await bytes.getByText('40000', { exact: true }).waitFor(patience);
    await bytes.press('End');
    await bytes.getByText(/^d8 d9 da db dc dd de df/).waitFor(patience);
  });

  test('finds the encoding of a text, which can be changed', async () => {
    await world.window.select('cyrillic.txt');
    const encoding = pane().getByLabel('Encoding of the text');
    await encoding.waitFor(patience);
    expect(await encoding.inputValue()).toBe('windows-1251');
    await says(/Привет/);
    await encoding.selectOption('windows-1252');
    await says(/Ïðèâåò/);
  });

  test('shows a name that is no name as it is', async () => {
    await world.window.row('odd␊<img src=x onerror=alert(1)>[U+202E]gpj.txt').click();
    await pane()
      .getByRole('heading', { name: 'odd␊<img src=x onerror=alert(1)>[U+202E]gpj.txt' })
      .waitFor(patience);
    expect(await pane().locator('img').count()).toBe(0);
    await isUntouched();
  });

  test('tells what metadata say, and the addresses of a file', async () => {
    await pane().getByRole('button', { name: 'More', exact: true }).click();
    await says('note (metadata)');
    await says('<b>not bold</b>');
    await says(`s3://${bucket}/odd␊<img src=x onerror=alert(1)>[U+202E]gpj.txt`);
    await pane().getByRole('button', { name: 'Copy the web address' }).waitFor(patience);
    await pane().getByRole('button', { name: 'More', exact: true }).click();
    await isUntouched();
  });

  test('counts a folder when it is asked to', async () => {
    await world.window.select('folder');
    await pane().getByRole('button', { name: 'Count', exact: true }).click();
    await says('3 files, 6 bytes');
    await world.window.select('folder', 'things.bin');
    await says('Size with all folders');
    await pane().getByRole('button', { name: 'Count', exact: true }).click();
    await says(/^4 files, /);
  });

  test('can be made wider', async () => {
    const edge = pane().getByRole('separator', { name: 'Width of the details' });
    const widthOf = async () => (await pane().boundingBox())?.width ?? 0;
    const before = await widthOf();
    await edge.focus();
    await world.page.keyboard.press('ArrowLeft');
    expect(await widthOf()).toBe(before + 24);
    const box = await edge.boundingBox();
    if (box === null) throw new Error('The edge is not there');
    await world.page.mouse.move(box.x + 2, box.y + 100);
    await world.page.mouse.down();
    await world.page.mouse.move(box.x + 26, box.y + 100, { steps: 3 });
    await world.page.mouse.up();
    expect(await widthOf()).toBe(before);
  });

  test('shows a preview over the whole window, until Escape', async () => {
    await world.window.select('script.svg');
    await pane().getByRole('button', { name: 'Show larger' }).click();
    const dialog = world.page.getByRole('dialog', { name: 'script.svg' });
    const picture = dialog.getByRole('img');
    await picture.waitFor(patience);
    await dialog.getByRole('button', { name: 'Zoom in' }).click();
    expect(await picture.getAttribute('style')).toContain('scale(1.5)');
    await world.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await pane().getByRole('img').waitFor(patience);
  });
});
