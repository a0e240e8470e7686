import { createHash } from 'node:crypto';
import type { UploadedPart } from '../storage.ts';

/** An ETag with its quotes, which some servers leave out of XML. */
export function quoted(etag: string): string {
  return etag.includes('"') ? etag : `"${etag}"`;
}

/** S3's ETag of an object made of parts, in their order: the MD5 of the parts' MD5s, and their number. */
export function etagOfParts(parts: readonly UploadedPart[]): string {
  const digests = parts.map(({ etag }) => Buffer.from(etag.replaceAll('"', ''), 'hex'));
  return `"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}"`;
}
