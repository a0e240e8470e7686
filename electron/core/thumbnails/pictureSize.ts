import { imageSize } from 'image-size';
import { readJpegHeader } from './jpegHeader.ts';

/** A picture of more pixels is not decoded: at four bytes each, they would take 320 MB. */
export const maxPixels = 80_000_000;

/** So many first bytes say how large a picture is, unless it is a JPEG with long notes before its pixels. */
export const headBytes = 256 * 1024;

/** What Chromium decodes, as image-size names it. */
const decodableTypes: ReadonlySet<string> = new Set(['png', 'gif', 'webp', 'avif', 'bmp', 'ico']);

/**
 * Whether a picture may be handed to a decoder, by what its first bytes say of its size. `unknown` where these bytes do
 * not tell, of which only those of a JPEG may still do so when there are more.
 */
export function judgePicture(bytes: Buffer): 'fine' | 'refused' | 'unknown' {
  const size = sizeOf(bytes);
  if (size === undefined) return 'unknown';
  const { width, height } = size;
  return width > 0 && height > 0 && width * height <= maxPixels ? 'fine' : 'refused';
}

/** True for what begins as a JPEG does. */
export function isJpeg(bytes: Buffer): boolean {
  return bytes.length >= 2 && bytes.readUInt16BE(0) === 0xffd8;
}

function sizeOf(bytes: Buffer): { readonly width: number; readonly height: number } | undefined {
  // image-size goes through a JPEG byte by byte where it finds no segment: other sizes than the decoder's, and slowly.
  if (isJpeg(bytes)) return readJpegHeader(bytes);
  try {
    const { type, width, height } = imageSize(bytes.subarray(0, headBytes));
    return type !== undefined && decodableTypes.has(type) ? { width, height } : undefined;
  } catch {
    // It throws for everything that is no picture it knows.
    return undefined;
  }
}
