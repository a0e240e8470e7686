import { createHash } from 'node:crypto';
import type { Encryption, UploadedPart } from '../storage.ts';

/** An ETag with its quotes, which some servers leave out of XML. */
export function quoted(etag: string): string {
  return etag.includes('"') ? etag : `"${etag}"`;
}

/** The fields of an answer that tell how the object is encrypted. */
export type EncryptionFields = {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSECustomerAlgorithm?: string | undefined;
};

/** The same fields of an answer's headers. */
export function encryptionFields(headers: Readonly<Record<string, string | undefined>>): EncryptionFields {
  return {
    ServerSideEncryption: headers['x-amz-server-side-encryption'],
    SSECustomerAlgorithm: headers['x-amz-server-side-encryption-customer-algorithm'],
  };
}

/** What an answer tells of an encryption that makes the ETag something else than an MD5. */
export function encryptionOf(answer: EncryptionFields): { readonly encryption?: Encryption } {
  if (answer.SSECustomerAlgorithm) return { encryption: 'customer' };
  return answer.ServerSideEncryption?.startsWith('aws:kms') ? { encryption: 'kms' } : {};
}

/** S3's ETag of an object made of parts, in their order: the MD5 of the parts' MD5s, and their number. */
export function etagOfParts(parts: readonly UploadedPart[]): string {
  const digests = parts.map(({ etag }) => Buffer.from(etag.replaceAll('"', ''), 'hex'));
  return `"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}"`;
}
