import { SatchelError } from '../../satchelError.ts';
import { findProvider } from '../providers.ts';
import type { Storage } from '../storage.ts';
import { describeObject } from './attributes.ts';
import { createBucket, deleteBucket, listBuckets, statBucket } from './buckets.ts';
import { createS3Calls } from './calls.ts';
import { createS3Clients } from './clients.ts';
import { type ClockSkew, createServerClock } from './clock.ts';
import { type CopyLimits, copy, copyLimits } from './copying.ts';
import { createDataPath } from './dataPath.ts';
import { type DeleteModeMemory, deleteMany, deleteUnchanged } from './deleting.ts';
import { createErrorMapper } from './errors.ts';
import { listPage } from './listing.ts';
import { abortMultipart, beginMultipart, finishMultipart, putPart } from './multipart.ts';
import { listParts, listUploads } from './multipartListing.ts';
import { openRange, readRange, stat } from './reading.ts';
import { createBucketRegions } from './regions.ts';
import type { S3Connection } from './s3Connection.ts';
import { shareLink } from './sharing.ts';
import { createSigningKeys } from './signingKeys.ts';
import { put } from './writing.ts';

/** A Storage that also watches the distance between this computer's clock and the server's. */
export type S3Storage = Storage & {
  /** Calls back when the clock is 5 minutes off or more, when that changes by a minute, and when it is over. */
  onClockSkew(listener: (skew: ClockSkew | undefined) => void): () => void;
};

/**
 * Opens a storage over S3; connects to nothing until it is first used. Throws `request.invalid` for an unknown provider,
 * `account.endpointInvalid` for a missing address, which would otherwise be AWS's.
 */
export function createS3Storage(connection: S3Connection, limits: CopyLimits = copyLimits): S3Storage {
  const provider = findProvider(connection.provider);
  if (!provider) throw new SatchelError('request.invalid', 'The connection names an unknown provider.');
  if (provider.asks !== 'nothing' && connection.endpoint === undefined) {
    const params = { url: '' };
    throw new SatchelError('account.endpointInvalid', "The server's address is missing.", {
      params,
      action: 'editAccount',
    });
  }
  const clock = createServerClock();
  const keys = createSigningKeys(connection.credentials, clock.nowMs);
  const mapError = createErrorMapper(keys.recent, clock.skew);
  const clients = createS3Clients(connection, provider, keys, clock, mapError);
  const dataPath = createDataPath(clients, keys, clock);
  const calls = createS3Calls(connection, provider, clients, createBucketRegions(), mapError, dataPath);
  const deleteMode: DeleteModeMemory = { mode: provider.deleteChecksum };
  return {
    capabilities: {
      conditionalWrite: provider.conditionalPut,
      createBucket: provider.createBucket,
      checksum: provider.bodyProof === 'checksum' ? provider.uploadChecksum : undefined,
      bodyProof: provider.bodyProof,
      storageClasses: provider.storageClasses,
      objectTags: provider.objectTags,
    },
    onClockSkew: clock.onChanged,
    listBuckets: (options) => listBuckets(calls, options),
    statBucket: (bucket, options) => statBucket(calls, bucket, options),
    createBucket: (bucket, options) => createBucket(calls, bucket, options),
    deleteBucket: (bucket, options) => deleteBucket(calls, bucket, options),
    listPage: (request, options) => listPage(calls, request, options),
    stat: (ref, options) => stat(calls, ref, options),
    shareLink: (ref, options) => shareLink({ calls, clients, keys, clock }, ref, options),
    describe: (ref, options) => describeObject(calls, ref, options),
    openRange: (ref, options) => openRange(calls, ref, options),
    readRange: (ref, options, chooseSink) => readRange(calls, ref, options, chooseSink),
    put: (ref, body, options) => put(calls, ref, body, options),
    beginMultipart: (ref, options) => beginMultipart(calls, ref, options),
    putPart: (upload, partNumber, body, options) => putPart(calls, upload, partNumber, body, options),
    listUploads: (bucket, options) => listUploads(calls, bucket, options),
    listParts: (upload, options) => listParts(calls, upload, options),
    finishMultipart: (upload, parts, options) => finishMultipart(calls, upload, parts, options),
    abortMultipart: (upload, options) => abortMultipart(calls, upload, options),
    copy: (source, target, options) => copy(calls, limits, source, target, options),
    deleteUnchanged: (ref, etag, options) => deleteUnchanged(calls, ref, etag, options),
    deleteMany: (bucket, keys, options) => deleteMany(calls, deleteMode, bucket, keys, options),
    close() {
      dataPath.close();
      clients.close();
    },
  };
}
