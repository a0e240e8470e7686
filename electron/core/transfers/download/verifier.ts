import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { SatchelError } from '../../satchelError.ts';
import { startChecksum } from '../../storage/checksums.ts';
import type { Checksum, ChecksumAlgorithm } from '../../storage/storage.ts';
import { type EtagProof, type EtagTrust, provenMd5 } from '../moving/etags.ts';
import { throwIfStopped } from '../moving/withinGrace.ts';

/** What the server tells about the content of an object. */
export type ContentProof = EtagProof & { readonly checksum?: Checksum };

/** What the bytes of an object have to come to, in hexadecimal. */
export type Expected = { readonly algorithm: ChecksumAlgorithm | 'MD5'; readonly hex: string };

/**
 * What the bytes can be compared with: the server's checksum over all of them, else an ETag that is an MD5. Undefined
 * where it tells neither: a checksum of the parts' checksums, whose parts nobody knows, and the ETag of an object that was
 * put together from parts. Such an object is then proven by its size, and by being one version from its first byte to
 * its last.
 */
export function expectedOf(proof: ContentProof): Expected | undefined {
  const { checksum } = proof;
  if (checksum?.type === 'FULL_OBJECT') {
    return { algorithm: checksum.algorithm, hex: Buffer.from(checksum.value, 'base64').toString('hex') };
  }
  const md5 = provenMd5(proof);
  return md5 === undefined ? undefined : { algorithm: 'MD5', hex: md5 };
}

/** A checksum that is being made of bytes that come in pieces; `hex` is asked for once. */
export type RunningSum = { update(bytes: Uint8Array): void; hex(): string };

/** Begins a checksum, or an MD5. */
export async function startSum(algorithm: Expected['algorithm']): Promise<RunningSum> {
  if (algorithm !== 'MD5') return startChecksum(algorithm);
  const hash = createHash('md5');
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
}

/**
 * Compares what the bytes came to with what the server tells, and returns it as it is written down, such as
 * `CRC32 y/Q5Jg==`; undefined where it proves nothing after all. Throws `integrity.mismatch`.
 */
export function compare(
  proof: ContentProof,
  expected: Expected,
  hex: string,
  etags: EtagTrust,
): string | undefined {
  const { algorithm } = expected;
  if (algorithm === 'MD5') {
    const answer = etags.compare(proof, hex);
    if (answer === 'different') throw mismatch(algorithm);
    return answer === 'same' ? `MD5 ${hex}` : undefined;
  }
  if (hex !== expected.hex) throw mismatch(algorithm);
  return `${algorithm} ${Buffer.from(hex, 'hex').toString('base64')}`;
}

/** The checksum of a stretch of a file, read a mebibyte at a time, so that other work goes on in between. */
export async function sumOfFile(
  handle: FileHandle,
  stretch: { readonly startByte: number; readonly lengthBytes: number },
  algorithm: Expected['algorithm'],
  signal: AbortSignal,
): Promise<string> {
  const endByte = stretch.startByte + stretch.lengthBytes;
  const sum = await startSum(algorithm);
  const buffer = Buffer.allocUnsafeSlow(Math.min(stretch.lengthBytes, 1024 * 1024));
  for (let position = stretch.startByte; position < endByte; ) {
    throwIfStopped(signal);
    const wanted = Math.min(buffer.length, endByte - position);
    const { bytesRead } = await handle.read(buffer, 0, wanted, position);
    if (bytesRead === 0) break;
    sum.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  return sum.hex();
}

function mismatch(what: string): SatchelError {
  return new SatchelError('integrity.mismatch', `The bytes that came have another ${what} than the server's`);
}
