import { CopyObjectCommand, UploadPartCopyCommand } from '@aws-sdk/client-s3';
import { SatchelError } from '../../satchelError.ts';
import { checkKey, nameOf } from '../rules.ts';
import type {
  ByteRange,
  CopyOptions,
  MultipartRef,
  ObjectRef,
  UploadedPart,
  WriteResult,
} from '../storage.ts';
import { describeObject } from './attributes.ts';
import { expectField, type S3Calls } from './calls.ts';
import { quoted } from './etags.ts';
import { abortMultipart, beginMultipart, finishMultipart } from './multipart.ts';
import { stat } from './reading.ts';
import { checkCondition, writeResult } from './writing.ts';

/** From which size on a copy is made in parts, and how large these are at least, in bytes. */
export type CopyLimits = { readonly largestAtOnceBytes: number; readonly partBytes: number };

/** Source: Amazon S3 User Guide, "Copying, moving, and renaming objects" and "Multipart upload limits". */
export const copyLimits: CopyLimits = { largestAtOnceBytes: 5 * 1024 ** 3, partBytes: 512 * 1024 ** 2 };
const mostParts = 10_000;
const partsAtOnce = 4;

/** The ranges that an object is copied by: none is longer than 5 GiB for any size that S3 has, and at most 10,000. */
export function copyRanges(sizeBytes: number, { partBytes }: CopyLimits): readonly ByteRange[] {
  const mebibyte = 1024 ** 2;
  const leastBytes = Math.ceil(sizeBytes / mostParts / mebibyte) * mebibyte;
  const lengthBytes = Math.max(partBytes, leastBytes);
  return Array.from({ length: Math.ceil(sizeBytes / lengthBytes) }, (_, index) => ({
    startByte: index * lengthBytes,
    endByte: Math.min((index + 1) * lengthBytes, sizeBytes) - 1,
  }));
}

/** Copies an object on the server, at once or in parts. */
export async function copy(
  calls: S3Calls,
  limits: CopyLimits,
  source: ObjectRef,
  target: ObjectRef,
  options: CopyOptions = {},
): Promise<WriteResult> {
  checkKey(target.key);
  const { ifMatchEtag, condition } = options;
  const { copySourceCondition, conditionalCopy } = calls.provider;
  const looks = options.source === undefined || (ifMatchEtag !== undefined && !copySourceCondition);
  const known = looks ? await stat(calls, source, options) : undefined;
  const { sizeBytes, storageClass } = known ?? options.source ?? { sizeBytes: 0 };
  if (known && ifMatchEtag !== undefined && known.etag !== quoted(ifMatchEtag)) throw changed(source);
  if (condition && !conditionalCopy) await checkCondition(calls, target, condition, options);
  if (sizeBytes > limits.largestAtOnceBytes) return copyInParts(calls, limits, source, target, options);
  try {
    const written = await copyAtOnce(calls, source, target, options, storageClass);
    options.onBytes?.(sizeBytes);
    return written;
  } catch (error) {
    // Some servers take less at once than S3 does.
    const mayBeTooLarge = ['request.invalid', 'object.tooLarge'];
    if (!(error instanceof SatchelError) || !mayBeTooLarge.includes(error.code) || sizeBytes === 0)
      throw error;
    return copyInParts(calls, limits, source, target, options);
  }
}

async function copyAtOnce(
  calls: S3Calls,
  source: ObjectRef,
  target: ObjectRef,
  options: CopyOptions,
  storageClass: string | undefined,
): Promise<WriteResult> {
  const { ifMatchEtag } = options;
  const isConditional = options.condition !== undefined && calls.provider.conditionalCopy;
  const command = new CopyObjectCommand({
    Bucket: target.bucket,
    Key: target.key,
    CopySource: copySourceOf(source),
    ...(ifMatchEtag !== undefined && { CopySourceIfMatch: ifMatchEtag }),
    ...(isConditional && { IfNoneMatch: '*' }),
    // Metadata and tags come along by themselves; the class would be the default one.
    ...(storageClass !== undefined &&
      storageClass !== 'STANDARD' && { StorageClass: storageClass as 'STANDARD' }),
  });
  const preconditionCode = isConditional ? 'object.alreadyExists' : 'object.changed';
  try {
    const answer = await calls.inBucket(
      'assembly',
      target.bucket,
      options,
      { key: source.key, preconditionCode },
      (client, send) => client.send(command, send),
    );
    return writeResult({ ...answer, ETag: expectField(answer.CopyObjectResult?.ETag, 'ETag') });
  } catch (error) {
    const isEither = isConditional && ifMatchEtag !== undefined;
    if (!isEither || !(error instanceof SatchelError) || error.code !== 'object.alreadyExists') throw error;
    // The refusal does not say which of the two conditions did not hold.
    if ((await stat(calls, source, options)).etag !== quoted(ifMatchEtag)) throw changed(source);
    throw error;
  }
}

async function copyInParts(
  calls: S3Calls,
  limits: CopyLimits,
  source: ObjectRef,
  target: ObjectRef,
  options: CopyOptions,
): Promise<WriteResult> {
  const { ifMatchEtag, condition, onUpload, onBytes, signal } = options;
  const described = await describeObject(calls, source, options);
  if (ifMatchEtag !== undefined && described.etag !== quoted(ifMatchEtag)) throw changed(source);
  if (condition) await checkCondition(calls, target, condition, options);
  // Without the signal: an upload whose id is known can be freed.
  const upload = await beginMultipart(calls, target, described.attributes);
  let copiedBytes = 0;
  try {
    await onUpload?.(upload);
    const { etag } = described;
    const { tags } = described.attributes;
    const parts = await copyParts(calls, source, upload, etag, copyRanges(described.sizeBytes, limits), {
      ...(signal && { signal }),
      onBytes(bytes) {
        copiedBytes += bytes;
        onBytes?.(bytes);
      },
    });
    return await finishMultipart(calls, upload, parts, {
      ...(signal && { signal }),
      ...(condition && { condition }),
      ...(tags && { tags }),
    });
  } catch (error) {
    onBytes?.(-copiedBytes);
    await abortMultipart(calls, upload).catch((reason: unknown) => {
      // What made the copy fail is what counts; whoever was told of the upload can free it later.
      if (!(error instanceof SatchelError)) throw reason;
      const { code, message, ...details } = error.appError;
      throw new SatchelError(code, message, { ...details, cause: reason });
    });
    throw error;
  }
}

/** Copies the parts, a few at a time; when one fails, the others are given up and waited for. */
async function copyParts(
  calls: S3Calls,
  source: ObjectRef,
  upload: MultipartRef,
  etag: string,
  ranges: readonly ByteRange[],
  { signal, onBytes }: Pick<CopyOptions, 'signal' | 'onBytes'>,
): Promise<readonly UploadedPart[]> {
  const failure = new AbortController();
  const both = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal;
  const parts: UploadedPart[] = [];
  const waiting = ranges.map((range, index) => ({ range, partNumber: index + 1 })).reverse();
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { range, partNumber } = next;
      parts.push(await copyPart(calls, source, upload, etag, partNumber, range, both));
      onBytes?.(range.endByte - range.startByte + 1);
    }
  };
  const works = Array.from({ length: Math.min(partsAtOnce, ranges.length) }, () =>
    work().catch((error: unknown) => {
      waiting.length = 0;
      failure.abort();
      throw error;
    }),
  );
  const outcomes = await Promise.allSettled(works);
  const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  const first = reasons.find((reason) => !(reason instanceof SatchelError) || reason.code !== 'cancelled');
  if (reasons.length > 0) throw first ?? reasons[0];
  return parts;
}

async function copyPart(
  calls: S3Calls,
  source: ObjectRef,
  { bucket, key, uploadId }: MultipartRef,
  etag: string,
  partNumber: number,
  { startByte, endByte }: ByteRange,
  signal: AbortSignal,
): Promise<UploadedPart> {
  const command = new UploadPartCopyCommand({
    Bucket: bucket,
    Key: key,
    UploadId: uploadId,
    PartNumber: partNumber,
    CopySource: copySourceOf(source),
    CopySourceIfMatch: etag,
    CopySourceRange: `bytes=${startByte}-${endByte}`,
  });
  const context = { key: source.key, preconditionCode: 'object.changed' } as const;
  const answer = await calls.inBucket('assembly', bucket, { signal }, context, (client, send) =>
    client.send(command, send),
  );
  const result = expectField(answer.CopyPartResult, 'CopyPartResult');
  const algorithm = calls.provider.uploadChecksum;
  const checksum = algorithm === undefined ? undefined : result[`Checksum${algorithm}`];
  return {
    partNumber,
    etag: quoted(expectField(result.ETag, 'ETag')),
    sizeBytes: endByte - startByte + 1,
    ...(checksum ? { checksum } : {}),
  };
}

function copySourceOf({ bucket, key }: ObjectRef): string {
  return [bucket, ...key.split('/')].map(encodeURIComponent).join('/');
}

function changed({ key }: ObjectRef): SatchelError {
  return new SatchelError('object.changed', 'The object is another one by now.', {
    params: { name: nameOf(key) },
  });
}
