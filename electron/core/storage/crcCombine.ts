import type { ChecksumAlgorithm } from './storage.ts';

/** The checksums of parts that give that of the whole without reading the bytes again. */
export type CombinableAlgorithm = Extract<ChecksumAlgorithm, 'CRC32' | 'CRC32C' | 'CRC64NVME'>;

/** The width in bits and the reversed polynomial (RFC 1952, RFC 3720, NVM Express, "64b CRC"). */
const crcs = {
  CRC32: { width: 32, polynomial: 0xedb88320n },
  CRC32C: { width: 32, polynomial: 0x82f63b78n },
  CRC64NVME: { width: 64, polynomial: 0x9a6c9329ac4bc9b5n },
} as const;

/** A stretch of bytes: its CRC in hexadecimal, and its length. */
export type CrcPart = { readonly hex: string; readonly sizeBytes: number };

/** Whether the parts' checksums of this kind can be combined. */
export function isCombinable(algorithm: ChecksumAlgorithm | undefined): algorithm is CombinableAlgorithm {
  return algorithm === 'CRC32' || algorithm === 'CRC32C' || algorithm === 'CRC64NVME';
}

/** The CRC, in hexadecimal, of all parts put together in their order. */
export function combineCrcs(algorithm: CombinableAlgorithm, parts: Iterable<CrcPart>): string {
  const { width, polynomial } = crcs[algorithm];
  const field = createField(BigInt(width), polynomial);
  // All parts but the last are of one length.
  const shifts = new Map<number, bigint>();
  let sum = 0n;
  for (const { hex, sizeBytes } of parts) {
    const shift = shifts.get(sizeBytes) ?? field.powerOfX(8n * BigInt(sizeBytes));
    shifts.set(sizeBytes, shift);
    sum = field.multiply(sum, shift) ^ BigInt(`0x${hex}`);
  }
  return sum.toString(16).padStart(width / 4, '0');
}

/** Polynomials over GF(2) modulo another; reversed, so that the highest bit stands for x to the 0. */
function createField(width: bigint, polynomial: bigint) {
  const one = 1n << (width - 1n);
  const timesX = (value: bigint) => ((value & 1n) === 1n ? (value >> 1n) ^ polynomial : value >> 1n);

  function multiply(a: bigint, b: bigint): bigint {
    let product = 0n;
    let shifted = b;
    for (let bit = one; bit > 0n; bit >>= 1n) {
      if ((a & bit) !== 0n) product ^= shifted;
      shifted = timesX(shifted);
    }
    return product;
  }

  function powerOfX(exponent: bigint): bigint {
    let power = one;
    let square = timesX(one);
    for (let rest = exponent; rest > 0n; rest >>= 1n) {
      if ((rest & 1n) === 1n) power = multiply(power, square);
      square = multiply(square, square);
    }
    return power;
  }

  return { multiply, powerOfX };
}
