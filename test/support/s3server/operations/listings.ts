import { s3Error } from '../errors.ts';
import type { Call, Reply } from '../http/call.ts';
import {
  type Entry,
  type Position,
  listObjects as pageObjects,
  listVersions as pageVersions,
} from '../store/listing.ts';
import { findVersion, type Version } from '../store/versions.ts';
import { element, s3Namespace, type XmlElement, xmlDocument } from '../xml.ts';
import { ownerElement } from './acl.ts';
import { isoTime, keyEncoder, wholeNumber } from './answers.ts';

const largestPage = 1000;

/** ListObjectsV2. */
export function listObjectsV2(call: Call): Reply {
  const encode = keyEncoder(call);
  const { bucket, query } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const startAfter = query.get('start-after') ?? '';
  const token = query.get('continuation-token');
  const limit = wholeNumber(call, 'max-keys', largestPage, largestPage);
  const position: Position =
    token !== undefined
      ? readToken(token)
      : startAfter === ''
        ? { kind: 'start' }
        : { kind: 'afterKey', key: startAfter };
  const page = pageObjects(call.store.database, { bucket, prefix, delimiter, position, limit });
  const withOwner = query.get('fetch-owner') === 'true';
  const last = page.entries.at(-1);
  const body = xmlDocument(
    'ListBucketResult',
    [
      element('Name', bucket),
      element('Prefix', encode(prefix)),
      element('StartAfter', startAfter === '' ? undefined : encode(startAfter)),
      element('ContinuationToken', token),
      element('NextContinuationToken', page.isTruncated && last !== undefined ? writeToken(last) : undefined),
      element('KeyCount', page.entries.length),
      element('MaxKeys', limit),
      element('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
      element('EncodingType', query.get('encoding-type')),
      element('IsTruncated', page.isTruncated),
      contents(page.entries, encode, withOwner),
      commonPrefixes(page.entries, encode),
    ],
    s3Namespace,
  );
  return { status: 200, body };
}

/** ListObjects, version 1: the marker is a key or a common prefix. */
export function listObjects(call: Call): Reply {
  const encode = keyEncoder(call);
  const { bucket, query } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const marker = query.get('marker') ?? '';
  const limit = wholeNumber(call, 'max-keys', largestPage, largestPage);
  const page = pageObjects(call.store.database, {
    bucket,
    prefix,
    delimiter,
    position: afterMarker(marker, prefix, delimiter),
    limit,
  });
  const last = page.entries.at(-1);
  const body = xmlDocument(
    'ListBucketResult',
    [
      element('Name', bucket),
      element('Prefix', encode(prefix)),
      element('Marker', encode(marker)),
      // S3 names the next marker only where a delimiter was given; without one it is the last key.
      element(
        'NextMarker',
        page.isTruncated && delimiter !== '' && last !== undefined ? encode(nameOf(last)) : undefined,
      ),
      element('MaxKeys', limit),
      element('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
      element('EncodingType', query.get('encoding-type')),
      element('IsTruncated', page.isTruncated),
      contents(page.entries, encode, true),
      commonPrefixes(page.entries, encode),
    ],
    s3Namespace,
  );
  return { status: 200, body };
}

/** ListObjectVersions. */
export function listObjectVersions(call: Call): Reply {
  const encode = keyEncoder(call);
  const { bucket, query } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const versionMarker = query.get('version-id-marker') ?? '';
  const limit = wholeNumber(call, 'max-keys', largestPage, largestPage);
  if (versionMarker !== '' && keyMarker === '') {
    throw s3Error('InvalidArgument', {
      message: 'A version-id marker cannot be specified without a key marker.',
    });
  }
  const marked =
    versionMarker === '' ? undefined : findVersion(call.store.database, bucket, keyMarker, versionMarker);
  const position: Position =
    marked === undefined
      ? afterMarker(keyMarker, prefix, delimiter)
      : { kind: 'afterVersion', key: keyMarker, id: marked.id };
  const page = pageVersions(call.store.database, { bucket, prefix, delimiter, position, limit });
  const last = page.isTruncated ? page.entries.at(-1) : undefined;
  const body = xmlDocument(
    'ListVersionsResult',
    [
      element('Name', bucket),
      element('Prefix', encode(prefix)),
      element('KeyMarker', encode(keyMarker)),
      element('VersionIdMarker', versionMarker),
      element('NextKeyMarker', last === undefined ? undefined : encode(nameOf(last))),
      element('NextVersionIdMarker', last?.kind === 'item' ? last.item.versionId : undefined),
      element('MaxKeys', limit),
      element('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
      element('EncodingType', query.get('encoding-type')),
      element('IsTruncated', page.isTruncated),
      page.entries.map((entry) => (entry.kind === 'item' ? versionElement(entry.item, encode) : undefined)),
      commonPrefixes(page.entries, encode),
    ],
    s3Namespace,
  );
  return { status: 200, body };
}

/** A marker that is itself a common prefix stands for all keys under it. */
export function afterMarker(marker: string, prefix: string, delimiter: string): Position {
  if (marker === '') return { kind: 'start' };
  const isCommonPrefix =
    delimiter !== '' &&
    marker.startsWith(prefix) &&
    marker.endsWith(delimiter) &&
    marker.indexOf(delimiter, prefix.length) === marker.length - delimiter.length;
  return isCommonPrefix ? { kind: 'afterPrefix', prefix: marker } : { kind: 'afterKey', key: marker };
}

/** The CommonPrefixes of a page. */
export function commonPrefixes<T>(entries: readonly Entry<T>[], encode: (text: string) => string) {
  return entries.map((entry) =>
    entry.kind === 'prefix'
      ? element('CommonPrefixes', [element('Prefix', encode(entry.prefix))])
      : undefined,
  );
}

/** The key or common prefix of a line. */
export function nameOf<T>(entry: Entry<T>): string {
  return entry.kind === 'item' ? entry.key : entry.prefix;
}

function contents(entries: readonly Entry<Version>[], encode: (text: string) => string, withOwner: boolean) {
  return entries.map((entry) =>
    entry.kind === 'item' ? element('Contents', objectFields(entry.item, encode, withOwner)) : undefined,
  );
}

function versionElement(version: Version, encode: (text: string) => string): XmlElement | undefined {
  const place = [
    element('Key', encode(version.key)),
    element('VersionId', version.versionId),
    element('IsLatest', version.isLatest),
  ];
  if (version.isDeleteMarker) {
    return element('DeleteMarker', [
      ...place,
      element('LastModified', isoTime(version.modifiedAtMs)),
      ownerElement(),
    ]);
  }
  return element('Version', [...place, ...objectFields(version, encode, true).slice(1)]);
}

function objectFields(version: Version, encode: (text: string) => string, withOwner: boolean) {
  const { checksum } = version.attributes;
  return [
    element('Key', encode(version.key)),
    element('LastModified', isoTime(version.modifiedAtMs)),
    element('ETag', `"${version.etag}"`),
    element('ChecksumAlgorithm', checksum?.algorithm),
    element('ChecksumType', checksum?.type),
    element('Size', version.sizeBytes),
    element('StorageClass', version.attributes.storageClass),
    withOwner ? ownerElement() : undefined,
  ];
}

function writeToken(entry: Entry<Version>): string {
  return Buffer.from(`${entry.kind === 'prefix' ? 'p' : 'k'}${nameOf(entry)}`, 'utf8').toString('base64');
}

function readToken(token: string): Position {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (text.startsWith('k')) return { kind: 'afterKey', key: text.slice(1) };
  if (text.startsWith('p')) return { kind: 'afterPrefix', prefix: text.slice(1) };
  throw s3Error('InvalidArgument', {
    message: 'The continuation token provided is incorrect',
    detail: { ArgumentName: 'continuation-token' },
  });
}
