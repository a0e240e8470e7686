import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { checksumOf, startChecksum } from '../../../electron/core/storage/checksums.ts';
import type { ChecksumAlgorithm } from '../../../electron/core/storage/storage.ts';

const digits = Buffer.from('123456789');
const sha = (name: string) => createHash(name).update(digits).digest('hex');

/** Source: the "check" values of the catalogue of parametrised CRC algorithms. */
const known: Readonly<Record<ChecksumAlgorithm, string>> = {
  CRC32: 'cbf43926',
  CRC32C: 'e3069283',
  CRC64NVME: 'ae8b14860a799888',
  SHA1: sha('sha1'),
  SHA256: sha('sha256'),
};
const algorithms = Object.keys(known) as ChecksumAlgorithm[];

test.for(algorithms)('%s has its well-known value, in hexadecimal and in base64', async (algorithm) => {
  const inPieces = await startChecksum(algorithm);
  inPieces.update(digits.subarray(0, 4));
  inPieces.update(new Uint8Array());
  inPieces.update(digits.subarray(4));
  expect(inPieces.hex()).toBe(known[algorithm]);
  expect(await checksumOf(algorithm, digits)).toBe(Buffer.from(known[algorithm], 'hex').toString('base64'));
});

test.for(algorithms)(
  '%s: those that run beside each other, one after another too, do not mix',
  async (algorithm) => {
    const bodies = Array.from({ length: 5 }, (_none, index) => randomBytes(100_000 + index));
    const expected = await Promise.all(bodies.map((body) => checksumOf(algorithm, body)));
    const running = await Promise.all(bodies.map(() => startChecksum(algorithm)));
    for (let start = 0; start < 100_004; start += 30_000) {
      running.forEach((sum, index) => {
        sum.update(bodies[index]?.subarray(start, start + 30_000) ?? digits);
      });
    }
    expect(running.map((sum) => sum.base64())).toEqual(expected);
  },
);
