import { checksumHeader, multipartChecksumType, parseAlgorithm } from '../checksums/checksums.ts';
import { s3Error } from '../errors.ts';
import { checksumClaim, declaredSize, receiveBody } from '../http/body.ts';
import type { Call, Reply } from '../http/call.ts';
import {
  createUpload,
  listParts as pageParts,
  putPart,
  removeUpload,
  requireUpload,
  type Upload,
  type UploadedPart,
} from '../store/uploads.ts';
import { element, s3Namespace, xmlDocument } from '../xml.ts';
import { isoTime } from './answers.ts';
import { readAttributes } from './attributes.ts';
import { copyBytes, findCopySource, keepOrRemove } from './copyObject.ts';

/** Most parts that an upload may have. */
export const mostParts = 10_000;

/** CreateMultipartUpload. */
export function createMultipartUpload(call: Call): Reply {
  const attributes = readAttributes(call);
  const name = call.header('x-amz-checksum-algorithm');
  const wantedType = call.header('x-amz-checksum-type');
  const algorithm = name === undefined ? undefined : parseAlgorithm(name);
  if (algorithm === undefined && wantedType !== undefined) {
    throw s3Error('InvalidRequest', {
      message: 'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    });
  }
  const checksum =
    algorithm === undefined ? undefined : { algorithm, type: multipartChecksumType(algorithm, wantedType) };
  const uploadId = createUpload(call.store.database, {
    bucket: call.bucket,
    key: call.key,
    startedAtMs: call.nowMs(),
    attributes,
    checksum,
  });
  return {
    status: 200,
    headers: {
      ...attributes.encryption,
      'x-amz-checksum-algorithm': checksum?.algorithm,
      'x-amz-checksum-type': checksum?.type,
    },
    body: xmlDocument(
      'InitiateMultipartUploadResult',
      [element('Bucket', call.bucket), element('Key', call.key), element('UploadId', uploadId)],
      s3Namespace,
    ),
  };
}

/** UploadPart. */
export async function uploadPart(call: Call): Promise<Reply> {
  const { blobs } = call.store;
  const number = partNumber(call);
  const upload = findUpload(call);
  declaredSize(call);
  const wanted = upload.checksum?.algorithm;
  const given = checksumClaim(call)?.algorithm;
  if (wanted !== undefined && given !== undefined && given !== wanted) {
    throw s3Error('InvalidRequest', {
      message: `Checksum Type mismatch occurred, expected checksum Type: ${wanted.toLowerCase()}, actual checksum Type: ${given.toLowerCase()}`,
    });
  }
  const writer = blobs.create();
  const keep = async (): Promise<UploadedPart & { useless: readonly string[] }> => {
    const received = await receiveBody(call, (chunk) => writer.write(chunk), { computeToo: wanted });
    const part = {
      ...(await writer.finish()),
      number,
      etag: received.md5.toString('hex'),
      checksum: received.checksum,
      modifiedAtMs: call.nowMs(),
    };
    return { ...part, useless: savePart(call, upload, part) };
  };
  const part = await keep().catch(async (error: unknown) => {
    await writer.abort();
    throw error;
  });
  await blobs.remove(part.useless);
  return {
    status: 200,
    headers: {
      ...upload.attributes.encryption,
      etag: `"${part.etag}"`,
      ...(part.checksum === undefined
        ? {}
        : { [checksumHeader(part.checksum.algorithm)]: part.checksum.value }),
    },
  };
}

/** UploadPartCopy. */
export async function uploadPartCopy(call: Call): Promise<Reply> {
  const number = partNumber(call);
  const upload = findUpload(call);
  const source = findCopySource(call);
  const { start, end } = copyRange(call.header('x-amz-copy-source-range'), source.version.sizeBytes);
  const copy = await copyBytes(call, source, start, end, upload.checksum?.algorithm);
  const modifiedAtMs = call.nowMs();
  const part = { ...copy.segment, number, etag: copy.etag, checksum: copy.checksum, modifiedAtMs };
  await call.store.blobs.remove(await keepOrRemove(call, copy.segment, () => savePart(call, upload, part)));
  return {
    status: 200,
    headers: {
      'x-amz-copy-source-version-id': source.versioning === '' ? undefined : source.version.versionId,
    },
    body: xmlDocument(
      'CopyPartResult',
      [
        element('LastModified', isoTime(modifiedAtMs)),
        element('ETag', `"${copy.etag}"`),
        copy.checksum === undefined
          ? undefined
          : element(`Checksum${copy.checksum.algorithm}`, copy.checksum.value),
      ],
      s3Namespace,
    ),
  };
}

/** AbortMultipartUpload. */
export async function abortMultipartUpload(call: Call): Promise<Reply> {
  const { database, blobs } = call.store;
  const useless = database.transaction(() => {
    const upload = findUpload(call);
    const parts = pageParts(database, upload.uploadId, 0, mostParts);
    removeUpload(database, upload.uploadId);
    return parts.map((part) => part.blob);
  });
  await blobs.remove(useless);
  return { status: 204 };
}

/** The upload that a request names; throws NoSuchUpload. */
export function findUpload(call: Call): Upload {
  return requireUpload(call.store.database, call.bucket, call.key, call.query.get('uploadId') ?? '');
}

function partNumber(call: Call): number {
  const text = call.query.get('partNumber') ?? '';
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < 1 || value > mostParts) {
    throw s3Error('InvalidArgument', {
      message: `Part number must be an integer between 1 and ${mostParts}, inclusive`,
      detail: { ArgumentName: 'partNumber', ArgumentValue: text },
    });
  }
  return value;
}

/** Stores a part unless the upload ended meanwhile. */
function savePart(call: Call, upload: Upload, part: UploadedPart): readonly string[] {
  const { database } = call.store;
  return database.transaction(() => {
    requireUpload(database, upload.bucket, upload.key, upload.uploadId);
    return putPart(database, upload.uploadId, part);
  });
}

function copyRange(text: string | undefined, sizeBytes: number): { start: number; end: number } {
  if (text === undefined) return { start: 0, end: sizeBytes };
  const match = /^bytes=(\d{1,18})-(\d{1,18})$/.exec(text);
  const start = Number(match?.[1]);
  const end = Number(match?.[2]) + 1;
  if (match === null || start >= end || end > sizeBytes) {
    throw s3Error('InvalidArgument', {
      message: `Range specified is not valid for source object of size: ${sizeBytes}`,
      detail: { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: text },
    });
  }
  return { start, end };
}
