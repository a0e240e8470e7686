import type { Preview } from '../../../shared/domain/preview.ts';
import type { ObjectRef, Storage } from '../storage/storage.ts';
import { headBytes, isJpeg, judgePicture } from '../thumbnails/pictureSize.ts';
import { holdsTooManyPixels } from './embeddedPictures.ts';

/** A larger picture is not shown: Chromium would hold all of it, and its pixels, in memory. */
export const maxPictureBytes = 100 * 1024 * 1024;
/** A drawing is parsed whole before it is drawn. */
export const maxDrawingBytes = 5 * 1024 * 1024;
/** Long notes may stand before the size of a JPEG; so many of its bytes are read to get past them. */
const longHeadBytes = 4 * 1024 * 1024;

/** A picture as far as it is known before its bytes are read. */
type Picture = ObjectRef & {
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly etag: string;
};

/**
 * Why a picture is not handed to a decoder: its size, its number of pixels, or `unknown` where its first bytes are those
 * of no picture. Undefined for one that may be decoded. Throws what the storage throws.
 */
export async function pictureRefusal(
  storage: Pick<Storage, 'openRange'>,
  picture: Picture,
): Promise<NonNullable<Preview['refusal']> | 'unknown' | undefined> {
  const isDrawing = picture.contentType === 'image/svg+xml';
  if (picture.sizeBytes > (isDrawing ? maxDrawingBytes : maxPictureBytes)) return 'tooLarge';
  if (picture.sizeBytes === 0) return undefined;
  if (isDrawing) {
    // It has no pixels of its own until it is drawn, and then as many as the place that it is drawn in.
    const drawing = await readHead(storage, picture, maxDrawingBytes);
    return holdsTooManyPixels(drawing) ? 'tooManyPixels' : undefined;
  }
  const head = await readHead(storage, picture, headBytes);
  const first = judgePicture(head);
  const isCutJpeg = first === 'unknown' && isJpeg(head) && picture.sizeBytes > head.length;
  const verdict = isCutJpeg ? judgePicture(await readHead(storage, picture, longHeadBytes)) : first;
  if (verdict === 'fine') return undefined;
  return verdict === 'refused' ? 'tooManyPixels' : 'unknown';
}

async function readHead(
  storage: Pick<Storage, 'openRange'>,
  { bucket, key, etag, sizeBytes }: Picture,
  maxBytes: number,
): Promise<Buffer> {
  const range = { startByte: 0, endByte: Math.min(maxBytes, sizeBytes) - 1 };
  const { body } = await storage.openRange({ bucket, key }, { range, ifMatchEtag: etag });
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
