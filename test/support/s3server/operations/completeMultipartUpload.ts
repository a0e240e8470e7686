import { createHash } from 'node:crypto';
import {
  type Checksum,
  checksumAlgorithms,
  checksumHeader,
  combineChecksums,
} from '../checksums/checksums.ts';
import { s3Error } from '../errors.ts';
import { receiveText } from '../http/body.ts';
import type { Call, Reply } from '../http/call.ts';
import { requireBucket } from '../store/buckets.ts';
import { listParts as pageParts, removeUpload, type Upload, type UploadedPart } from '../store/uploads.ts';
import { addVersion } from '../store/versions.ts';
import { childNodes, childText, element, parseXml, s3Namespace, xmlDocument } from '../xml.ts';
import { versionHeader } from './attributes.ts';
import { checkWriteConditions, isConditional } from './conditions.ts';
import { findUpload, mostParts } from './multipart.ts';

const smallestPartBytes = 5 * 1024 * 1024;

/** CompleteMultipartUpload: the parts' blobs become the object's; no byte is copied. */
export async function completeMultipartUpload(call: Call): Promise<Reply> {
  const { database, blobs } = call.store;
  const wanted = readCompletion(await receiveText(call, 'object'));
  const made = database.transaction(() => {
    const upload = findUpload(call);
    const stored = pageParts(database, upload.uploadId, 0, mostParts);
    const parts = chooseParts(wanted, stored);
    requirePartChecksums(upload, wanted);
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
  const chosen = wanted.map(({ number, etag, checksums }) => {
    const part = byNumber.get(number);
    const given = part?.checksum === undefined ? undefined : checksums.get(part.checksum.algorithm);
    if (part === undefined || part.etag !== etag || (given !== undefined && given !== part.checksum?.value)) {
      throw s3Error('InvalidPart', { detail: { PartNumber: String(number), ETag: etag } });
    }
    return part;
  });
  const small = chosen.slice(0, -1).find((part) => part.sizeBytes < smallestPartBytes);
  if (small === undefined) return chosen;
  throw s3Error('EntityTooSmall', {
    detail: {
      ProposedSize: String(small.sizeBytes),
      MinSizeAllowed: String(smallestPartBytes),
      PartNumber: String(small.number),
      ETag: small.etag,
    },
  });
}

/** A checksum of checksums is only given out for parts whose checksums the client repeats. */
function requirePartChecksums(upload: Upload, wanted: readonly WantedPart[]): void {
  const { checksum } = upload;
  if (checksum?.type !== 'COMPOSITE') return;
  const missing = wanted.find((part) => !part.checksums.has(checksum.algorithm));
  if (missing === undefined) return;
  throw s3Error('InvalidRequest', {
    message: `The upload was created using a ${checksum.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${missing.number} in the request.`,
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
