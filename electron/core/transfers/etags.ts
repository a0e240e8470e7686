import { createHash } from 'node:crypto';

/** The 32 hexadecimal digits of an ETag that may be the MD5 of the content; undefined for any other, such as a multipart one. */
export function md5OfEtag(etag: string): string | undefined {
  return /^"?([0-9a-f]{32})"?$/i.exec(etag)?.[1]?.toLowerCase();
}

/**
 * The ETag that S3 gives to an upload of these parts: the MD5 of their MD5s, a dash and their number; undefined when a
 * part's ETag is no MD5. It tells, after a lost answer, whether the upload was finished all the same.
 */
export function multipartEtag(partEtags: readonly string[]): string | undefined {
  const hash = createHash('md5');
  for (const etag of partEtags) {
    const md5 = md5OfEtag(etag);
    if (md5 === undefined) return undefined;
    hash.update(md5, 'hex');
  }
  return `${hash.digest('hex')}-${partEtags.length}`;
}

/** Whether two ETags name the same content, with or without their quotes. */
export function sameEtag(one: string, other: string): boolean {
  return one.replaceAll('"', '').toLowerCase() === other.replaceAll('"', '').toLowerCase();
}

/** What one job has learned about the ETags of its bucket. */
export type EtagTrust = {
  /** `different` means damaged bytes, `unknown` that the ETag says nothing about them. */
  compare(etag: string, md5: string): 'same' | 'different' | 'unknown';
  /** From now on no ETag counts: those of this bucket are no MD5. */
  end(): void;
};

/**
 * Objects encrypted with KMS or with the user's own key have ETags that look like an MD5 and are none, and nothing in
 * the ETag tells. So the same MD5 twice for the same ETag, from two readings, ends the trust instead of the download.
 */
export function createEtagTrust(): EtagTrust {
  const seen = new Map<string, string>();
  let trusted = true;
  return {
    compare(etag, md5) {
      const wanted = md5OfEtag(etag);
      if (wanted === undefined || !trusted) return 'unknown';
      if (wanted === md5) return 'same';
      if (seen.get(etag) === md5) {
        trusted = false;
        return 'unknown';
      }
      seen.set(etag, md5);
      return 'different';
    },
    end() {
      trusted = false;
    },
  };
}
