import { describe, expect, test } from 'vitest';
import { exifPreview } from '../../../electron/core/thumbnails/exifPreview.ts';
import { readJpegHeader } from '../../../electron/core/thumbnails/jpegHeader.ts';
import { judgePicture } from '../../../electron/core/thumbnails/pictureSize.ts';
import { thumbnailKindOf } from '../../../electron/core/thumbnails/thumbnailKind.ts';
import { exifWith, jpegHeader, png, pngHeader } from '../../support/pictures.ts';

describe('the size of a picture', () => {
  test.each([
    ['a photo', jpegHeader(4000, 3000), 'fine'],
    ['a photo of 80 megapixels', jpegHeader(10_000, 8_000), 'fine'],
    ['a photo of one line more', jpegHeader(10_000, 8_001), 'refused'],
    ['a decompression bomb', pngHeader(60_000, 60_000), 'refused'],
    ['a picture without width', jpegHeader(0, 3000), 'refused'],
    ['a small picture', png(10, 10, [1, 2, 3]), 'fine'],
    ['text', Buffer.from('not a picture at all'), 'unknown'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'), 'unknown'],
    ['nothing', Buffer.alloc(0), 'unknown'],
    ['a JPEG that is cut off', jpegHeader(4000, 3000).subarray(0, 8), 'unknown'],
  ])('of %s is judged before it is decoded', (_name, bytes, verdict) => {
    expect(judgePicture(bytes)).toBe(verdict);
  });

  test('is never taken from between the segments of a JPEG', () => {
    const fake = jpegHeader(10, 10).subarray(2);
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0x00]),
      fake,
      jpegHeader(60_000, 60_000).subarray(2),
    ]);
    expect(readJpegHeader(bytes)).toBeUndefined();
  });

  test('is found behind long notes', () => {
    expect(readJpegHeader(jpegHeader(4000, 3000, { noteBytes: 1_000_000 }))).toMatchObject({
      width: 4000,
      height: 3000,
    });
  });
});

describe('the small picture inside a photo', () => {
  test('is given with the orientation of the large one', () => {
    const preview = exifPreview(jpegHeader(4000, 3000, { exif: exifWith(6, jpegHeader(160, 120)) }));
    const header = preview === undefined ? undefined : readJpegHeader(preview);
    expect(header).toMatchObject({ width: 160, height: 120 });
    // One entry: tag 0x0112, a SHORT, once, with the value 6.
    expect(header?.exif?.subarray(10, 20).toString('hex')).toBe('01120003000000010006');
  });

  test('is given as it is where the photo stands upright', () => {
    const small = jpegHeader(160, 120);
    expect(exifPreview(jpegHeader(4000, 3000, { exif: exifWith(1, small) }))).toEqual(small);
  });

  test.each([
    ['without Exif', jpegHeader(4000, 3000)],
    [
      'whose Exif leads out of itself',
      jpegHeader(4000, 3000, { exif: Buffer.from('II*\0\xff\xff\xff\x7f', 'latin1') }),
    ],
    ['whose preview is no JPEG', jpegHeader(4000, 3000, { exif: exifWith(1, Buffer.from('no picture')) })],
    [
      'whose preview is longer than it',
      jpegHeader(1, 1, { exif: exifWith(1, jpegHeader(9, 9)).subarray(0, 70) }),
    ],
  ])('is not there in a photo %s', (_name, bytes) => {
    expect(exifPreview(bytes)).toBeUndefined();
  });
});

test('what a file is, is told by its name', () => {
  const kinds = [
    'a/b.JPG',
    'x.webm',
    'movie.mkv',
    'drawing.svg',
    'a.jpg/readme',
    'noextension',
    '.jpg',
    'x.heic',
  ];
  expect(kinds.map((key) => thumbnailKindOf(key)?.kind)).toEqual([
    'picture',
    'movie',
    'movie',
    undefined,
    undefined,
    undefined,
    'picture',
    undefined,
  ]);
});
