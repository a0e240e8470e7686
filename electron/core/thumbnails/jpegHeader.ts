/** What a JPEG says of itself before its pixels. */
export type JpegHeader = {
  readonly width: number;
  readonly height: number;
  /** The content of its Exif segment: a TIFF structure. */
  readonly exif: Buffer | undefined;
};

const startOfScan = 0xda;
const app1 = 0xe1;
/** All frames of the standard; 0xC4, 0xC8 and 0xCC in between are tables and no frames. */
const frameMarkers: ReadonlySet<number> = new Set([
  0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
]);
const exifStart = Buffer.from('Exif\0\0', 'latin1');

/**
 * Reads the segments of a JPEG up to the one with its size; undefined where there is none in these bytes. It goes from
 * segment to segment and never looks for one in between, so that it finds the size that the decoder finds, in time that
 * grows with the number of segments. Source: ITU-T T.81, annex B.
 */
export function readJpegHeader(bytes: Buffer): JpegHeader | undefined {
  let exif: Buffer | undefined;
  for (const { marker, content } of jpegSegments(bytes)) {
    if (marker === app1 && content.subarray(0, exifStart.length).equals(exifStart)) {
      exif ??= content.subarray(exifStart.length);
    }
    if (!frameMarkers.has(marker) || content.length < 5) continue;
    return { height: content.readUInt16BE(1), width: content.readUInt16BE(3), exif };
  }
  return undefined;
}

/** The Exif segment alone, of a JPEG of which only the beginning is there. */
export function readJpegExif(bytes: Buffer): Buffer | undefined {
  for (const { marker, content } of jpegSegments(bytes)) {
    if (marker === app1 && content.subarray(0, exifStart.length).equals(exifStart)) {
      return content.subarray(exifStart.length);
    }
  }
  return undefined;
}

function* jpegSegments(bytes: Buffer) {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return;
  let position = 2;
  while (position + 4 <= bytes.length) {
    if (bytes[position] !== 0xff) return;
    const marker = bytes[position + 1] ?? 0;
    if (marker === 0xff) {
      // Any number of these may stand before a marker.
      position += 1;
      continue;
    }
    const length = bytes.readUInt16BE(position + 2);
    if (marker === startOfScan || length < 2 || position + 2 + length > bytes.length) return;
    yield { marker, content: bytes.subarray(position + 4, position + 2 + length) };
    position += 2 + length;
  }
}
