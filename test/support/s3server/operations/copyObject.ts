import { createHash } from 'node:crypto';
import {
  type Checksum,
  type ChecksumAlgorithm,
  createChecksum,
  parseAlgorithm,
} from '../checksums/checksums.ts';
import { s3Error } from '../errors.ts';
import { maximumPutBytes } from '../http/body.ts';
import type { Call, Reply } from '../http/call.ts';
import { percentDecode } from '../http/target.ts';
import type { Segment } from '../store/blobs.ts';
import { requireBucket } from '../store/buckets.ts';
import {
  type Attributes,
  addVersion,
  type ObjectPart,
  partsOf,
  requireObject,
  type Version,
} from '../store/versions.ts';
import { element, s3Namespace, xmlDocument } from '../xml.ts';
import { isoTime } from './answers.ts';
import { readAttributes, versionHeader } from './attributes.ts';
import { checkReadConditions, checkWriteConditions } from './conditions.ts';

/** CopyObject. */
export async function copyObject(call: Call): Promise<Reply> {
  const { database, blobs } = call.store;
  const source = findCopySource(call);
  checkWriteConditions(call);
  if (source.version.sizeBytes > maximumPutBytes) {
    throw s3Error('InvalidRequest', {
      message: `The specified copy source is larger than the maximum allowable size for a copy source: ${maximumPutBytes}`,
    });
  }
  const attributes = copiedAttributes(call, source.version);
  const wantedAlgorithm = call.header('x-amz-checksum-algorithm');
  const before = source.version.attributes.checksum;
  const algorithm = wantedAlgorithm === undefined ? before?.algorithm : parseAlgorithm(wantedAlgorithm);
  const [only] = source.parts;
  const sameBytes =
    source.parts.length === 1 && !source.version.etag.includes('-') && algorithm === before?.algorithm;
  const copy: Copied =
    sameBytes && only !== undefined
      ? {
          segment: await blobs.duplicate({ blob: only.blob, sizeBytes: only.sizeBytes }),
          etag: source.version.etag,
          checksum: before,
        }
      : await copyBytes(call, source, 0, source.version.sizeBytes, algorithm);
  const made = await keepOrRemove(call, copy.segment, () =>
    database.transaction(() => {
      const { versioning } = requireBucket(database, call.bucket);
      checkWriteConditions(call);
      const added = addVersion(database, {
        bucket: call.bucket,
        key: call.key,
        versioning,
        modifiedAtMs: call.nowMs(),
        etag: copy.etag,
        attributes: { ...attributes, checksum: copy.checksum },
        parts: [{ ...copy.segment, number: 1, checksum: undefined }],
      });
      return { ...added, versioning };
    }),
  );
  await blobs.remove(made.blobs);
  const body = xmlDocument(
    'CopyObjectResult',
    [
      element('LastModified', isoTime(made.version.modifiedAtMs)),
      element('ETag', `"${copy.etag}"`),
      copy.checksum === undefined
        ? undefined
        : [
            element(`Checksum${copy.checksum.algorithm}`, copy.checksum.value),
            element('ChecksumType', copy.checksum.type),
          ],
    ],
    s3Namespace,
  );
  return {
    status: 200,
    headers: {
      ...attributes.encryption,
      ...versionHeader(made.versioning, made.version),
      'x-amz-copy-source-version-id': source.versioning === '' ? undefined : source.version.versionId,
    },
    body,
  };
}

/** The object that `x-amz-copy-source` names, its conditions met. */
export type CopySource = {
  readonly version: Version;
  readonly parts: readonly ObjectPart[];
  readonly versioning: string;
};

/** Finds the copy source; throws InvalidArgument, NoSuchBucket, NoSuchKey or PreconditionFailed. */
export function findCopySource(call: Call): CopySource {
  const { database } = call.store;
  const text = call.header('x-amz-copy-source') ?? '';
  const [path = '', versionId] = text.split('?versionId=');
  const place = percentDecode(path, true).replace(/^\//, '');
  const slash = place.indexOf('/');
  const bucketName = place.slice(0, Math.max(0, slash));
  const key = place.slice(slash + 1);
  if (bucketName === '' || key === '') {
    throw s3Error('InvalidArgument', {
      message: 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      detail: { ArgumentName: 'x-amz-copy-source', ArgumentValue: text },
    });
  }
  const { versioning } = requireBucket(database, bucketName);
  call.demand('GetObject', bucketName, key);
  const version = requireObject(database, bucketName, key, versionId);
  checkReadConditions(call, version, 'x-amz-copy-source-');
  return { version, parts: partsOf(database, version), versioning };
}

/** A copy that is on the disk but no object yet. */
export type Copied = {
  readonly segment: Segment;
  readonly etag: string;
  readonly checksum: Checksum | undefined;
};

/** Copies bytes `start` to `end` (excluded) into a new blob, with their MD5 and checksum. */
export async function copyBytes(
  call: Call,
  source: CopySource,
  start: number,
  end: number,
  algorithm: ChecksumAlgorithm | undefined,
): Promise<Copied> {
  const { blobs } = call.store;
  const md5 = createHash('md5');
  if (call.store.discard && algorithm === undefined) {
    md5.update(`${source.version.etag} ${start} ${end}`);
    return { segment: { blob: '', sizeBytes: end - start }, etag: md5.digest('hex'), checksum: undefined };
  }
  const checksum = algorithm === undefined ? undefined : createChecksum(algorithm);
  const hold = blobs.hold(source.parts);
  const writer = blobs.create();
  try {
    for await (const chunk of blobs.read(source.parts, start, end)) {
      md5.update(chunk);
      checksum?.update(chunk);
      await writer.write(Buffer.from(chunk));
    }
    return {
      segment: await writer.finish(),
      etag: md5.digest('hex'),
      checksum:
        checksum === undefined || algorithm === undefined
          ? undefined
          : { algorithm, type: 'FULL_OBJECT', value: checksum.digest().toString('base64') },
    };
  } catch (error) {
    await writer.abort();
    throw error;
  } finally {
    await hold.release();
  }
}

/** Runs `work` and removes the new blob when it throws. */
export async function keepOrRemove<T>(call: Call, segment: Segment, work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    await call.store.blobs.remove([segment.blob]);
    throw error;
  }
}

function copiedAttributes(call: Call, source: Version): Attributes {
  const asked = readAttributes(call);
  const directive = (name: string): string => {
    const value = call.header(name) ?? 'COPY';
    if (value !== 'COPY' && value !== 'REPLACE') {
      throw s3Error('InvalidArgument', {
        message: 'Unknown directive.',
        detail: { ArgumentName: name, ArgumentValue: value },
      });
    }
    return value;
  };
  const replaceMetadata = directive('x-amz-metadata-directive') === 'REPLACE';
  const changesNothing =
    !replaceMetadata &&
    call.header('x-amz-storage-class') === undefined &&
    call.header('x-amz-server-side-encryption') === undefined &&
    call.header('x-amz-website-redirect-location') === undefined;
  if (changesNothing && source.isLatest && source.bucket === call.bucket && source.key === call.key) {
    throw s3Error('InvalidRequest', {
      message:
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    });
  }
  const from = replaceMetadata ? asked : source.attributes;
  return {
    ...asked,
    headers: from.headers,
    metadata: from.metadata,
    tags: directive('x-amz-tagging-directive') === 'REPLACE' ? asked.tags : source.attributes.tags,
  };
}
