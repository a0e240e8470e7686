import { createHash } from 'node:crypto';
import {
  type Checksum,
  checksumAlgorithms,
  checksumHeader,
  combineChecksums,
  multipartChecksumType,
  parseAlgorithm,
} from '../checksums/checksums.ts';
import { s3Error } from '../errors.ts';
import { checksumClaim, declaredSize, receiveBody, receiveText } from '../http/body.ts';
import type { Call, Reply } from '../http/call.ts';
import { requireBucket } from '../store/buckets.ts';
import {
  createUpload,
  listParts as pageParts,
  putPart,
  removeUpload,
  requireUpload,
  type Upload,
  type UploadedPart,
} from '../store/uploads.ts';
import { addVersion } from '../store/versions.ts';
import { childNodes, childText, element, parseXml, s3Namespace, xmlDocument } from '../xml.ts';
import { isoTime } from './answers.ts';
import { readAttributes, versionHeader } from './attributes.ts';
import { checkWriteConditions, isConditional } from './conditions.ts';
import { copyBytes, findCopySource, keepOrRemove } from './copyObject.ts';

const smallestPartBytes = 5 * 1024 * 1024;
const mostParts = 10_000;

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
    const received = await receiveBody(call, (chunk) => writer.write(chunk), wanted);
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

/** CompleteMultipartUpload: the parts' blobs become the object's; no byte is copied. */
export async function completeMultipartUpload(call: Call): Promise<Reply> {
  const { database, blobs } = call.store;
  const wanted = readCompletion(await receiveText(call));
  const made = database.transaction(() => {
    const upload = findUpload(call);
    const stored = pageParts(database, upload.uploadId, 0, mostParts);
    const parts = chooseParts(wanted, stored);
    const checksum = checkWhole(call, upload, parts);
    checkWriteConditions(call);
    if (isConditional(call) && upload.isConflicted)
      throw s3Error('ConditionalRequestConflict', { detail: { Key: call.key } });
    const { versioning } = requireBucket(database, call.bucket);
    const md5 = createHash('md5');
    for (const part of parts) md5.update(part.etag, 'hex');
    removeUpload(database, upload.uploadId);
    const added = addVersion(database, {
      bucket: call.bucket,
      key: call.key,
      versioning,
      modifiedAtMs: call.nowMs(),
      etag: `${md5.digest('hex')}-${parts.length}`,
      attributes: { ...upload.attributes, checksum },
      parts: parts.map((part) => ({
        blob: part.blob,
        sizeBytes: part.sizeBytes,
        number: part.number,
        checksum: part.checksum?.value,
      })),
    });
    const used = new Set(parts.map((part) => part.number));
    const unused = stored.filter((part) => !used.has(part.number)).map((part) => part.blob);
    return { version: added.version, versioning, checksum, useless: [...added.blobs, ...unused] };
  });
  await blobs.remove(made.useless);
  const body = xmlDocument(
    'CompleteMultipartUploadResult',
    [
      element(
        'Location',
        `http://${call.header('host') ?? 'localhost'}/${call.bucket}/${encodeURIComponent(call.key)}`,
      ),
      element('Bucket', call.bucket),
      element('Key', call.key),
      element('ETag', `"${made.version.etag}"`),
      made.checksum === undefined
        ? undefined
        : [
            element(`Checksum${made.checksum.algorithm}`, made.checksum.value),
            element('ChecksumType', made.checksum.type),
          ],
    ],
    s3Namespace,
  );
  return {
    status: 200,
    headers: { ...made.version.attributes.encryption, ...versionHeader(made.versioning, made.version) },
    body,
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

function findUpload(call: Call): Upload {
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

type WantedPart = {
  readonly number: number;
  readonly etag: string;
  readonly checksums: ReadonlyMap<string, string>;
};

function readCompletion(xml: string): readonly WantedPart[] {
  const parts = childNodes(parseXml(xml, 'CompleteMultipartUpload'), 'Part').map((node): WantedPart => {
    const number = Number(childText(node, 'PartNumber')?.trim() || Number.NaN);
    const etag = childText(node, 'ETag')?.trim().replace(/^"|"$/g, '');
    if (!Number.isInteger(number) || etag === undefined) throw s3Error('MalformedXML');
    const checksums = new Map<string, string>();
    for (const algorithm of checksumAlgorithms) {
      const value = childText(node, `Checksum${algorithm}`);
      if (value !== undefined) checksums.set(algorithm, value);
    }
    return { number, etag, checksums };
  });
  if (parts.length === 0) throw s3Error('MalformedXML');
  return parts;
}

function chooseParts(
  wanted: readonly WantedPart[],
  stored: readonly UploadedPart[],
): readonly UploadedPart[] {
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  let before = 0;
  for (const { number } of wanted) {
    if (number <= before) throw s3Error('InvalidPartOrder');
    before = number;
  }
  return wanted.map(({ number, etag, checksums }, index) => {
    const part = byNumber.get(number);
    const given = part?.checksum === undefined ? undefined : checksums.get(part.checksum.algorithm);
    if (part === undefined || part.etag !== etag || (given !== undefined && given !== part.checksum?.value)) {
      throw s3Error('InvalidPart', { detail: { PartNumber: String(number), ETag: etag } });
    }
    if (part.sizeBytes < smallestPartBytes && index < wanted.length - 1) {
      throw s3Error('EntityTooSmall', {
        detail: {
          ProposedSize: String(part.sizeBytes),
          MinSizeAllowed: String(smallestPartBytes),
          PartNumber: String(number),
          ETag: part.etag,
        },
      });
    }
    return part;
  });
}

/** The object's checksum; throws BadDigest or InvalidRequest where it is not what the client says. */
function checkWhole(call: Call, upload: Upload, parts: readonly UploadedPart[]): Checksum | undefined {
  const size = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  const wantedSize = call.header('x-amz-mp-object-size');
  if (wantedSize !== undefined && wantedSize !== String(size)) {
    throw s3Error('InvalidRequest', {
      message: 'The provided x-amz-mp-object-size header does not match the size of the uploaded parts.',
    });
  }
  if (upload.checksum === undefined) return undefined;
  const { algorithm, type } = upload.checksum;
  const wantedType = call.header('x-amz-checksum-type');
  if (wantedType !== undefined && wantedType !== type) {
    throw s3Error('InvalidRequest', { message: 'The checksum type does not match the one of the upload.' });
  }
  const values = parts.map((part) => ({ value: part.checksum?.value ?? '', sizeBytes: part.sizeBytes }));
  const checksum = combineChecksums(algorithm, type, values);
  const claimed = call.header(checksumHeader(algorithm));
  const matchesClaim = claimed === checksum.value || `${claimed}-${parts.length}` === checksum.value;
  if (claimed !== undefined && !matchesClaim) {
    throw s3Error('BadDigest', {
      message: `The ${algorithm} you specified did not match the calculated checksum.`,
    });
  }
  return checksum;
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
