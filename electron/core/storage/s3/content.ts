import { createHash, hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SatchelError } from '../../satchelError.ts';
import { startChecksum } from '../checksums.ts';
import { nameOf } from '../rules.ts';
import type { Checksum } from '../storage.ts';
import type { S3Calls } from './calls.ts';

/** What is known of a body before it is sent. */
export type Content = {
  /** What the signature covers: the body's SHA-256 in hex, or that it does not cover the body. */
  readonly bodyHash: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum: Checksum | undefined;
};

/** Longer bodies are hashed piece by piece, so that other work goes on in between. */
const hashedBytes = 16 * 1024 * 1024;

/**
 * What goes before a body: what its signature covers, and where the provider takes one, its checksum as a header (the
 * SDK's would come in an aws-chunked trailer or from slow JavaScript).
 */
export async function contentOf(calls: S3Calls, body: Uint8Array): Promise<Content> {
  const { provider, connection } = calls;
  const algorithm = calls.checksum.algorithm();
  // TLS protects the body on its way as the signature would, and what proves that it is there is something else.
  const isSigned = provider.bodyProof === 'signature' || connection.endpoint?.startsWith('http:') === true;
  const running = algorithm === undefined ? undefined : await startChecksum(algorithm);
  const bodyHash = isSigned ? await sha256Of(body) : 'UNSIGNED-PAYLOAD';
  for (const piece of piecesOf(body)) {
    if (piece.byteOffset > body.byteOffset) await nextTurn();
    running?.update(piece);
  }
  const value = running?.base64();
  const checksum: Checksum | undefined =
    algorithm === undefined || value === undefined ? undefined : { algorithm, value, type: 'FULL_OBJECT' };
  return {
    bodyHash,
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(body.byteLength),
      ...(checksum && { [checksumHeader(checksum)]: checksum.value }),
    },
    checksum,
  };
}

/**
 * The checksum that the server says a body has, where it says one; throws `integrity.mismatch` when it is not the one of
 * the bytes that were read here.
 */
export function confirmedChecksum(
  calls: Pick<S3Calls, 'checksum'>,
  { checksum }: Content,
  headers: Readonly<Record<string, string | undefined>>,
  key: string,
): Checksum | undefined {
  if (checksum === undefined) return undefined;
  const stored = headers[checksumHeader(checksum)];
  if (!stored) {
    calls.checksum.wasIgnored();
    return undefined;
  }
  if (stored === checksum.value) return checksum;
  throw otherBytes(`The server's ${checksum.algorithm} is ${stored} instead of ${checksum.value}.`, key);
}

/** The error of bytes that are not those that were sent. */
export function otherBytes(message: string, key: string): SatchelError {
  return new SatchelError('integrity.mismatch', message, { params: { name: nameOf(key) } });
}

function checksumHeader({ algorithm }: Checksum): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

async function sha256Of(body: Uint8Array): Promise<string> {
  if (body.byteLength <= hashedBytes) return hash('sha256', body);
  const running = createHash('sha256');
  for (const piece of piecesOf(body)) {
    running.update(piece);
    await nextTurn();
  }
  return running.digest('hex');
}

function* piecesOf(body: Uint8Array): Generator<Uint8Array> {
  for (let startByte = 0; startByte < body.byteLength; startByte += hashedBytes) {
    yield body.subarray(startByte, startByte + hashedBytes);
  }
}
