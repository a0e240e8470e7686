import { canvasFor } from './canvas.ts';

let last: Promise<unknown> = Promise.resolve();

/** Draws a picture the right way up; undefined for one that is too large. One at a time: each may take 320 MB. */
export function drawPicture(url: string): Promise<OffscreenCanvas | undefined> {
  const mine = last.then(() => draw(url));
  last = Promise.allSettled([mine]);
  return mine;
}

async function draw(url: string): Promise<OffscreenCanvas | undefined> {
  const image = new Image();
  // Another origin than the page's: without this, its pixels could not be read back.
  image.crossOrigin = 'anonymous';
  image.src = url;
  await loaded(image);
  // Known from the decoder's reading of the header; no pixel has been decoded yet.
  const target = canvasFor(image.naturalWidth, image.naturalHeight);
  if (target === undefined) return undefined;
  const { canvas, context } = target;
  const { width: resizeWidth, height: resizeHeight } = canvas;
  const bitmap = await createImageBitmap(image, { resizeWidth, resizeHeight, resizeQuality: 'medium' });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  image.src = '';
  return canvas;
}

function loaded(image: HTMLImageElement): Promise<void> {
  return new Promise((resolve, reject) => {
    image.onload = () => resolve();
    image.onerror = () => reject(new Error('The picture cannot be decoded.'));
  });
}
