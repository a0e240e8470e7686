import { type Checksum, checksumHeader } from '../checksums/checksums.ts';
import { s3Error } from '../errors.ts';
import type { Call } from '../http/call.ts';
import type { Attributes, Version } from '../store/versions.ts';
import { cannedAcl } from './acl.ts';
import { parseTagHeader } from './tags.ts';

const keptHeaders = [
  'content-type',
  'content-disposition',
  'content-encoding',
  'content-language',
  'cache-control',
  'expires',
  'x-amz-website-redirect-location',
] as const;
const encryptionHeaders = [
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-server-side-encryption-customer-key-md5',
] as const;
const storageClasses = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'GLACIER_IR',
  'DEEP_ARCHIVE',
];
const maximumMetadataBytes = 2048;

/** What a request says about the object that it makes. */
export function readAttributes(call: Call): Attributes {
  const storageClass = call.header('x-amz-storage-class') ?? 'STANDARD';
  if (!storageClasses.includes(storageClass)) throw s3Error('InvalidStorageClass');
  return {
    headers: readKeptHeaders(call),
    metadata: readMetadata(call),
    storageClass,
    tags: parseTagHeader(call.header('x-amz-tagging')),
    acl: cannedAcl(call, call.bucket),
    encryption: Object.fromEntries(
      encryptionHeaders.flatMap((name) => {
        const value = call.header(name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

/** The headers that tell of an object: what it was stored with, size aside. */
export function attributeHeaders(version: Version): Record<string, string | undefined> {
  const { attributes } = version;
  const headers: Record<string, string | undefined> = {
    'content-type': 'binary/octet-stream',
    ...attributes.headers,
    ...attributes.encryption,
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.modifiedAtMs).toUTCString(),
    'accept-ranges': 'bytes',
    'x-amz-storage-class': attributes.storageClass === 'STANDARD' ? undefined : attributes.storageClass,
    'x-amz-tagging-count': attributes.tags.length === 0 ? undefined : String(attributes.tags.length),
  };
  for (const [name, value] of Object.entries(attributes.metadata))
    headers[`x-amz-meta-${name}`] = encodeWord(value);
  return headers;
}

/** The version id to answer with: none in a bucket that never had versioning. */
export function versionHeader(
  versioning: string,
  version: { readonly versionId: string },
): Record<string, string | undefined> {
  return { 'x-amz-version-id': versioning === '' ? undefined : version.versionId };
}

/** The headers that carry a checksum. */
export function checksumHeaders(checksum: Checksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

function readKeptHeaders(call: Call): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of keptHeaders) {
    const value = call.header(name);
    if (value === undefined) continue;
    // `aws-chunked` says how the body came, not what it is.
    const stored =
      name === 'content-encoding'
        ? value
            .split(',')
            .map((coding) => coding.trim())
            .filter((coding) => coding !== 'aws-chunked' && coding !== '')
            .join(',')
        : value;
    if (stored !== '') kept[name] = stored;
  }
  return kept;
}

function readMetadata(call: Call): Record<string, string> {
  const metadata: [string, string][] = [];
  let bytes = 0;
  for (const [name, value] of call.headers) {
    if (!name.startsWith('x-amz-meta-')) continue;
    const short = name.slice('x-amz-meta-'.length);
    metadata.push([short, fromHeaderBytes(value)]);
    bytes += short.length + value.length;
  }
  if (bytes > maximumMetadataBytes) {
    throw s3Error('MetadataTooLarge', {
      detail: { Size: String(bytes), MaxSizeAllowed: String(maximumMetadataBytes) },
    });
  }
  return Object.fromEntries(metadata);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Header bytes are UTF-8 where they can be, else Latin-1. */
function fromHeaderBytes(value: string): string {
  try {
    return utf8.decode(Buffer.from(value, 'latin1'));
  } catch (error) {
    if (error instanceof TypeError) return value;
    throw error;
  }
}

/** S3 returns metadata that is not printable ASCII as an RFC 2047 word. */
function encodeWord(value: string): string {
  return /^[\x20-\x7e]*$/.test(value)
    ? value
    : `=?UTF-8?B?${Buffer.from(value, 'utf8').toString('base64')}?=`;
}
