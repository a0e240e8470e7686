import { crc32c } from '@aws-crypto/crc32c';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ChecksumAlgorithm,
  checksumAlgorithms,
  combineChecksums,
  createChecksum,
  isChecksumValue,
  multipartChecksumType,
} from '../../support/s3server/checksums/checksums.ts';

function checksum(algorithm: ChecksumAlgorithm, ...chunks: readonly Uint8Array[]): Buffer {
  const hasher = createChecksum(algorithm);
  for (const chunk of chunks) hasher.update(chunk);
  return hasher.digest();
}

describe('checksums', () => {
  test('have the published check values for "123456789"', () => {
    const input = Buffer.from('123456789');
    expect(checksumAlgorithms.map((algorithm) => checksum(algorithm, input).toString('hex'))).toEqual([
      'cbf43926',
      'e3069283',
      'ae8b14860a799888',
      'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
      '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
    ]);
  });

  test('do not depend on how the bytes are cut, and CRC32C is the one of another implementation', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, cut) => {
        for (const algorithm of checksumAlgorithms) {
          const whole = checksum(algorithm, bytes);
          expect(checksum(algorithm, bytes.subarray(0, cut), bytes.subarray(cut)).equals(whole)).toBe(true);
        }
        expect(checksum('CRC32C', bytes).readUInt32BE()).toBe(crc32c(bytes));
      }),
      { numRuns: 200 },
    );
  });

  test('of a whole object follow from those of its parts', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { minLength: 1, maxLength: 6 }), (parts) => {
        for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME'] as const) {
          const known = parts.map((part) => ({
            value: checksum(algorithm, part).toString('base64'),
            sizeBytes: part.length,
          }));
          expect(combineChecksums(algorithm, 'FULL_OBJECT', known).value).toBe(
            checksum(algorithm, ...parts).toString('base64'),
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  test('of ten thousand parts are joined quickly', () => {
    const part = {
      value: checksum('CRC64NVME', Buffer.from('x')).toString('base64'),
      sizeBytes: 5 * 1024 ** 2,
    };
    const parts = Array.from({ length: 10_000 }, () => part);
    expect(combineChecksums('CRC64NVME', 'FULL_OBJECT', parts).value).toHaveLength(12);
  });

  test('have the types that S3 allows', () => {
    const outcome = (algorithm: ChecksumAlgorithm, wanted?: string): string => {
      try {
        return multipartChecksumType(algorithm, wanted);
      } catch {
        return 'refused';
      }
    };
    expect(
      checksumAlgorithms.map((a) => [outcome(a), outcome(a, 'FULL_OBJECT'), outcome(a, 'COMPOSITE')]),
    ).toEqual([
      ['COMPOSITE', 'FULL_OBJECT', 'COMPOSITE'],
      ['COMPOSITE', 'FULL_OBJECT', 'COMPOSITE'],
      ['FULL_OBJECT', 'FULL_OBJECT', 'refused'],
      ['COMPOSITE', 'refused', 'COMPOSITE'],
      ['COMPOSITE', 'refused', 'COMPOSITE'],
    ]);
  });

  test('are recognised by length and alphabet', () => {
    expect([
      isChecksumValue('CRC32', 'AAAAAA=='),
      isChecksumValue('CRC32', 'AAAA'),
      isChecksumValue('CRC32', '!!!!'),
    ]).toEqual([true, false, false]);
  });
});
