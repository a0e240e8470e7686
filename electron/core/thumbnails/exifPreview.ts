import { readJpegExif, readJpegHeader } from './jpegHeader.ts';

const orientationTag = 0x0112;
const previewOffsetTag = 0x0201;
const previewLengthTag = 0x0202;

/**
 * The small picture that cameras put into the Exif of a JPEG, as a JPEG of its own with the large one's orientation;
 * undefined where there is none in these first bytes. Source: Exif 2.32, "Thumbnail data" (4.5.5).
 */
export function exifPreview(bytes: Buffer): Buffer | undefined {
  const tiff = readJpegExif(bytes);
  if (tiff === undefined || tiff.length < 8) return undefined;
  try {
    const isLittle = tiff.toString('latin1', 0, 2) === 'II';
    const first = readDirectory(tiff, u32(tiff, 4, isLittle), isLittle);
    if (first.next === 0) return undefined;
    const second = readDirectory(tiff, first.next, isLittle);
    const start = second.values.get(previewOffsetTag);
    const length = second.values.get(previewLengthTag);
    if (start === undefined || length === undefined) return undefined;
    const preview = tiff.subarray(start, start + length);
    if (preview.length !== length || readJpegHeader(preview) === undefined) return undefined;
    return oriented(preview, first.values.get(orientationTag) ?? 1);
  } catch (error) {
    // An offset that leads out of the segment.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const maxEntries = 200;

/** The values of one directory that fit into its entries, and where the next one is; 0 for none. */
function readDirectory(tiff: Buffer, offset: number, isLittle: boolean) {
  const count = Math.min(u16(tiff, offset, isLittle), maxEntries);
  const values = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    const entry = offset + 2 + index * 12;
    const isShort = u16(tiff, entry + 2, isLittle) === 3;
    const value = isShort ? u16(tiff, entry + 8, isLittle) : u32(tiff, entry + 8, isLittle);
    values.set(u16(tiff, entry, isLittle), value);
  }
  return { values, next: u32(tiff, offset + 2 + count * 12, isLittle) };
}

const u16 = (bytes: Buffer, at: number, isLittle: boolean): number =>
  isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
const u32 = (bytes: Buffer, at: number, isLittle: boolean): number =>
  isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);

/** The same JPEG behind an Exif segment that holds nothing but an orientation (1 to 8). */
function oriented(jpeg: Buffer, orientation: number): Buffer {
  if (orientation < 2 || orientation > 8) return jpeg;
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(orientationTag, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 2 + 6 + tiff.length]);
  return Buffer.concat([head, Buffer.from('Exif\0\0', 'latin1'), tiff, jpeg.subarray(2)]);
}
