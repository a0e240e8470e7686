import { receiveText } from '../http/body.ts';
import type { Call, Reply } from '../http/call.ts';
import { requireBucket } from '../store/buckets.ts';
import { requireObject, setAttributes, type Version } from '../store/versions.ts';
import { versionHeader } from './attributes.ts';
import { parseTagging, type Tags, taggingXml } from './tags.ts';

/** GetObjectTagging. */
export function getObjectTagging(call: Call): Reply {
  const version = find(call);
  return { status: 200, headers: headersOf(call, version), body: taggingXml(version.attributes.tags) };
}

/** PutObjectTagging. */
export async function putObjectTagging(call: Call): Promise<Reply> {
  return { status: 200, headers: replace(call, parseTagging(await receiveText(call), 10)) };
}

/** DeleteObjectTagging. */
export function deleteObjectTagging(call: Call): Reply {
  return { status: 204, headers: replace(call, []) };
}

function replace(call: Call, tags: Tags): Record<string, string | undefined> {
  const version = find(call);
  setAttributes(call.store.database, version, { ...version.attributes, tags });
  return headersOf(call, version);
}

function find(call: Call): Version {
  return requireObject(call.store.database, call.bucket, call.key, call.query.get('versionId'));
}

function headersOf(call: Call, version: Version): Record<string, string | undefined> {
  return versionHeader(requireBucket(call.store.database, call.bucket).versioning, version);
}
