import { crc32, deflateSync } from 'node:zlib';

/** A PNG that says it is so large; its pixels are missing, so only its header can be read. */
export function pngHeader(width: number, height: number): Buffer {
  return Buffer.concat([pngStart, pngChunk('IHDR', imageHeader(width, height))]);
}

/** A whole PNG of one colour. */
export function png(
  width: number,
  height: number,
  [red, green, blue]: readonly [number, number, number],
): Buffer {
  const line = Buffer.alloc(1 + width * 3);
  for (let x = 0; x < width; x += 1) line.set([red, green, blue], 1 + x * 3);
  const lines = Buffer.concat(Array.from({ length: height }, () => line));
  return Buffer.concat([
    pngStart,
    pngChunk('IHDR', imageHeader(width, height)),
    pngChunk('IDAT', deflateSync(lines)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

const pngStart = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

function imageHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return header;
}

function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(8);
  chunk.writeUInt32BE(data.length, 0);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named), 0);
  return Buffer.concat([chunk.subarray(0, 4), named, sum]);
}

type JpegOptions = {
  readonly exif?: Buffer;
  /** Bytes of a note that stands before the size. */
  readonly noteBytes?: number;
};

/** A JPEG's beginning, with its size and without pixels. */
export function jpegHeader(width: number, height: number, { exif, noteBytes }: JpegOptions = {}): Buffer {
  const frame = Buffer.alloc(15);
  frame.set([8], 0);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(exif === undefined ? [] : [segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif]))]),
    ...notes(noteBytes ?? 0),
    segment(0xc0, frame),
    segment(0xda, Buffer.alloc(10)),
  ]);
}

/** An Exif structure with an orientation, and with a small JPEG as its preview. */
export function exifWith(orientation: number, preview: Buffer): Buffer {
  const tiff = Buffer.alloc(56);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  writeEntry(tiff, 10, 0x0112, 3, orientation);
  tiff.writeUInt32LE(26, 22);
  tiff.writeUInt16LE(2, 26);
  writeEntry(tiff, 28, 0x0201, 4, 56);
  writeEntry(tiff, 40, 0x0202, 4, preview.length);
  return Buffer.concat([tiff, preview]);
}

function writeEntry(tiff: Buffer, at: number, tag: number, type: number, value: number): void {
  tiff.writeUInt16LE(tag, at);
  tiff.writeUInt16LE(type, at + 2);
  tiff.writeUInt32LE(1, at + 4);
  tiff.writeUInt32LE(value, at + 8);
}

function* notes(totalBytes: number): Generator<Buffer, void, void> {
  for (let left = totalBytes; left > 0; left -= 60_000)
    yield segment(0xfe, Buffer.alloc(Math.min(left, 60_000)));
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** The smallest thing that is a whole WebP file for whoever reads only its frame; `content` tells them apart. */
export function webp(content: string | Buffer): Buffer {
  const body = Buffer.from(content);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([head, body]);
}
