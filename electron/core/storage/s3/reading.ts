import { HeadObjectCommand } from '@aws-sdk/client-s3';
import type { ErrorCode } from '../../../../shared/domain/appError.ts';
import type { ObjectDetails } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import { nameOf } from '../rules.ts';
import type {
  ByteRange,
  CallOptions,
  Checksum,
  ObjectHead,
  ObjectRef,
  OpenedRange,
  RangeSink,
} from '../storage.ts';
import { guardBody } from './body.ts';
import { statBucket } from './buckets.ts';
import { expectField, type S3Calls } from './calls.ts';
import type { DataAnswer } from './dataPath.ts';
import { encryptionFields, encryptionOf, quoted } from './etags.ts';
import type { AnsweredRange } from './rangeSockets.ts';
import { sha256Hex } from './signer.ts';

/** What HeadObject tells of an object. */
export function stat(calls: S3Calls, ref: ObjectRef, options: CallOptions = {}): Promise<ObjectDetails> {
  return lookAt(calls, ref, options, () => head(calls, ref, options));
}

/** Looks at an object's head, and finds out why where that is refused without a word. */
export async function lookAt<T>(
  calls: S3Calls,
  ref: ObjectRef,
  options: CallOptions,
  look: () => Promise<T>,
): Promise<T> {
  // A HEAD without a body cannot say that the bucket is missing; one that has answered before is taken to be there.
  const isBucketKnown = calls.regions.find(ref.bucket) !== undefined;
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof SatchelError)) throw error;
    if (error.code === 'object.notFound' && !isBucketKnown) await statBucket(calls, ref.bucket, options);
    if (error.code !== 'access.denied' && error.code !== 'request.invalid') throw error;
    // A refusal of GET has a body that says whether the keys, the clock or the permission is wrong. Where GET works,
    // it has put the clock right.
    const opened = await openRange(calls, ref, { ...options, range: { startByte: 0, endByte: 0 } });
    opened.body.destroy();
    return await look();
  }
}

/** The object under a key, or undefined when there is none. */
export async function statIfThere(
  calls: S3Calls,
  ref: ObjectRef,
  options: CallOptions,
): Promise<ObjectDetails | undefined> {
  try {
    return await stat(calls, ref, options);
  } catch (error) {
    if (error instanceof SatchelError && error.code === 'object.notFound') return undefined;
    throw error;
  }
}

/** Giving up a server that lets nobody connect takes 5 s, one that refuses to takes none. */
const quicklyMs = 2000;
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'network.lost',
  'network.unreachable',
  'server.busy',
  'server.failed',
]);

/** By the short way, as a transfer asks once for each small file; what may be over in a moment is tried again by the SDK. */
async function head(calls: S3Calls, ref: ObjectRef, options: CallOptions): Promise<ObjectDetails> {
  const startedAtMs = performance.now();
  try {
    return await quickHead(calls, ref, options);
  } catch (error) {
    // Whoever has waited once is told at once.
    const hasWaited = performance.now() - startedAtMs > quicklyMs;
    const code = error instanceof SatchelError ? error.code : 'internal';
    if (!passing.has(code) || (hasWaited && code === 'network.unreachable')) throw error;
    return await patientHead(calls, ref, options);
  }
}

async function quickHead(
  calls: S3Calls,
  { bucket, key }: ObjectRef,
  options: CallOptions,
): Promise<ObjectDetails> {
  checkNamed(key);
  const request = { method: 'HEAD', bucket, key, query: {}, headers: {}, bodyHash: emptyHash } as const;
  const { headers } = await calls.data('metadata', request, options, { key });
  return {
    key,
    sizeBytes: Math.max(0, lengthOf(headers)),
    modifiedAtMs: timeOf(headers['last-modified']),
    etag: quoted(expectField(headers.etag, 'ETag')),
    metadata: metadataOf(headers),
    ...(headers['content-type'] ? { contentType: headers['content-type'] } : {}),
    ...(headers['x-amz-storage-class'] ? { storageClass: headers['x-amz-storage-class'] } : {}),
    ...(headers['x-amz-version-id'] ? { versionId: headers['x-amz-version-id'] } : {}),
  };
}

async function patientHead(
  calls: S3Calls,
  { bucket, key }: ObjectRef,
  options: CallOptions,
): Promise<ObjectDetails> {
  const answer = await calls.inBucket('metadata', bucket, options, { key }, (client, send) =>
    client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }), send),
  );
  return {
    key,
    sizeBytes: answer.ContentLength ?? 0,
    modifiedAtMs: answer.LastModified?.getTime() ?? 0,
    etag: quoted(expectField(answer.ETag, 'ETag')),
    metadata: answer.Metadata ?? {},
    ...(answer.ContentType ? { contentType: answer.ContentType } : {}),
    ...(answer.StorageClass ? { storageClass: answer.StorageClass } : {}),
    ...(answer.VersionId ? { versionId: answer.VersionId } : {}),
  };
}

/** Opens a range or the whole object. */
export async function openRange(
  calls: S3Calls,
  ref: ObjectRef,
  options: CallOptions & { readonly range?: ByteRange; readonly ifMatchEtag?: string } = {},
): Promise<OpenedRange> {
  const { ifMatchEtag, signal } = options;
  const { key } = ref;
  checkNamed(key);
  const request = getRequest(calls, ref, options);
  const { headers, body: source } = await calls.data('download', request, options, { key });
  try {
    const head = headOf(headers, options.range);
    // A server that does not know If-Match answers with whatever it has.
    if (ifMatchEtag !== undefined && head.etag !== quoted(ifMatchEtag)) {
      const params = { name: nameOf(key) };
      throw new SatchelError('object.changed', 'The object is another one by now.', { params });
    }
    const { sizeBytes } = head;
    const { silenceTimeoutMs } = calls.connection;
    const body = guardBody(source, { sizeBytes, silenceTimeoutMs, signal, mapError: calls.mapError });
    return { ...head, body };
  } catch (error) {
    source.destroy();
    throw error;
  }
}

/** Reads a range or the whole object into a sink; false, with nothing in it, where openRange has to tell what is to be done. */
export async function readRange(
  calls: S3Calls,
  ref: ObjectRef,
  options: CallOptions & { readonly range?: ByteRange; readonly ifMatchEtag?: string },
  chooseSink: (head: ObjectHead) => RangeSink | undefined,
): Promise<boolean> {
  const { signal } = options;
  checkNamed(ref.key);
  const answer = await calls.askRange(getRequest(calls, ref, options), options, { key: ref.key });
  if (answer === undefined) return false;
  let sink: RangeSink | undefined;
  try {
    if (isAsked(answer, options)) sink = chooseSink(headOf(answer.headers, options.range));
  } finally {
    if (sink === undefined) answer.drop();
  }
  if (sink === undefined) return false;
  await answer.read(sink, calls.connection.silenceTimeoutMs, signal);
  return true;
}

/** True for the bytes that were asked for, and nothing else. */
function isAsked(
  { headers, bodyBytes }: Pick<AnsweredRange, 'headers' | 'bodyBytes'>,
  { range, ifMatchEtag }: { readonly range?: ByteRange; readonly ifMatchEtag?: string },
): boolean {
  const { etag, 'content-range': contentRange } = headers;
  if (etag === undefined) return false;
  if (ifMatchEtag !== undefined && quoted(etag) !== quoted(ifMatchEtag)) return false;
  if (range === undefined) return contentRange === undefined;
  const { startByte, endByte } = range;
  const isRange = contentRange?.startsWith(`bytes ${startByte}-${endByte}/`) === true;
  return isRange && bodyBytes === endByte - startByte + 1;
}

/** The object's own metadata, as the answer's headers have it. */
export function metadataOf(headers: DataAnswer['headers']): Readonly<Record<string, string>> {
  const prefix = 'x-amz-meta-';
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(prefix) && value !== undefined ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}

/** What an answer tells of its body; throws `server.badAnswer`. */
export function headOf(headers: DataAnswer['headers'], range: ByteRange | undefined): ObjectHead {
  const sizeBytes = sizeWithin(headers, range);
  const contentRange = headers['content-range'];
  const isWhole = contentRange === undefined || contentRange.endsWith(`/${sizeBytes}`);
  const checksum = isWhole ? checksumOf(headers) : undefined;
  return {
    sizeBytes,
    etag: quoted(expectField(headers.etag, 'ETag')),
    modifiedAtMs: timeOf(headers['last-modified']),
    ...(headers['content-type'] ? { contentType: headers['content-type'] } : {}),
    ...encryptionOf(encryptionFields(headers)),
    ...(checksum ? { checksum } : {}),
  };
}

function getRequest(
  { provider }: S3Calls,
  { bucket, key }: ObjectRef,
  { range, ifMatchEtag }: { readonly range?: ByteRange; readonly ifMatchEtag?: string },
) {
  return {
    method: 'GET',
    bucket,
    key,
    query: { 'x-id': 'GetObject' },
    bodyHash: emptyHash,
    headers: {
      ...(range !== undefined && { range: `bytes=${range.startByte}-${range.endByte}` }),
      ...(ifMatchEtag !== undefined && { 'if-match': ifMatchEtag }),
      ...(provider.uploadChecksum !== undefined && { 'x-amz-checksum-mode': 'ENABLED' }),
    },
  } as const;
}

export const emptyHash = sha256Hex('');

/** Without a key, the address would be the bucket's. */
export function checkNamed(key: string): void {
  if (key === '') throw new SatchelError('object.nameInvalid', 'The key is empty.', { params: { name: '' } });
}

function lengthOf({ 'content-length': length = '' }: DataAnswer['headers']): number {
  return /^\d+$/.test(length) ? Number(length) : -1;
}

/** The length that an answer tells, which a range may only make shorter. */
function sizeWithin(headers: DataAnswer['headers'], range: ByteRange | undefined): number {
  const sizeBytes = lengthOf(headers);
  const wantedBytes = range === undefined ? sizeBytes : range.endByte - range.startByte + 1;
  if (sizeBytes >= 0 && sizeBytes <= wantedBytes) return sizeBytes;
  throw new SatchelError('server.badAnswer', `The answer has ${sizeBytes} bytes instead of ${wantedBytes}.`);
}

function timeOf(header: string | undefined): number {
  if (header === undefined) return 0;
  const timeMs = Date.parse(header);
  if (!Number.isNaN(timeMs)) return timeMs;
  throw new SatchelError('server.badAnswer', 'The answer has a Last-Modified that is no time.');
}

const checksumHeaders = [
  ['CRC32', 'x-amz-checksum-crc32'],
  ['CRC32C', 'x-amz-checksum-crc32c'],
  ['CRC64NVME', 'x-amz-checksum-crc64nvme'],
  ['SHA1', 'x-amz-checksum-sha1'],
  ['SHA256', 'x-amz-checksum-sha256'],
] as const;

function checksumOf(headers: DataAnswer['headers']): Checksum | undefined {
  const type = headers['x-amz-checksum-type'] === 'COMPOSITE' ? 'COMPOSITE' : 'FULL_OBJECT';
  for (const [algorithm, name] of checksumHeaders) {
    const value = headers[name];
    if (value) return { algorithm, value, type };
  }
  return undefined;
}
