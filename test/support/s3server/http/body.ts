import { createHash } from 'node:crypto';
import { decodeChunked } from '../auth/awsChunked.ts';
import {
  type ChecksumAlgorithm,
  checksumAlgorithms,
  checksumHeader,
  createChecksum,
  isChecksumValue,
  parseAlgorithm,
} from '../checksums/checksums.ts';
import { s3Error } from '../errors.ts';
import type { Call } from './call.ts';

/** Largest body of one PutObject or UploadPart: 5 GiB. */
export const maximumPutBytes = 5 * 1024 ** 3;

/** What a request's checksum header speaks of: its body, or (CompleteMultipartUpload) the object that it makes. */
export type ChecksumSubject = 'body' | 'object';

/** What is known of a body when all of it has arrived and every promise made about it was kept. */
export type Received = {
  readonly sizeBytes: number;
  readonly md5: Buffer;
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
};

/** The size that a body will have, by its headers; throws MissingContentLength or EntityTooLarge before a byte is read. */
export function declaredSize(call: Call): number {
  const chunked = call.identity.payload.kind === 'chunked';
  const text = call.header(chunked ? 'x-amz-decoded-content-length' : 'content-length');
  if (text === undefined || !/^\d{1,15}$/.test(text)) throw s3Error('MissingContentLength');
  const sizeBytes = Number(text);
  if (sizeBytes > maximumPutBytes) {
    throw s3Error('EntityTooLarge', {
      detail: { ProposedSize: text, MaxSizeAllowed: String(maximumPutBytes) },
    });
  }
  return sizeBytes;
}

/**
 * Streams a body into `write` and checks size, SHA-256, Content-MD5 and checksum.
 * Throws IncompleteBody, XAmzContentSHA256Mismatch, BadDigest, InvalidDigest or InvalidRequest.
 */
export async function receiveBody(
  call: Call,
  write: (chunk: Buffer) => Promise<void> | undefined,
  options: {
    readonly computeToo?: ChecksumAlgorithm | undefined;
    readonly checksumIsOf?: ChecksumSubject;
  } = {},
): Promise<Received> {
  const expectedBytes = declaredSize(call);
  const wantedMd5 = contentMd5(call);
  const claim = options.checksumIsOf === 'object' ? undefined : checksumClaim(call);
  const algorithm = claim?.algorithm ?? options.computeToo;
  const payload = call.identity.payload;
  if (call.store.trust && payload.kind !== 'chunked' && options.checksumIsOf === undefined) {
    return takeUnread(call, expectedBytes, claim, write);
  }
  const md5 = createHash('md5');
  const sha256 = payload.kind === 'sha256' ? createHash('sha256') : undefined;
  const checksum = algorithm === undefined ? undefined : createChecksum(algorithm);
  const trailers = new Map<string, string>();
  const raw = call.readBody();
  const chunks = payload.kind === 'chunked' ? decodeChunked(raw, call.identity, trailers) : raw;
  let sizeBytes = 0;
  for await (const chunk of chunks) {
    sizeBytes += chunk.length;
    if (sizeBytes > expectedBytes) throw s3Error('IncompleteBody');
    md5.update(chunk);
    sha256?.update(chunk);
    checksum?.update(chunk);
    await write(chunk);
  }
  if (sizeBytes !== expectedBytes) throw s3Error('IncompleteBody');
  if (payload.kind === 'sha256' && sha256?.digest('hex') !== payload.hex)
    throw s3Error('XAmzContentSHA256Mismatch');
  const md5Digest = md5.digest();
  if (wantedMd5 !== undefined && !wantedMd5.equals(md5Digest)) {
    throw s3Error('BadDigest', {
      message: 'The Content-MD5 you specified did not match what we received.',
      detail: {
        CalculatedDigest: md5Digest.toString('base64'),
        ExpectedDigest: wantedMd5.toString('base64'),
      },
    });
  }
  const value = checksum?.digest().toString('base64');
  if (claim !== undefined) {
    const given = claim.value ?? trailers.get(checksumHeader(claim.algorithm));
    if (given === undefined) {
      throw s3Error('InvalidRequest', { message: 'The trailer that x-amz-trailer announces did not come.' });
    }
    if (!isChecksumValue(claim.algorithm, given)) throw invalidChecksum(claim.algorithm);
    if (given !== value) {
      throw s3Error('BadDigest', {
        message: `The ${claim.algorithm} you specified did not match the calculated checksum.`,
      });
    }
  }
  return {
    sizeBytes,
    md5: md5Digest,
    checksum: algorithm === undefined || value === undefined ? undefined : { algorithm, value },
  };
}

/** For `--trust`: counts a body, and believes what is said about it. */
async function takeUnread(
  call: Call,
  expectedBytes: number,
  claim: ReturnType<typeof checksumClaim>,
  write: (chunk: Buffer) => Promise<void> | undefined,
): Promise<Received> {
  let sizeBytes = 0;
  for await (const chunk of call.readBody()) {
    sizeBytes += chunk.length;
    await write(chunk);
  }
  if (sizeBytes !== expectedBytes) throw s3Error('IncompleteBody');
  const { payload } = call.identity;
  const name = payload.kind === 'sha256' ? payload.hex : (claim?.value ?? String(sizeBytes));
  const value = claim?.value;
  return {
    sizeBytes,
    md5: contentMd5(call) ?? createHash('md5').update(name).digest(),
    checksum: claim === undefined || value === undefined ? undefined : { algorithm: claim.algorithm, value },
  };
}

/** Reads a small body as text, checked like any other; throws MaxMessageLengthExceeded beyond 8 MiB. */
export async function receiveText(call: Call, checksumIsOf: ChecksumSubject = 'body'): Promise<string> {
  if (call.header('content-length') === undefined && call.header('transfer-encoding') === undefined)
    return '';
  const limit = 8 * 1024 * 1024;
  if (declaredSize(call) > limit) throw s3Error('MaxMessageLengthExceeded');
  const chunks: Buffer[] = [];
  const keep = (chunk: Buffer): undefined => {
    chunks.push(chunk);
  };
  await receiveBody(call, keep, { checksumIsOf });
  return Buffer.concat(chunks).toString('utf8');
}

/** Whether a request vouches for its body by MD5 or a checksum, which some calls ask for. */
export function hasBodyDigest(call: Call): boolean {
  return call.header('content-md5') !== undefined || checksumClaim(call) !== undefined;
}

/** The checksum that a request announces, in a header (`value`) or as a trailer; throws InvalidRequest when it is ill-formed. */
export function checksumClaim(
  call: Call,
): { readonly algorithm: ChecksumAlgorithm; readonly value: string | undefined } | undefined {
  const inHeaders = checksumAlgorithms.filter(
    (algorithm) => call.header(checksumHeader(algorithm)) !== undefined,
  );
  if (inHeaders.length > 1) {
    throw s3Error('InvalidRequest', {
      message: 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    });
  }
  const [algorithm] = inHeaders;
  if (algorithm !== undefined) {
    const value = call.header(checksumHeader(algorithm)) ?? '';
    if (!isChecksumValue(algorithm, value)) throw invalidChecksum(algorithm);
    return { algorithm, value };
  }
  const trailer = (call.header('x-amz-trailer') ?? '').trim().toLowerCase();
  if (trailer.startsWith('x-amz-checksum-')) {
    return { algorithm: parseAlgorithm(trailer.slice('x-amz-checksum-'.length)), value: undefined };
  }
  return undefined;
}

function invalidChecksum(algorithm: ChecksumAlgorithm): Error {
  return s3Error('InvalidRequest', { message: `Value for ${checksumHeader(algorithm)} header is invalid.` });
}

function contentMd5(call: Call): Buffer | undefined {
  const text = call.header('content-md5');
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== text.trim()) throw s3Error('InvalidDigest');
  return bytes;
}
