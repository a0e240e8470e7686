import { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandOutput, HeadObjectCommand } from '@aws-sdk/client-s3';
import type { ObjectDetails } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import { nameOf } from '../rules.ts';
import type { ByteRange, CallOptions, Checksum, ObjectRef, OpenedRange } from '../storage.ts';
import { guardBody } from './body.ts';
import { statBucket } from './buckets.ts';
import { expectField, type S3Calls } from './calls.ts';
import { encryptionOf, quoted } from './etags.ts';

/** What HeadObject tells of an object. */
export async function stat(
  calls: S3Calls,
  ref: ObjectRef,
  options: CallOptions = {},
): Promise<ObjectDetails> {
  // A HEAD without a body cannot say that the bucket is missing; one that has answered before is taken to be there.
  const isBucketKnown = calls.regions.find(ref.bucket) !== undefined;
  try {
    return await head(calls, ref, options);
  } catch (error) {
    if (!(error instanceof SatchelError)) throw error;
    if (error.code === 'object.notFound' && !isBucketKnown) await statBucket(calls, ref.bucket, options);
    if (error.code !== 'access.denied' && error.code !== 'request.invalid') throw error;
    // A refusal of GET has a body that says whether the keys, the clock or the permission is wrong. Where GET works,
    // it has put the clock right.
    const opened = await openRange(calls, ref, { ...options, range: { startByte: 0, endByte: 0 } });
    opened.body.destroy();
    return await head(calls, ref, options);
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

async function head(
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
  { bucket, key }: ObjectRef,
  options: CallOptions & { readonly range?: ByteRange; readonly ifMatchEtag?: string } = {},
): Promise<OpenedRange> {
  const { range, ifMatchEtag, signal } = options;
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ...(range === undefined ? {} : { Range: `bytes=${range.startByte}-${range.endByte}` }),
    ...(ifMatchEtag === undefined ? {} : { IfMatch: ifMatchEtag }),
  });
  if (calls.provider.uploadChecksum !== 'refused') askForChecksum(command);
  const answer = await calls.inBucket('download', bucket, options, { key }, (client, send) =>
    client.send(command, send),
  );
  const source = answer.Body;
  if (!(source instanceof Readable)) throw new SatchelError('server.badAnswer', 'The answer has no body.');
  const sizeBytes = answer.ContentLength ?? -1;
  const wantedBytes = range === undefined ? sizeBytes : range.endByte - range.startByte + 1;
  if (sizeBytes < 0 || sizeBytes > wantedBytes || answer.ETag === undefined) {
    source.destroy();
    throw new SatchelError(
      'server.badAnswer',
      `The answer has ${sizeBytes} bytes instead of ${wantedBytes}.`,
    );
  }
  const etag = quoted(answer.ETag);
  // A server that does not know If-Match answers with whatever it has.
  if (ifMatchEtag !== undefined && etag !== quoted(ifMatchEtag)) {
    source.destroy();
    const params = { name: nameOf(key) };
    throw new SatchelError('object.changed', 'The object is another one by now.', { params });
  }
  const { silenceTimeoutMs } = calls.connection;
  const isWhole = answer.ContentRange === undefined || answer.ContentRange.endsWith(`/${sizeBytes}`);
  const checksum = isWhole ? checksumOf(answer) : undefined;
  return {
    body: guardBody(source, { sizeBytes, silenceTimeoutMs, signal, mapError: calls.mapError }),
    sizeBytes,
    etag,
    modifiedAtMs: answer.LastModified?.getTime() ?? 0,
    ...(answer.ContentType ? { contentType: answer.ContentType } : {}),
    ...encryptionOf(answer),
    ...(checksum ? { checksum } : {}),
  };
}

/** By a header and not by `ChecksumMode`, which makes the SDK pass every byte through its own slow checksum. */
function askForChecksum(command: GetObjectCommand): void {
  command.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { headers: Record<string, string> };
      request.headers['x-amz-checksum-mode'] = 'ENABLED';
      return next(args);
    },
    { step: 'build', name: 'askForChecksum' },
  );
}

function checksumOf(answer: GetObjectCommandOutput): Checksum | undefined {
  const type = answer.ChecksumType === 'COMPOSITE' ? 'COMPOSITE' : 'FULL_OBJECT';
  if (answer.ChecksumCRC32) return { algorithm: 'CRC32', value: answer.ChecksumCRC32, type };
  if (answer.ChecksumCRC32C) return { algorithm: 'CRC32C', value: answer.ChecksumCRC32C, type };
  if (answer.ChecksumCRC64NVME) return { algorithm: 'CRC64NVME', value: answer.ChecksumCRC64NVME, type };
  if (answer.ChecksumSHA1) return { algorithm: 'SHA1', value: answer.ChecksumSHA1, type };
  if (answer.ChecksumSHA256) return { algorithm: 'SHA256', value: answer.ChecksumSHA256, type };
  return undefined;
}
