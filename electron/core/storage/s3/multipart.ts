import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
} from '@aws-sdk/client-s3';
import type { ObjectDetails } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import { combineCrcs, isCombinable } from '../crcCombine.ts';
import { checkKey, nameOf } from '../rules.ts';
import type {
  CallOptions,
  Checksum,
  MultipartRef,
  ObjectAttributes,
  ObjectRef,
  UploadedPart,
  UploadOptions,
  WriteCondition,
  WriteResult,
} from '../storage.ts';
import { attributesInput, putTags } from './attributes.ts';
import { expectField, type S3Calls } from './calls.ts';
import { confirmedChecksum, contentOf, otherBytes } from './content.ts';
import { encryptionOf, etagOfParts, quoted } from './etags.ts';
import { listParts } from './multipartListing.ts';
import { stat, statIfThere } from './reading.ts';
import { tellSentBytes } from './sentBytes.ts';
import { checkCondition, conditionContext, conditionInput, writeResult } from './writing.ts';

/** Begins an upload in parts. */
export async function beginMultipart(
  calls: S3Calls,
  { bucket, key }: ObjectRef,
  options: CallOptions & ObjectAttributes = {},
): Promise<MultipartRef> {
  checkKey(key);
  const algorithm = calls.checksum.algorithm();
  const command = new CreateMultipartUploadCommand({
    Bucket: bucket,
    Key: key,
    ...attributesInput(options),
    // Parts may carry a checksum only where the upload announced it; FULL_OBJECT lets a download check all bytes at once.
    ...(algorithm === undefined ? {} : { ChecksumAlgorithm: algorithm, ChecksumType: 'FULL_OBJECT' }),
  });
  const answer = await calls.inBucket('beginning', bucket, options, { key }, (client, send) =>
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
  const content = await contentOf(calls, body);
  const { bodyHash, headers } = content;
  const query = { partNumber: String(partNumber), uploadId, 'x-id': 'UploadPart' };
  return tellSentBytes(body, options, async (open, callOptions) => {
    const request = { method: 'PUT', bucket, key, query, bodyHash, headers, open } as const;
    const answer = await calls.data('upload', request, callOptions, { key, needsUpload: true });
    const checksum = confirmedChecksum(calls, content, answer.headers, key)?.value;
    return {
      partNumber,
      etag: quoted(expectField(answer.headers.etag, 'ETag')),
      sizeBytes: body.byteLength,
      ...(checksum === undefined ? {} : { checksum }),
    };
  });
}

type FinishOptions = CallOptions & Pick<ObjectAttributes, 'tags'> & { readonly condition?: WriteCondition };

/** Makes the object of its parts; may be repeated when the answer was lost. */
export async function finishMultipart(
  calls: S3Calls,
  upload: MultipartRef,
  parts: readonly UploadedPart[],
  options: FinishOptions = {},
): Promise<WriteResult> {
  const written = await joinParts(calls, upload, parts, options);
  const { tags } = options;
  if (tags !== undefined && !calls.provider.uploadTags) await putTags(calls, upload, tags, options);
  return written;
}

async function joinParts(
  calls: S3Calls,
  upload: MultipartRef,
  parts: readonly UploadedPart[],
  options: FinishOptions,
): Promise<WriteResult> {
  const { bucket, key, uploadId } = upload;
  const { condition } = options;
  const ordered = [...parts].sort((a, b) => a.partNumber - b.partNumber);
  const checksum = checksumOfParts(calls, ordered);
  const command = new CompleteMultipartUploadCommand({
    Bucket: bucket,
    Key: key,
    UploadId: uploadId,
    MultipartUpload: {
      Parts: ordered.map(({ partNumber, etag }) => ({ PartNumber: partNumber, ETag: etag })),
    },
    ...(calls.checksum.algorithm() === undefined ? {} : { ChecksumType: 'FULL_OBJECT' }),
    // A server that keeps checksums makes no object that has another one.
    ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value }),
    ...conditionInput(calls, condition),
  });
  const context = { key, needsUpload: true, ...conditionContext(condition) };
  if (condition && !calls.provider.conditionalFinish) await checkCondition(calls, upload, condition, options);
  try {
    const answer = await calls.inBucket('assembly', bucket, options, context, (client, send) =>
      client.send(command, send),
    );
    const stored = checksum && answer[`Checksum${checksum.algorithm}`];
    if (stored && stored !== checksum.value) {
      throw otherBytes(`The server's ${checksum.algorithm} of the whole is ${stored}.`, key);
    }
    const proven = stored ? { checksum } : {};
    // RADOS Gateway 16 answers with an empty ETag.
    if (answer.ETag !== '') return writeResult({ ...answer, ...proven });
    return { ...writtenAs(await stat(calls, upload, options)), ...encryptionOf(answer), ...proven };
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

/** The checksum of the whole, where the server keeps those of the parts and all of them are at hand. */
function checksumOfParts(calls: S3Calls, ordered: readonly UploadedPart[]): Checksum | undefined {
  const algorithm = calls.checksum.algorithm();
  if (!isCombinable(algorithm)) return undefined;
  const crcs = ordered.flatMap(({ checksum, sizeBytes }) =>
    checksum === undefined ? [] : [{ hex: Buffer.from(checksum, 'base64').toString('hex'), sizeBytes }],
  );
  if (crcs.length < ordered.length || crcs.length === 0) return undefined;
  const value = Buffer.from(combineCrcs(algorithm, crcs), 'hex').toString('base64');
  return { algorithm, value, type: 'FULL_OBJECT' };
}

function writtenAs({ etag, versionId }: ObjectDetails): WriteResult {
  return versionId === undefined ? { etag } : { etag, versionId };
}
