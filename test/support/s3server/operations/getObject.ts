import { s3Error } from '../errors.ts';
import type { Call, Content, Reply } from '../http/call.ts';
import { requireBucket } from '../store/buckets.ts';
import { type ObjectPart, partsOf, requireObject, type Version } from '../store/versions.ts';
import { element, s3Namespace, type XmlElement, xmlDocument } from '../xml.ts';
import { blocksPublic, isPublicRead } from './acl.ts';
import { wholeNumber } from './answers.ts';
import { attributeHeaders, checksumHeaders, versionHeader } from './attributes.ts';
import { checkReadConditions } from './conditions.ts';
import { isArchived } from './restoreObject.ts';

/** GetObject. */
export function getObject(call: Call): Reply {
  const { version, versioning } = findReadable(call);
  const { storageClass, restoredUntilMs } = version.attributes;
  if (isArchived(storageClass) && (restoredUntilMs ?? 0) <= call.nowMs()) {
    throw s3Error('InvalidObjectState', { detail: { StorageClass: storageClass } });
  }
  return answer(call, version, versioning, true);
}

/** HeadObject. */
export function headObject(call: Call): Reply {
  const { version, versioning } = findReadable(call);
  return answer(call, version, versioning, false);
}

/** GetObjectAttributes. */
export function getObjectAttributes(call: Call): Reply {
  const { version, versioning } = findReadable(call);
  const wanted = (call.header('x-amz-object-attributes') ?? '').split(',').map((name) => name.trim());
  const known = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];
  if (wanted.some((name) => !known.includes(name))) {
    throw s3Error('InvalidArgument', { message: 'Invalid attribute name specified.' });
  }
  const has = (name: string): boolean => wanted.includes(name);
  const { checksum } = version.attributes;
  const body = xmlDocument(
    'GetObjectAttributesResponse',
    [
      element('ETag', has('ETag') ? version.etag : undefined),
      element(
        'Checksum',
        has('Checksum') && checksum !== undefined
          ? [element(`Checksum${checksum.algorithm}`, checksum.value), element('ChecksumType', checksum.type)]
          : undefined,
      ),
      has('ObjectParts') && version.etag.includes('-') ? objectParts(call, version) : undefined,
      element('StorageClass', has('StorageClass') ? version.attributes.storageClass : undefined),
      element('ObjectSize', has('ObjectSize') ? version.sizeBytes : undefined),
    ],
    s3Namespace,
  );
  return {
    status: 200,
    headers: {
      ...versionHeader(versioning, version),
      'last-modified': new Date(version.modifiedAtMs).toUTCString(),
    },
    body,
  };
}

function objectParts(call: Call, version: Version): XmlElement | undefined {
  const parts = partsOf(call.store.database, version);
  const most = Math.min(Number(call.header('x-amz-max-parts') ?? 1000), 1000);
  const after = Number(call.header('x-amz-part-number-marker') ?? 0);
  const rest = parts.filter((part) => part.number > after);
  const page = rest.slice(0, most);
  const { checksum } = version.attributes;
  return element('ObjectParts', [
    element('PartsCount', parts.length),
    element('PartNumberMarker', after),
    element('NextPartNumberMarker', page.at(-1)?.number ?? 0),
    element('MaxParts', most),
    element('IsTruncated', rest.length > page.length),
    // Only a composite checksum has parts that S3 tells of one by one.
    checksum?.type !== 'COMPOSITE'
      ? undefined
      : page.map((part) =>
          element('Part', [
            element('PartNumber', part.number),
            element('Size', part.sizeBytes),
            element(`Checksum${checksum.algorithm}`, part.checksum),
          ]),
        ),
  ]);
}

function findReadable(call: Call): { version: Version; versioning: string } {
  const { database } = call.store;
  const { versioning } = requireBucket(database, call.bucket);
  const version = requireObject(database, call.bucket, call.key, call.query.get('versionId'));
  if (
    call.identity.kind === 'anonymous' &&
    (!isPublicRead(version.attributes.acl) || blocksPublic(call, call.bucket, 'IgnorePublicAcls'))
  ) {
    throw s3Error('AccessDenied');
  }
  return { version, versioning };
}

function answer(call: Call, version: Version, versioning: string, withBody: boolean): Reply {
  const headers: Record<string, string | undefined> = {
    ...attributeHeaders(version),
    ...versionHeader(versioning, version),
  };
  const until = version.attributes.restoredUntilMs;
  if (until !== undefined)
    headers['x-amz-restore'] = `ongoing-request="false", expiry-date="${new Date(until).toUTCString()}"`;
  if (checkReadConditions(call, version) === 'not-modified') return { status: 304, headers };
  applyOverrides(call, headers);
  const parts = partsOf(call.store.database, version);
  const range = chooseRange(call, version, parts, headers);
  const { checksum } = version.attributes;
  const wholeObject = range.start === 0 && range.end === version.sizeBytes;
  if (wholeObject && call.header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED') {
    Object.assign(headers, checksumHeaders(checksum));
  }
  if (range.partial) headers['content-range'] = `bytes ${range.start}-${range.end - 1}/${version.sizeBytes}`;
  const status = range.partial ? 206 : 200;
  const sizeBytes = range.end - range.start;
  if (!withBody) return { status, headers: { ...headers, 'content-length': String(sizeBytes) } };
  const { blobs } = call.store;
  const hold = blobs.hold(parts);
  const body: Content = {
    sizeBytes,
    read: () => blobs.read(parts, range.start, range.end),
    release: () => hold.release(),
  };
  return { status, headers, body };
}

type ByteRange = { readonly start: number; readonly end: number; readonly partial: boolean };

function chooseRange(
  call: Call,
  version: Version,
  parts: readonly ObjectPart[],
  headers: Record<string, string | undefined>,
): ByteRange {
  const rangeText = call.header('range');
  if (call.query.has('partNumber')) {
    if (rangeText !== undefined) {
      throw s3Error('InvalidRequest', {
        message: 'Cannot specify both Range header and partNumber query parameter',
      });
    }
    const wanted = wholeNumber(call, 'partNumber', 1, 10_001);
    const index = version.etag.includes('-') ? parts.findIndex((part) => part.number === wanted) : wanted - 1;
    const count = version.etag.includes('-') ? parts.length : 1;
    if (index < 0 || index >= count) {
      throw s3Error('InvalidPartNumber', {
        detail: { PartNumberRequested: String(wanted), ActualPartCount: String(count) },
      });
    }
    if (version.etag.includes('-')) headers['x-amz-mp-parts-count'] = String(count);
    const start = parts.slice(0, index).reduce((sum, part) => sum + part.sizeBytes, 0);
    const end = start + (parts[index]?.sizeBytes ?? 0);
    return { start, end, partial: end > start };
  }
  return parseRange(rangeText, version.sizeBytes);
}

/** Reads a Range of one part (RFC 9110, section 14.1.2); what is no such range is ignored. Throws InvalidRange. */
export function parseRange(text: string | undefined, sizeBytes: number): ByteRange {
  const whole = { start: 0, end: sizeBytes, partial: false };
  const match = /^bytes=(\d{0,18})-(\d{0,18})$/.exec(text?.trim() ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return whole;
  const unsatisfiable = s3Error('InvalidRange', {
    detail: { RangeRequested: text ?? '', ActualObjectSize: String(sizeBytes) },
    headers: { 'content-range': `bytes */${sizeBytes}` },
  });
  if (match[1] === '') {
    const length = Number(match[2]);
    if (length === 0 || sizeBytes === 0) throw unsatisfiable;
    return { start: Math.max(0, sizeBytes - length), end: sizeBytes, partial: true };
  }
  const start = Number(match[1]);
  const last = match[2] === '' ? sizeBytes - 1 : Number(match[2]);
  if (last < start && match[2] !== '') return whole;
  if (start >= sizeBytes) throw unsatisfiable;
  return { start, end: Math.min(last + 1, sizeBytes), partial: true };
}

const overridable = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

function applyOverrides(call: Call, headers: Record<string, string | undefined>): void {
  for (const name of overridable) {
    const value = call.query.get(`response-${name}`);
    if (value === undefined) continue;
    if (call.identity.kind === 'anonymous') {
      throw s3Error('InvalidRequest', {
        message: 'Request specific response headers cannot be used for anonymous GET requests.',
      });
    }
    if (!/^[\t\x20-\x7e\xa0-\xff]*$/.test(value)) {
      throw s3Error('InvalidArgument', {
        message: 'Header value cannot be represented using ISO-8859-1.',
        detail: { ArgumentName: `response-${name}`, ArgumentValue: value },
      });
    }
    headers[name] = value;
  }
}
