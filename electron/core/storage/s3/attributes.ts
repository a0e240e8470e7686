import { GetObjectTaggingCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3';
import { SatchelError } from '../../satchelError.ts';
import { checkAttributes } from '../rules.ts';
import type { CallOptions, DescribedObject, ObjectAttributes, ObjectRef } from '../storage.ts';
import type { S3Calls } from './calls.ts';
import type { DataAnswer } from './dataPath.ts';
import { checkNamed, emptyHash, headOf, lookAt, metadataOf } from './reading.ts';

/** The SDK's fields for a new object; throws `request.invalid` for text that HTTP headers cannot carry. */
export function attributesInput(attributes: ObjectAttributes) {
  checkAttributes(attributes);
  const { contentType, contentEncoding, contentDisposition, contentLanguage, cacheControl } = attributes;
  const { metadata, storageClass, tags } = attributes;
  return {
    ...(contentType !== undefined && { ContentType: contentType }),
    ...(contentEncoding !== undefined && { ContentEncoding: contentEncoding }),
    ...(contentDisposition !== undefined && { ContentDisposition: contentDisposition }),
    ...(contentLanguage !== undefined && { ContentLanguage: contentLanguage }),
    ...(cacheControl !== undefined && { CacheControl: cacheControl }),
    ...(metadata !== undefined && { Metadata: { ...metadata } }),
    ...(storageClass !== undefined && { StorageClass: storageClass as 'STANDARD' }),
    ...(tags !== undefined && Object.keys(tags).length > 0 && { Tagging: taggingOf(tags) }),
  };
}

const headerNames = {
  ContentType: 'content-type',
  ContentEncoding: 'content-encoding',
  ContentDisposition: 'content-disposition',
  ContentLanguage: 'content-language',
  CacheControl: 'cache-control',
  StorageClass: 'x-amz-storage-class',
  Tagging: 'x-amz-tagging',
} as const;

/** The headers of a new object; throws `request.invalid` for text that HTTP headers cannot carry. */
export function attributeHeaders(attributes: ObjectAttributes): Readonly<Record<string, string>> {
  const { Metadata = {}, ...fields } = attributesInput(attributes);
  return Object.fromEntries([
    ...Object.entries(Metadata).map(([name, value]) => [`x-amz-meta-${name.toLowerCase()}`, value]),
    ...Object.entries(fields).map(([field, value]) => [
      headerNames[field as keyof typeof headerNames],
      String(value),
    ]),
  ]);
}

/** All of an object but its bytes. */
export async function describeObject(
  calls: S3Calls,
  ref: ObjectRef,
  options: CallOptions = {},
): Promise<DescribedObject> {
  const { bucket, key } = ref;
  checkNamed(key);
  const { uploadChecksum, objectTags } = calls.provider;
  const request = {
    method: 'HEAD',
    bucket,
    key,
    query: {},
    headers: uploadChecksum === undefined ? {} : { 'x-amz-checksum-mode': 'ENABLED' },
    bodyHash: emptyHash,
  } as const;
  const { headers } = await lookAt(calls, ref, options, () =>
    calls.data('metadata', request, options, { key }),
  );
  const tags = objectTags ? await readTags(calls, ref, options) : {};
  return { ...headOf(headers, undefined), attributes: { ...attributesOf(headers), ...tags } };
}

/** Who may not read the tags, or asks a server without any, copies the rest. */
async function readTags(
  calls: S3Calls,
  { bucket, key }: ObjectRef,
  options: CallOptions,
): Promise<Pick<ObjectAttributes, 'tags'>> {
  const command = new GetObjectTaggingCommand({ Bucket: bucket, Key: key });
  try {
    const answer = await calls.inBucket('metadata', bucket, options, { key }, (client, send) =>
      client.send(command, send),
    );
    const tags = (answer.TagSet ?? []).map(({ Key = '', Value = '' }) => [Key, Value]);
    return tags.length === 0 ? {} : { tags: Object.fromEntries(tags) };
  } catch (error) {
    const hasNone = ['access.denied', 'storage.unsupported', 'request.invalid', 'object.notFound'];
    if (error instanceof SatchelError && hasNone.includes(error.code)) return {};
    throw error;
  }
}

/** Gives an object its tags. */
export async function putTags(
  calls: S3Calls,
  { bucket, key }: ObjectRef,
  tags: Readonly<Record<string, string>>,
  options: CallOptions,
): Promise<void> {
  const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const command = new PutObjectTaggingCommand({ Bucket: bucket, Key: key, Tagging: { TagSet } });
  await calls.inBucket('metadata', bucket, options, { key }, (client, send) => client.send(command, send));
}

function attributesOf(headers: DataAnswer['headers']): ObjectAttributes {
  const given = (name: string) => headers[name] || undefined;
  const contentType = given('content-type');
  const contentEncoding = given('content-encoding');
  const contentDisposition = given('content-disposition');
  const contentLanguage = given('content-language');
  const cacheControl = given('cache-control');
  const storageClass = given('x-amz-storage-class');
  const metadata = Object.entries(metadataOf(headers)).map(([name, value]) => [name, printable(value)]);
  return {
    ...(contentType !== undefined && { contentType }),
    ...(contentEncoding !== undefined && { contentEncoding }),
    ...(contentDisposition !== undefined && { contentDisposition }),
    ...(contentLanguage !== undefined && { contentLanguage }),
    ...(cacheControl !== undefined && { cacheControl }),
    ...(storageClass !== undefined && { storageClass }),
    ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) }),
  };
}

/** Bytes that a header cannot carry, as S3 itself writes them (RFC 2047). */
function printable(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  return `=?UTF-8?B?${Buffer.from(value, 'latin1').toString('base64')}?=`;
}

function taggingOf(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map((tag) => tag.map(encodeURIComponent).join('='))
    .join('&');
}
