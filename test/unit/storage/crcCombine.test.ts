import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { startChecksum } from '../../../electron/core/storage/checksums.ts';
import { combineCrcs } from '../../../electron/core/storage/crcCombine.ts';

const body = randomBytes(300_001);

test.for(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
  '%s of parts gives that of the whole',
  async (algorithm) => {
    const hexOf = async (bytes: Uint8Array) => {
      const running = await startChecksum(algorithm);
      running.update(bytes);
      return running.hex();
    };
    const parts = [];
    for (const [start, end] of [
      [0, 100_000],
      [100_000, 100_000],
      [100_000, 200_000],
      [200_000, 300_000],
      [300_000, 300_001],
    ] as const) {
      parts.push({ hex: await hexOf(body.subarray(start, end)), sizeBytes: end - start });
    }
    expect(combineCrcs(algorithm, parts)).toBe(await hexOf(body));
    expect(combineCrcs(algorithm, parts.slice(0, 1))).toBe(parts[0]?.hex);
    expect(combineCrcs(algorithm, [])).toBe(await hexOf(new Uint8Array()));
  },
);
