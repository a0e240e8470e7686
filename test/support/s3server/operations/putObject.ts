import { s3Error } from '../errors.ts';
import { declaredSize, receiveBody } from '../http/body.ts';
import type { Call, Reply } from '../http/call.ts';
import { requireBucket } from '../store/buckets.ts';
import { addVersion, type Deletion, deleteCurrent, deleteVersion, findVersion } from '../store/versions.ts';
import { checksumHeaders, readAttributes, versionHeader } from './attributes.ts';
import { checkWriteConditions, isConditional, matches } from './conditions.ts';

/** PutObject: streams the body into a blob and then makes it the object, in one step. */
export async function putObject(call: Call): Promise<Reply> {
  const { database, blobs } = call.store;
  const attributes = readAttributes(call);
  declaredSize(call);
  checkWriteConditions(call);
  const watch = isConditional(call) ? watchDeletions(call) : undefined;
  const writer = blobs.create();
  const keep = async (): Promise<{ reply: Reply; useless: readonly string[] }> => {
    const received = await receiveBody(call, (chunk) => writer.write(chunk));
    const segment = await writer.finish();
    const checksum =
      received.checksum === undefined ? undefined : { ...received.checksum, type: 'FULL_OBJECT' as const };
    return database.transaction(() => {
      const { versioning } = requireBucket(database, call.bucket);
      checkWriteConditions(call);
      if (watch?.wasDeleted() === true)
        throw s3Error('ConditionalRequestConflict', { detail: { Key: call.key } });
      const added = addVersion(database, {
        bucket: call.bucket,
        key: call.key,
        versioning,
        modifiedAtMs: call.nowMs(),
        etag: received.md5.toString('hex'),
        attributes: { ...attributes, checksum },
        parts: [{ ...segment, number: 1, checksum: undefined }],
      });
      const headers = {
        ...attributes.encryption,
        ...versionHeader(versioning, added.version),
        ...checksumHeaders(checksum),
        etag: `"${added.version.etag}"`,
      };
      return { reply: { status: 200, headers }, useless: added.blobs };
    });
  };
  try {
    const { reply, useless } = await keep().catch(async (error: unknown) => {
      await writer.abort();
      throw error;
    });
    await blobs.remove(useless);
    return reply;
  } finally {
    watch?.end();
  }
}

/** DeleteObject. */
export async function deleteObject(call: Call): Promise<Reply> {
  const { database, blobs } = call.store;
  const versionId = call.query.get('versionId');
  const ifMatch = call.header('if-match');
  const deletion = database.transaction(() => {
    if (ifMatch !== undefined) checkDeleteCondition(call, versionId, ifMatch);
    return removeObject(call, call.key, versionId);
  });
  await blobs.remove(deletion.blobs);
  return {
    status: 204,
    headers: {
      'x-amz-version-id': deletion.versionId,
      'x-amz-delete-marker': deletion.isDeleteMarker ? 'true' : undefined,
    },
  };
}

/** Deletes an object or one version of it; call inside a transaction. */
export function removeObject(call: Call, key: string, versionId: string | undefined): Deletion {
  const { database } = call.store;
  if (versionId !== undefined && versionId !== '')
    return deleteVersion(database, call.bucket, key, versionId);
  noteDeletion(call.bucket, key);
  const { versioning } = requireBucket(database, call.bucket);
  return deleteCurrent(database, { bucket: call.bucket, key, versioning, nowMs: call.nowMs() });
}

function checkDeleteCondition(call: Call, versionId: string | undefined, ifMatch: string): void {
  const version = findVersion(call.store.database, call.bucket, call.key, versionId);
  if (version === undefined || version.isDeleteMarker)
    throw s3Error('NoSuchKey', { detail: { Key: call.key } });
  if (!matches(ifMatch, version.etag))
    throw s3Error('PreconditionFailed', { detail: { Condition: 'If-Match' } });
}

/** Conditional writes that are under way, by bucket and key: a deletion in between makes them fail with 409. */
const watches = new Map<string, Set<{ deleted: boolean }>>();

function watchDeletions(call: Call): { wasDeleted(): boolean; end(): void } {
  const place = `${call.bucket}/${call.key}`;
  const state = { deleted: false };
  const set = watches.get(place) ?? new Set();
  set.add(state);
  watches.set(place, set);
  return {
    wasDeleted: () => state.deleted,
    end: () => {
      set.delete(state);
      if (set.size === 0) watches.delete(place);
    },
  };
}

function noteDeletion(bucket: string, key: string): void {
  for (const state of watches.get(`${bucket}/${key}`) ?? []) state.deleted = true;
}
