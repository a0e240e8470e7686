import { Readable } from 'node:stream';
import type { ThumbnailSource } from '../../../shared/ipc/thumbnailUrl.ts';
import { SatchelError } from '../satchelError.ts';
import type { ByteRange, Storage } from '../storage/storage.ts';
import { rememberErrors } from '../transfers/download/bodyWriter.ts';
import { exifPreview } from './exifPreview.ts';
import { headBytes, isJpeg, judgePicture } from './pictureSize.ts';
import type { ThumbnailKind } from './thumbnailKind.ts';
import type { MakerSource } from './thumbnailMaker.ts';

/** A larger picture is not read; only the small one in its first `headBytes` is used. */
export const maxPictureBytes = 24 * 1024 * 1024;
/** Of a movie, so much is read at most, in all its ranges. */
export const maxMovieBytes = 16 * 1024 * 1024;

/**
 * What the maker is given of an object: a picture whose number of pixels was checked, or the way to read a movie.
 * Undefined where there is nothing to decode. Throws what the storage throws.
 */
export async function makerSourceOf(
  storage: Storage,
  source: ThumbnailSource,
  { kind, contentType }: ThumbnailKind,
  signal: AbortSignal,
): Promise<MakerSource | undefined> {
  if (source.sizeBytes === 0) return undefined;
  if (kind === 'movie') {
    const { sizeBytes } = source;
    return { kind, contentType, sizeBytes, read: createMovieReader(storage, source, maxMovieBytes) };
  }
  const bytes = await readPicture(storage, source, signal);
  return bytes === undefined ? undefined : { kind, contentType, bytes };
}

async function readPicture(
  storage: Storage,
  source: ThumbnailSource,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const isWhole = source.sizeBytes <= maxPictureBytes;
  const endByte = (isWhole ? source.sizeBytes : Math.min(headBytes, source.sizeBytes)) - 1;
  const body = await open(storage, source, { startByte: 0, endByte }, signal);
  const chunks: Buffer[] = [];
  let length = 0;
  let isJudged = false;
  // Leaving the loop ends the request.
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (!isWhole || isJudged || length < headBytes) continue;
    isJudged = true;
    const head = Buffer.concat(chunks);
    const verdict = judgePicture(head);
    if (verdict === 'refused' || (verdict === 'unknown' && !isJpeg(head))) return undefined;
  }
  const bytes = Buffer.concat(chunks);
  const picture = isWhole ? bytes : exifPreview(bytes);
  return picture !== undefined && judgePicture(picture) === 'fine' ? picture : undefined;
}

/** Opens ranges of a movie until `maxBytes` of it were read, whoever read them. */
export function createMovieReader(storage: Storage, source: ThumbnailSource, maxBytes: number) {
  let leftBytes = maxBytes;
  return async (range: ByteRange, signal: AbortSignal): Promise<Readable> => {
    if (leftBytes <= 0) throw enough();
    const body = await open(storage, source, range, signal);
    return Readable.from(limited(body), { objectMode: false });
  };

  async function* limited(body: Readable): AsyncGenerator<Buffer, void, void> {
    for await (const chunk of body) {
      leftBytes -= chunk.length;
      if (leftBytes < 0) throw enough();
      yield chunk;
    }
  }
}

async function open(
  storage: Storage,
  { bucket, key, etag }: ThumbnailSource,
  range: ByteRange,
  signal: AbortSignal,
): Promise<Readable> {
  const { body } = await storage.openRange({ bucket, key }, { range, ifMatchEtag: etag, signal });
  rememberErrors(body);
  return body;
}

function enough(): SatchelError {
  return new SatchelError('cancelled', 'More of the movie would be read than a thumbnail is worth');
}
