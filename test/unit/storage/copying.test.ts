import { describe, expect, test } from 'vitest';
import { copyLimits, copyRanges } from '../../../electron/core/storage/s3/copying.ts';

const GiB = 1024 ** 3;
const TiB = 1024 ** 4;

describe('an object that is copied in parts', () => {
  test('is one over the 5 GiB that S3 copies at once', () => {
    expect(copyLimits.largestAtOnceBytes).toBe(5 * GiB);
  });

  test.for([5 * GiB + 1, 5 * TiB, 48 * TiB + 12_345, 512 * 1024 ** 2, 1])(
    'of %d bytes keeps the limits of S3',
    (sizeBytes) => {
      const ranges = copyRanges(sizeBytes, copyLimits);
      const lengths = ranges.map(({ startByte, endByte }) => endByte - startByte + 1);
      expect(ranges.length).toBeLessThanOrEqual(10_000);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(5 * GiB);
      expect(lengths.slice(0, -1).every((length) => length >= copyLimits.partBytes)).toBe(true);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(sizeBytes);
      expect(
        ranges.every(({ startByte }, index) => startByte === (ranges[index - 1]?.endByte ?? -1) + 1),
      ).toBe(true);
    },
  );
});
