import type { Encryption } from '../../storage/storage.ts';

/** The 32 hexadecimal digits of an ETag that may be the MD5 of the content; undefined for any other, such as a multipart one. */
export function md5OfEtag(etag: string): string | undefined {
  return /^"?([0-9a-f]{32})"?$/i.exec(etag)?.[1]?.toLowerCase();
}

/** Whether two ETags name the same content, with or without their quotes. */
export function sameEtag(one: string, other: string): boolean {
  return one.replaceAll('"', '').toLowerCase() === other.replaceAll('"', '').toLowerCase();
}

/** What a server tells of an object's bytes by its ETag. */
export type EtagProof = { readonly etag: string; readonly encryption?: Encryption };

/** The MD5 of the content that an ETag gives, in hexadecimal digits; undefined where it is none. */
export function provenMd5({ etag, encryption }: EtagProof): string | undefined {
  return encryption === undefined ? md5OfEtag(etag) : undefined;
}

/** What one job has learned about the ETags of its bucket. */
export type EtagTrust = {
  /** `different` means damaged bytes, `unknown` that the ETag says nothing about them. */
  compare(proof: EtagProof, md5: string): 'same' | 'different' | 'unknown';
  /** From now on no ETag counts: those of this bucket were shown to be no MD5. */
  end(): void;
};

/** Bytes that differ stay different however often they come: only the encryption, or `end`, takes an ETag's word away. */
export function createEtagTrust(): EtagTrust {
  let trusted = true;
  return {
    compare(proof, md5) {
      const wanted = provenMd5(proof);
      if (wanted === undefined || !trusted) return 'unknown';
      return wanted === md5 ? 'same' : 'different';
    },
    end() {
      trusted = false;
    },
  };
}
