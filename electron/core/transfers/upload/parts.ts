import type { MultipartRef } from '../../storage/storage.ts';
import type { DonePart, UploadProgress } from '../journal/journal.ts';
import { singleRequestBytes } from '../moving/moveContext.ts';

const mebibyte = 1024 * 1024;
const maxParts = 10_000;
const maxPartBytes = 5 * 1024 * mebibyte;

/** The largest object, 48.8 TiB: 10,000 parts of 5 GiB. Source: Amazon S3 User Guide, "multipart upload limits". */
export const maxObjectBytes = maxParts * maxPartBytes;

/** Bytes of a part: 16 MiB, or more where 10,000 of them (S3's limit) would not hold the file. */
export function partSizeFor(sizeBytes: number): number {
  return Math.max(singleRequestBytes, Math.ceil(sizeBytes / maxParts / mebibyte) * mebibyte);
}

/** An upload in parts whose id is known. */
export type BegunUpload = UploadProgress & { readonly uploadId: string };

type Sizes = Pick<UploadProgress, 'sizeBytes' | 'partSizeBytes'>;

/** How many parts an upload has. */
export function partCountOf({ sizeBytes, partSizeBytes }: Sizes): number {
  return Math.ceil(sizeBytes / partSizeBytes);
}

/** Where a part begins in the file, and how long it is. */
export function sliceOf(
  { sizeBytes, partSizeBytes }: Sizes,
  partNumber: number,
): { readonly startByte: number; readonly sizeBytes: number } {
  const startByte = (partNumber - 1) * partSizeBytes;
  return { startByte, sizeBytes: Math.min(partSizeBytes, sizeBytes - startByte) };
}

/** What names the upload to the storage. */
export function refOf({ bucket, key, uploadId }: BegunUpload): MultipartRef {
  return { bucket, key, uploadId };
}

/** A part that the server has. */
export type SentPart = DonePart & { readonly etag: string; readonly sizeBytes: number };

/** The parts that the journal knows, by number. */
export function journaledParts(upload: UploadProgress): ReadonlyMap<number, SentPart> {
  const parts = new Map<number, SentPart>();
  for (const { partNumber, etag, checksum } of upload.parts) {
    if (etag === undefined) continue;
    const { sizeBytes } = sliceOf(upload, partNumber);
    parts.set(partNumber, { partNumber, etag, sizeBytes, ...(checksum === undefined ? {} : { checksum }) });
  }
  return parts;
}

/** Parts in the order of their numbers. */
export function inOrder(parts: Iterable<SentPart>): readonly SentPart[] {
  return [...parts].sort((one, other) => one.partNumber - other.partNumber);
}
