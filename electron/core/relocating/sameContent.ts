import type { ObjectHead } from '../storage/storage.ts';
import { provenMd5 } from '../transfers/moving/etags.ts';

/** Whether two objects have the same bytes, as far as their sizes, checksums and ETags tell. */
export function compareContent(
  one: Pick<ObjectHead, 'sizeBytes' | 'etag' | 'encryption' | 'checksum'>,
  other: Pick<ObjectHead, 'sizeBytes' | 'etag' | 'encryption' | 'checksum'>,
): 'same' | 'different' | 'unknown' {
  if (one.sizeBytes !== other.sizeBytes) return 'different';
  const [a, b] = [one.checksum, other.checksum];
  if (a?.type === 'FULL_OBJECT' && b?.type === 'FULL_OBJECT' && a.algorithm === b.algorithm) {
    return a.value === b.value ? 'same' : 'different';
  }
  const [md5, otherMd5] = [provenMd5(one), provenMd5(other)];
  if (md5 === undefined || otherMd5 === undefined) return 'unknown';
  return md5 === otherMd5 ? 'same' : 'different';
}
