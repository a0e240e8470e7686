import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { createCRC32, createCRC64, type IHasher } from 'hash-wasm';
import type { ChecksumAlgorithm } from './storage.ts';

/** A checksum that is being made of bytes that come in pieces; over once it was asked for its value. */
export type RunningChecksum = {
  update(bytes: Uint8Array): void;
  /** The value as S3 writes it. Either this or `hex` is asked for, once. */
  base64(): string;
  /** The value in lower case. */
  hex(): string;
};

/** The CRCs that `node:zlib` has not: reversed polynomials of CRC-32C (RFC 3720) and CRC-64/NVME. */
const wasmCrcs = {
  CRC32C: () => createCRC32(0x82f63b78),
  CRC64NVME: () => createCRC64('9a6c9329ac4bc9b5'),
} as const;

/** Each has memory of its own; those that are over are used again. */
const idle: Record<keyof typeof wasmCrcs, IHasher[]> = { CRC32C: [], CRC64NVME: [] };
const maxIdle = 32;

/** Begins a checksum; one that is never asked for its value holds nothing but memory. */
export async function startChecksum(algorithm: ChecksumAlgorithm): Promise<RunningChecksum> {
  switch (algorithm) {
    case 'CRC32':
      return startCrc32();
    case 'CRC32C':
    case 'CRC64NVME':
      return startWasmCrc(algorithm, idle[algorithm].pop() ?? (await wasmCrcs[algorithm]()));
    case 'SHA1':
    case 'SHA256':
      return startHash(algorithm);
  }
}

/** The checksum of bytes that are all there, in base64. */
export async function checksumOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): Promise<string> {
  const running = await startChecksum(algorithm);
  running.update(bytes);
  return running.base64();
}

function startCrc32(): RunningChecksum {
  let sum = 0;
  const value = () => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(sum);
    return bytes;
  };
  return {
    update(bytes) {
      sum = crc32(bytes, sum);
    },
    base64: () => value().toString('base64'),
    hex: () => value().toString('hex'),
  };
}

function startWasmCrc(algorithm: keyof typeof wasmCrcs, hasher: IHasher): RunningChecksum {
  hasher.init();
  const end = () => {
    const hex = hasher.digest('hex');
    if (idle[algorithm].length < maxIdle) idle[algorithm].push(hasher);
    return hex;
  };
  return {
    update(bytes) {
      hasher.update(bytes);
    },
    base64: () => Buffer.from(end(), 'hex').toString('base64'),
    hex: end,
  };
}

function startHash(algorithm: 'SHA1' | 'SHA256'): RunningChecksum {
  const hash = createHash(algorithm.toLowerCase());
  return {
    update(bytes) {
      hash.update(bytes);
    },
    base64: () => hash.digest('base64'),
    hex: () => hash.digest('hex'),
  };
}
