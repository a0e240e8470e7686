import type { Credentials } from '../../accounts/credentials/credentialSource.ts';
import { SatchelError } from '../../satchelError.ts';
import type { SignedLink } from '../storage.ts';

/** When a link ends, and why; `seconds` from the time in its signature. */
type LinkEnd = Omit<SignedLink, 'url'> & { readonly seconds: number };

/**
 * The end of a link that is signed now: what was asked for, or sooner where the keys or the restored copy end sooner
 * (Amazon S3 User Guide, "Download and upload objects with presigned URLs"). Throws `credentials.expired` for keys that
 * are over. Times are the server's.
 */
export function endOfLink(
  signedAtMs: number,
  askedSeconds: number,
  { expiresAtMs, sessionToken }: Pick<Credentials, 'expiresAtMs' | 'sessionToken'>,
  readableUntilMs: number | undefined,
): LinkEnd {
  // A signature has whole seconds.
  const startMs = Math.floor(signedAtMs / 1000) * 1000;
  const left = (untilMs = Number.POSITIVE_INFINITY) => Math.floor((untilMs - startMs) / 1000);
  const seconds = Math.min(askedSeconds, left(expiresAtMs), left(readableUntilMs));
  if (seconds < 1) {
    throw new SatchelError('credentials.expired', 'What the link would be signed with has ended.');
  }
  const endsAtMs = startMs + seconds * 1000;
  return { seconds, endsAtMs, limit: limitOf() };

  function limitOf(): SignedLink['limit'] {
    if (seconds === askedSeconds) {
      return sessionToken !== undefined && expiresAtMs === undefined ? 'unknown' : 'asked';
    }
    return seconds === left(expiresAtMs) ? 'keys' : 'archive';
  }
}

/**
 * Until when an object of an archive can be read, in milliseconds; undefined for one that stays readable. Source: Amazon
 * S3 API Reference, "HeadObject", x-amz-restore and x-amz-archive-status.
 */
export function readableUntil(
  storageClass: string,
  restore: string | undefined,
  archiveStatus: string | undefined,
): number | 'archived' | undefined {
  const isArchived = storageClass !== 'INTELLIGENT_TIERING' || archiveStatus !== undefined;
  if (!isArchived) return undefined;
  if (restore === undefined || !restore.includes('ongoing-request="false"')) return 'archived';
  const untilMs = Date.parse(/expiry-date="([^"]+)"/.exec(restore)?.[1] ?? '');
  return Number.isNaN(untilMs) ? undefined : untilMs;
}
