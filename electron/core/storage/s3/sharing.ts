import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { SatchelError } from '../../satchelError.ts';
import { contentDisposition } from '../contentDisposition.ts';
import { nameOf } from '../rules.ts';
import type { CallOptions, ObjectRef, ShareOptions, SignedLink } from '../storage.ts';
import type { S3Calls } from './calls.ts';
import type { S3Clients } from './clients.ts';
import type { ServerClock } from './clock.ts';
import { endOfLink, readableUntil } from './linkEnd.ts';
import { emptyHash, openRange, stat } from './reading.ts';
import type { SigningKeys } from './signingKeys.ts';

/** What signing a link takes. */
export type LinkTools = {
  readonly calls: S3Calls;
  readonly clients: S3Clients;
  readonly keys: SigningKeys;
  readonly clock: ServerClock;
};

/** Storage classes whose objects may have to be restored before they can be read. */
const archives: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE', 'INTELLIGENT_TIERING']);

/** Signs a GET of an object that is there and can be read; see `Storage.shareLink`. */
export async function shareLink(
  { calls, clients, keys, clock }: LinkTools,
  ref: ObjectRef,
  options: ShareOptions,
): Promise<SignedLink> {
  const { bucket, key } = ref;
  const { expiresInSeconds, asDownload, fileName = nameOf(key) } = options;
  // The answer tells the server's time and where the bucket is, too.
  const { storageClass = '' } = await stat(calls, ref, options);
  const readableUntilMs = archives.has(storageClass)
    ? await askReadableUntil(calls, ref, storageClass, options)
    : undefined;
  return calls.inBucket('metadata', bucket, options, { key }, async (_client, _send, region) => {
    const credentials = await keys.lasting(expiresInSeconds * 1000);
    const signedAtMs = clock.nowMs();
    const { seconds, ...end } = endOfLink(signedAtMs, expiresInSeconds, credentials, readableUntilMs);
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ResponseContentDisposition: contentDisposition(asDownload ? 'attachment' : 'inline', fileName),
    });
    const url = await getSignedUrl(clients.signing(region, credentials), command, {
      expiresIn: seconds,
      signingDate: new Date(signedAtMs),
    });
    checkBrowsable(url, key);
    return { url, ...end };
  });
}

async function askReadableUntil(
  calls: S3Calls,
  ref: ObjectRef,
  storageClass: string,
  options: CallOptions,
): Promise<number | undefined> {
  const { bucket, key } = ref;
  const request = { method: 'HEAD', bucket, key, query: {}, headers: {}, bodyHash: emptyHash } as const;
  const { headers } = await calls.data('metadata', request, options, { key });
  const until = readableUntil(storageClass, headers['x-amz-restore'], headers['x-amz-archive-status']);
  if (until !== 'archived') return until;
  // A server of one's own may call a class of plain disks by such a name.
  await checkReadable(calls, ref, options);
  return undefined;
}

async function checkReadable(calls: S3Calls, ref: ObjectRef, { signal }: CallOptions): Promise<void> {
  try {
    const { body } = await openRange(calls, ref, signal === undefined ? {} : { signal });
    body.destroy();
  } catch (error) {
    if (!(error instanceof SatchelError) || error.code !== 'storage.unsupported') throw error;
    const params = { name: nameOf(ref.key) };
    throw new SatchelError('object.archived', `The object is in an archive: ${error.message}`, { params });
  }
}

/** Browsers take `.` and `..` out of a path, encoded or not (URL Standard, "dot path segment"): it leads elsewhere then. */
function checkBrowsable(url: string, key: string): void {
  const path = /^[^:]+:\/\/[^/]+([^?]*)/.exec(url)?.[1];
  if (new URL(url).pathname === path) return;
  throw new SatchelError('object.noLink', 'The key has a part that browsers take out of an address.', {
    params: { name: nameOf(key) },
  });
}
