import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { SatchelError } from '../../satchelError.ts';
import type { Checksum } from '../../storage/storage.ts';
import { type EtagProof, type EtagTrust, provenMd5 } from '../moving/etags.ts';

/** What the server tells about the content of an object. */
export type ContentProof = EtagProof & { readonly checksum?: Checksum };

/** True when the server tells anything that the bytes can be compared with. */
export function canVerify(proof: ContentProof): boolean {
  const { checksum } = proof;
  const known = ['CRC32', 'SHA1', 'SHA256'].includes(checksum?.algorithm ?? '');
  return (known && checksum?.type === 'FULL_OBJECT') || provenMd5(proof) !== undefined;
}

/** Takes the bytes of a whole object in their order. */
export type Verifier = {
  update(chunk: Uint8Array): void;
  /** Throws `integrity.mismatch` when the bytes are not those the server tells of. */
  check(): void;
};

/** Compares by the strongest thing the server tells: its checksum over all bytes, else an ETag that is an MD5. */
export function createVerifier(proof: ContentProof, etags: EtagTrust): Verifier {
  const { algorithm, value, type } = proof.checksum ?? {};
  if (type === 'FULL_OBJECT' && value !== undefined) {
    if (algorithm === 'CRC32') {
      let sum = 0;
      return {
        update: (chunk) => {
          sum = crc32(chunk, sum);
        },
        check: () => checkCrc32(sum, value),
      };
    }
    if (algorithm === 'SHA1' || algorithm === 'SHA256') {
      const hash = createHash(algorithm.toLowerCase());
      return {
        update: (chunk) => hash.update(chunk),
        check: () => {
          if (hash.digest('base64') !== value) throw mismatch(algorithm);
        },
      };
    }
  }
  const md5 = createHash('md5');
  return {
    update: (chunk) => md5.update(chunk),
    check: () => {
      if (etags.compare(proof, md5.digest('hex')) === 'different') throw mismatch('MD5');
    },
  };
}

/** Compares a CRC-32 with the server's (big-endian, in base64); throws `integrity.mismatch`. */
export function checkCrc32(sum: number, expected: string): void {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(sum >>> 0);
  if (bytes.toString('base64') !== expected) throw mismatch('CRC32');
}

/** Reads a file from its start and verifies it, a mebibyte at a time, so that other work goes on in between. */
export async function verifyFile(
  handle: FileHandle,
  sizeBytes: number,
  verifier: Verifier,
  signal: AbortSignal,
): Promise<void> {
  const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
  for (let position = 0; position < sizeBytes; ) {
    if (signal.aborted) throw new SatchelError('cancelled', 'Cancelled');
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) break;
    verifier.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  verifier.check();
}

function mismatch(what: string): SatchelError {
  return new SatchelError('integrity.mismatch', `The bytes that came have another ${what} than the server's`);
}
