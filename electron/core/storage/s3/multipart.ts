import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
} from '@aws-sdk/client-s3';
import type { ObjectDetails } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import { checkKey, nameOf } from '../rules.ts';
import type {
  CallOptions,
  MultipartRef,
  ObjectAttributes,
  ObjectRef,
  UploadedPart,
  UploadOptions,
  WriteCondition,
  WriteResult,
} from '../storage.ts';
import { expectField, expectNewToken, type S3Calls } from './calls.ts';
import { encryptionOf, etagOfParts, quoted } from './etags.ts';
import { stat, statIfThere } from './reading.ts';
import { tellSentBytes } from './sentBytes.ts';
import {
  attributesInput,
  checkCondition,
  conditionContext,
  conditionInput,
  contentHeaders,
  writeResult,
} from './writing.ts';

/** Begins an upload in parts. */
export async function beginMultipart(
  calls: S3Calls,
  { bucket, key }: ObjectRef,
  options: CallOptions & ObjectAttributes = {},
): Promise<MultipartRef> {
  checkKey(key);
  const command = new CreateMultipartUploadCommand({
    Bucket: bucket,
    Key: key,
    ...attributesInput(options),
    // Parts may carry a CRC32 only where the upload announced it; FULL_OBJECT lets a download check all bytes at once.
    ...(calls.provider.uploadChecksum === 'refused'
      ? {}
      : { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' }),
  });
  const answer = await calls.inBucket('metadata', bucket, options, { key }, (client, send) =>
    client.send(command, send),
  );
  return { bucket, key, uploadId: expectField(answer.UploadId, 'UploadId') };
}

/** Sends one part; a part of the same number replaces it. */
export async function putPart(
  calls: S3Calls,
  { bucket, key, uploadId }: MultipartRef,
  partNumber: number,
  body: Uint8Array,
  options: UploadOptions = {},
): Promise<UploadedPart> {
  if (key === '' || uploadId === '') throw new SatchelError('request.invalid', 'This names no upload.');
  const headers = await contentHeaders(calls, body);
  const query = { partNumber: String(partNumber), uploadId, 'x-id': 'UploadPart' };
  return tellSentBytes(body, options, async (open, callOptions) => {
    const request = { method: 'PUT', bucket, key, query, ...headers, open } as const;
    const answer = await calls.data('upload', request, callOptions, { key, needsUpload: true });
    return {
      partNumber,
      etag: quoted(expectField(answer.headers.etag, 'ETag')),
      sizeBytes: body.byteLength,
    };
  });
}

/** All parts that the server has, by number. */
export async function listParts(
  calls: S3Calls,
  { bucket, key, uploadId }: MultipartRef,
  options: CallOptions = {},
): Promise<readonly UploadedPart[]> {
  return calls.inBucket('metadata', bucket, options, { key, needsUpload: true }, async (client, send) => {
    const parts: UploadedPart[] = [];
    let marker: string | undefined;
    do {
      const input = { Bucket: bucket, Key: key, UploadId: uploadId };
      const after = marker === undefined ? {} : { PartNumberMarker: marker };
      const page = await client.send(new ListPartsCommand({ ...input, ...after }), send);
      expectField(page.UploadId, 'UploadId');
      for (const { PartNumber, ETag, Size } of page.Parts ?? []) {
        const partNumber = expectField(PartNumber, 'PartNumber');
        parts.push({ partNumber, etag: quoted(expectField(ETag, 'ETag')), sizeBytes: Size ?? 0 });
      }
      marker = page.IsTruncated
        ? expectNewToken(page.NextPartNumberMarker, marker, 'NextPartNumberMarker')
        : undefined;
    } while (marker !== undefined);
    return parts;
  });
}

/** Makes the object of its parts; may be repeated when the answer was lost. */
export async function finishMultipart(
  calls: S3Calls,
  upload: MultipartRef,
  parts: readonly UploadedPart[],
  options: CallOptions & { readonly condition?: WriteCondition } = {},
): Promise<WriteResult> {
  const { bucket, key, uploadId } = upload;
  const { condition } = options;
  const ordered = [...parts].sort((a, b) => a.partNumber - b.partNumber);
  const command = new CompleteMultipartUploadCommand({
    Bucket: bucket,
    Key: key,
    UploadId: uploadId,
    MultipartUpload: {
      Parts: ordered.map(({ partNumber, etag }) => ({ PartNumber: partNumber, ETag: etag })),
    },
    ...(calls.provider.uploadChecksum === 'refused' ? {} : { ChecksumType: 'FULL_OBJECT' }),
    ...conditionInput(calls, condition),
  });
  const context = { key, needsUpload: true, ...conditionContext(condition) };
  if (condition && !calls.provider.conditionalFinish) await checkCondition(calls, upload, condition, options);
  try {
    const answer = await calls.inBucket('assembly', bucket, options, context, (client, send) =>
      client.send(command, send),
    );
    // RADOS Gateway 16 answers with an empty ETag.
    if (answer.ETag !== '') return writeResult(answer);
    return { ...writtenAs(await stat(calls, upload, options)), ...encryptionOf(answer) };
  } catch (error) {
    if (!(error instanceof SatchelError) || !(await isGone(calls, upload, error, options))) throw error;
    return await findFinished(calls, upload, ordered, options);
  }
}

/** Gives an unfinished upload up and frees its parts; one that is not there any more is as good. */
export async function abortMultipart(
  calls: S3Calls,
  { bucket, key, uploadId }: MultipartRef,
  options: CallOptions = {},
): Promise<void> {
  const command = new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId });
  try {
    await calls.inBucket('metadata', bucket, options, { key, needsUpload: true }, (client, send) =>
      client.send(command, send),
    );
  } catch (error) {
    if (!(error instanceof SatchelError) || error.code !== 'request.stale') throw error;
  }
}

/** True when the upload is not there any more; RADOS Gateway 16 fails with 500 instead of saying so. */
async function isGone(
  calls: S3Calls,
  upload: MultipartRef,
  error: SatchelError,
  options: CallOptions,
): Promise<boolean> {
  if (error.code !== 'server.failed') return error.code === 'request.stale';
  return listParts(calls, upload, options).then(
    () => false,
    (reason: unknown) => reason instanceof SatchelError && reason.code === 'request.stale',
  );
}

/** The upload is gone: because an earlier try, whose answer was lost, has made just this object of it? */
async function findFinished(
  calls: S3Calls,
  upload: MultipartRef,
  ordered: readonly UploadedPart[],
  options: CallOptions,
): Promise<WriteResult> {
  const details = await statIfThere(calls, upload, options);
  if (details?.etag === etagOfParts(ordered)) return writtenAs(details);
  throw new SatchelError('request.stale', 'The upload is not there any more.', {
    params: { name: nameOf(upload.key) },
  });
}

function writtenAs({ etag, versionId }: ObjectDetails): WriteResult {
  return versionId === undefined ? { etag } : { etag, versionId };
}
