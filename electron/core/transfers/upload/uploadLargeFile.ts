import { basename } from 'node:path';
import type { ObjectDetails } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import { etagOfParts } from '../../storage/s3/etags.ts';
import type { MultipartRef, UploadedPart } from '../../storage/storage.ts';
import { inParallel } from '../flow/parallel.ts';
import type { UploadProgress } from '../journal/journal.ts';
import { sameEtag } from '../moving/etags.ts';
import {
  type MoveContext,
  type MoveOutcome,
  partsAtOnce,
  singleRequestBytes,
} from '../moving/moveContext.ts';
import { attributesOf } from './objectAttributes.ts';
import type { SourceFile } from './sourceFile.ts';
import { numberedKeys, statIfThere, uploadConflict, uploaded } from './targetKey.ts';

const mebibyte = 1024 * 1024;

/** Bytes of a part: 16 MiB, or more where 10,000 of them (S3's limit) would not hold the file. */
export function partSizeFor(sizeBytes: number): number {
  return Math.max(singleRequestBytes, Math.ceil(sizeBytes / 10_000 / mebibyte) * mebibyte);
}

/**
 * Uploads a file in parts, going on with what an earlier attempt has sent. Whatever it leaves behind when it fails is
 * in `context.progress`, for the next attempt or for `discardProgress`.
 */
export async function uploadLargeFile(context: MoveContext, source: SourceFile): Promise<MoveOutcome> {
  const saved = await savedProgress(context, source);
  const target = await chooseKey(context, saved);
  if ('existing' in target) {
    // An earlier attempt has finished the upload, and its answer was lost.
    if (saved !== undefined && isMadeOf(target.existing, saved, savedParts(saved))) {
      return uploaded(context, saved.key, source.sizeBytes);
    }
    return { kind: 'taken', conflict: uploadConflict(source, target.existing) };
  }
  if (saved !== undefined && saved.key !== target.key) await discardUpload(context, saved);
  const goesOn = saved?.key === target.key ? saved : undefined;
  const upload = goesOn ?? (await begin(context, source, target.key));
  try {
    const parts = await sendParts(context, source, upload);
    await source.checkUnchanged();
    const taken = await finish(context, upload, parts);
    if (taken === undefined) return uploaded(context, target.key, source.sizeBytes);
    if (context.onTaken === 'ask') {
      return { kind: 'taken', conflict: uploadConflict(source, taken.existing) };
    }
  } catch (error) {
    const gone = error instanceof SatchelError && error.code === 'request.stale';
    if (!gone || goesOn === undefined) throw error;
    // The server has forgotten the upload, as buckets may after some days: from the beginning.
    await context.progress.drop();
    return uploadLargeFile(context, source);
  }
  await discardUpload(context, upload);
  return uploadLargeFile(context, source);
}

async function savedProgress(
  { progress, item }: MoveContext,
  source: SourceFile,
): Promise<UploadProgress | undefined> {
  const saved = await progress.read();
  if (saved?.kind !== 'upload') return undefined;
  if (saved.sizeBytes === source.sizeBytes && saved.modifiedAtNs === source.modifiedAtNs) return saved;
  throw new SatchelError('local.changed', `${item.source} changed while it was uploaded`, {
    action: 'uploadAgain',
    params: { name: basename(item.source) },
  });
}

/** The key to upload to, or what is there when it is taken and the user is to be asked. */
async function chooseKey(
  { storage, bucket, item, onTaken, signal }: MoveContext,
  saved: UploadProgress | undefined,
): Promise<{ readonly key: string } | { readonly existing: ObjectDetails }> {
  if (onTaken === 'replace') return { key: item.target };
  if (onTaken === 'ask') {
    const existing = await statIfThere(storage, { bucket, key: item.target }, { signal });
    return existing === undefined ? { key: item.target } : { existing };
  }
  if (saved !== undefined && saved.key !== item.target) return { key: saved.key };
  for (const key of numberedKeys(item.target)) {
    if ((await statIfThere(storage, { bucket, key }, { signal })) === undefined) return { key };
  }
  throw new SatchelError('object.alreadyExists', 'Every number is taken');
}

async function begin(context: MoveContext, source: SourceFile, key: string): Promise<UploadProgress> {
  const { storage, bucket, progress } = context;
  // Without the signal: an upload that was begun must be known by its id, or nobody could take it back.
  const { uploadId } = await storage.beginMultipart({ bucket, key }, attributesOf(key, source.modifiedAtNs));
  const { sizeBytes, modifiedAtNs } = source;
  const partSizeBytes = partSizeFor(sizeBytes);
  const begun: UploadProgress = {
    kind: 'upload',
    bucket,
    key,
    uploadId,
    partSizeBytes,
    sizeBytes,
    modifiedAtNs,
    parts: [],
  };
  await progress.begin(begun);
  return begun;
}

async function sendParts(
  context: MoveContext,
  source: SourceFile,
  upload: UploadProgress,
): Promise<readonly UploadedPart[]> {
  const { storage, budget, progress, onBytes } = context;
  const done = new Map(savedParts(upload).map((part) => [part.partNumber, part]));
  context.onRestart([...done.values()].reduce((sum, part) => sum + part.sizeBytes, 0));
  const numbers = Array.from({ length: partCountOf(upload) }, (_, index) => index + 1);
  const missing = numbers.filter((partNumber) => !done.has(partNumber));
  await inParallel(missing, partsAtOnce, context.signal, async (partNumber, signal) => {
    const { buffer: body, giveBack } = await budget.take(partBytes(upload, partNumber), signal);
    try {
      await source.read(body, (partNumber - 1) * upload.partSizeBytes);
      await source.checkUnchanged();
      const part = await storage.putPart(refOf(upload), partNumber, body, { signal, onBytes });
      await progress.partDone({ partNumber, etag: part.etag });
      done.set(partNumber, part);
    } finally {
      giveBack();
    }
  });
  return numbers.flatMap((partNumber) => done.get(partNumber) ?? []);
}

function partCountOf({ sizeBytes, partSizeBytes }: UploadProgress): number {
  return Math.ceil(sizeBytes / partSizeBytes);
}

function partBytes({ sizeBytes, partSizeBytes }: UploadProgress, partNumber: number): number {
  return Math.min(partSizeBytes, sizeBytes - (partNumber - 1) * partSizeBytes);
}

/** The parts that an earlier attempt has sent, by number. */
function savedParts(upload: UploadProgress): readonly UploadedPart[] {
  return upload.parts
    .flatMap(({ partNumber, etag }) =>
      etag === undefined ? [] : [{ partNumber, etag, sizeBytes: partBytes(upload, partNumber) }],
    )
    .sort((one, other) => one.partNumber - other.partNumber);
}

/** True when an object is what these parts, all of the upload, were put together to. */
function isMadeOf(
  existing: ObjectDetails | undefined,
  upload: UploadProgress,
  parts: readonly UploadedPart[],
): boolean {
  if (existing === undefined || parts.length !== partCountOf(upload)) return false;
  return sameEtag(existing.etag, etagOfParts(parts));
}

/** Puts the parts together; tells what is there when the key was taken meanwhile. */
async function finish(
  { storage, signal, onTaken }: MoveContext,
  upload: UploadProgress,
  parts: readonly UploadedPart[],
): Promise<{ readonly existing: ObjectDetails | undefined } | undefined> {
  const mustBeFree = onTaken !== 'replace';
  const { conditionalWrite } = storage.capabilities;
  if (mustBeFree && !conditionalWrite) {
    const existing = await statIfThere(storage, upload, { signal });
    if (existing !== undefined) return isMadeOf(existing, upload, parts) ? undefined : { existing };
  }
  try {
    const condition = mustBeFree && conditionalWrite ? { condition: { ifAbsent: true as const } } : {};
    await storage.finishMultipart(refOf(upload), parts, { signal, ...condition });
    return undefined;
  } catch (error) {
    if (!(error instanceof SatchelError) || error.code === 'cancelled') throw error;
    const existing = await existingAfter(error);
    // The answer was lost, not the upload.
    if (isMadeOf(existing, upload, parts)) return undefined;
    if (error.code === 'object.alreadyExists') return { existing };
    throw error;
  }

  async function existingAfter(error: SatchelError): Promise<ObjectDetails | undefined> {
    try {
      return await statIfThere(storage, upload, { signal });
    } catch {
      throw error;
    }
  }
}

async function discardUpload({ storage, progress }: MoveContext, upload: UploadProgress): Promise<void> {
  await storage.abortMultipart(refOf(upload));
  await progress.drop();
}

/** What names the upload to the storage. */
export function refOf({ bucket, key, uploadId }: UploadProgress): MultipartRef {
  return { bucket, key, uploadId };
}
