import { createHash } from 'node:crypto';
import type { ObjectDetails } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import { startChecksum } from '../../storage/checksums.ts';
import { etagOfParts } from '../../storage/s3/etags.ts';
import type { UploadedPart } from '../../storage/storage.ts';
import { md5OfEtag, sameEtag } from '../moving/etags.ts';
import type { MoveContext } from '../moving/moveContext.ts';
import { discardUpload, findBegunUpload, isBegun } from './begunUpload.ts';
import { storedTimeNs } from './objectAttributes.ts';
import {
  type BegunUpload,
  inOrder,
  journaledParts,
  partCountOf,
  refOf,
  type SentPart,
  sliceOf,
} from './parts.ts';
import type { SourceFile } from './sourceFile.ts';
import { existingOf, lookAtKey } from './targetKey.ts';

/** What earlier attempts have left: an upload with the parts that need not be sent again, or the finished object. */
export type EarlierUpload =
  | {
      readonly kind: 'begun';
      readonly upload: BegunUpload;
      readonly parts: ReadonlyMap<number, SentPart>;
    }
  | { readonly kind: 'finished'; readonly key: string; readonly existing: ObjectDetails }
  /** The file has changed since; what was sent is discarded. */
  | { readonly kind: 'outdated' };

/**
 * Finds what earlier attempts of a file have left and the server still has. Of a file that has changed since, what was
 * sent is discarded.
 */
export async function findEarlierUpload(
  context: MoveContext,
  source: SourceFile,
): Promise<EarlierUpload | undefined> {
  const { storage, progress, signal } = context;
  const saved = await progress.read();
  if (saved?.kind !== 'upload') return undefined;
  if (saved.sizeBytes !== source.sizeBytes || saved.modifiedAtNs !== source.modifiedAtNs) {
    await discardUpload(context, saved);
    return { kind: 'outdated' };
  }
  if (isBegun(saved)) return reconciled(context, source, saved);
  const found = await findBegunUpload(storage, saved, { signal });
  if (found === undefined) return undefined;
  const upload = { ...saved, uploadId: found.uploadId };
  await progress.begin(upload);
  return { kind: 'begun', upload, parts: new Map() };
}

/** Compares what the journal knows with what the server has. */
async function reconciled(
  context: MoveContext,
  source: SourceFile,
  upload: BegunUpload,
): Promise<EarlierUpload | undefined> {
  const listed = await listedParts(context, upload);
  if (Array.isArray(listed)) {
    return { kind: 'begun', upload, parts: await partsThatCount(context, source, upload, listed) };
  }
  const existing = existingOf(await lookAtKey(context, upload.key));
  if (existing !== undefined && isFinished(existing, upload, listed === 'gone')) {
    return { kind: 'finished', key: upload.key, existing };
  }
  if (listed === 'hidden') return { kind: 'begun', upload, parts: journaledParts(upload) };
  // The server has forgotten the upload, as buckets may after some days.
  await context.progress.drop();
  return undefined;
}

async function listedParts(
  { storage, signal }: MoveContext,
  upload: BegunUpload,
): Promise<UploadedPart[] | 'gone' | 'hidden'> {
  try {
    return [...(await storage.listParts(refOf(upload), { signal }))];
  } catch (error) {
    const code = error instanceof SatchelError ? error.code : undefined;
    if (code === 'request.stale') return 'gone';
    if (code === 'access.denied' || code === 'storage.unsupported') return 'hidden';
    throw error;
  }
}

/**
 * True when an object is what the upload was put together to: by its parts' ETags where all are known. Where the upload is
 * gone, it has been finished or given up, and size, number of parts and time of change, to the nanosecond, tell which; an
 * ETag of encrypted parts says nothing, and the journal may have lost the last parts.
 */
function isFinished(existing: ObjectDetails, upload: BegunUpload, isGone: boolean): boolean {
  if (existing.sizeBytes !== upload.sizeBytes) return false;
  const parts = inOrder(journaledParts(upload).values());
  const count = partCountOf(upload);
  if (parts.length === count && sameEtag(existing.etag, etagOfParts(parts))) return true;
  const hasSameParts = existing.etag.replaceAll('"', '').endsWith(`-${count}`);
  return isGone && hasSameParts && storedTimeNs(existing) === upload.modifiedAtNs;
}

/** The listed parts that are those of the file: those that the journal knows, and those that are compared with it. */
async function partsThatCount(
  context: MoveContext,
  source: SourceFile,
  upload: BegunUpload,
  listed: readonly UploadedPart[],
): Promise<ReadonlyMap<number, SentPart>> {
  const journaled = journaledParts(upload);
  const parts = new Map<number, SentPart>();
  for (const part of listed) {
    if (part.partNumber > partCountOf(upload)) continue;
    if (part.sizeBytes !== sliceOf(upload, part.partNumber).sizeBytes) continue;
    const known = journaled.get(part.partNumber);
    if (known !== undefined && sameEtag(known.etag, part.etag)) {
      parts.set(part.partNumber, { ...part, ...known });
    } else if (await isOfFile(context, source, upload, part)) {
      await context.progress.partDone(donePartOf(part));
      parts.set(part.partNumber, part);
    }
  }
  return parts;
}

/** What the journal keeps of a part. */
export function donePartOf({ partNumber, etag, checksum }: UploadedPart) {
  return { partNumber, etag, ...(checksum === undefined ? {} : { checksum }) };
}

/** Compares a part with its slice of the file: by the checksum that the server keeps, or by an ETag that is an MD5. */
async function isOfFile(
  { storage, flow, signal }: MoveContext,
  source: SourceFile,
  upload: BegunUpload,
  part: UploadedPart,
): Promise<boolean> {
  const { startByte, sizeBytes } = sliceOf(upload, part.partNumber);
  const algorithm = part.checksum === undefined ? undefined : storage.capabilities.checksum;
  const wantedMd5 = md5OfEtag(part.etag);
  if (algorithm === undefined && wantedMd5 === undefined) return false;
  const { buffer, giveBack } = await flow.budget.take(sizeBytes, signal);
  try {
    if (algorithm !== undefined) {
      const checksum = await startChecksum(algorithm);
      await source.read(buffer, startByte, (chunk) => checksum.update(chunk));
      return checksum.base64() === part.checksum;
    }
    const md5 = createHash('md5');
    await source.read(buffer, startByte, (chunk) => void md5.update(chunk));
    return md5.digest('hex') === wantedMd5;
  } finally {
    giveBack();
  }
}
