import { SatchelError } from '../../satchelError.ts';
import type { CallOptions, MultipartRef, Storage } from '../../storage/storage.ts';
import type { UploadProgress } from '../journal/journal.ts';
import type { MoveContext } from '../moving/moveContext.ts';
import { attributesOf } from './objectAttributes.ts';
import { type BegunUpload, partSizeFor, refOf } from './parts.ts';
import type { SourceFile } from './sourceFile.ts';

/** How far the server's clock may be off; requests of one that is off by 15 min are refused anyway. */
const clockToleranceMs = 5 * 60 * 1000;
/** How long the server may have taken to begin an upload that was asked for. */
const beginningMs = 60 * 1000;

/** Begins an upload in parts. It is in the journal before the server is asked, and again with its id. */
export async function beginUpload(
  context: MoveContext,
  { sizeBytes, modifiedAtNs }: SourceFile,
  key: string,
  isAnew: boolean,
): Promise<BegunUpload> {
  const { storage, bucket, progress, signal } = context;
  const asked: UploadProgress = {
    kind: 'upload',
    bucket,
    key,
    askedAtMs: context.nowMs(),
    partSizeBytes: partSizeFor(sizeBytes),
    sizeBytes,
    modifiedAtNs,
    ...(isAnew ? { isAnew } : {}),
    parts: [],
  };
  await progress.begin(asked);
  // Without the signal: an upload whose id is known needs no searching.
  const upload = await storage
    .beginMultipart({ bucket, key }, attributesOf(key, modifiedAtNs))
    .catch(async (error: unknown) => {
      if (isRefusal(error)) await progress.drop();
      throw error;
    });
  if (signal.aborted) {
    // Whoever stopped this attempt may wait no longer, and would never hear of the id.
    await storage.abortMultipart(upload);
    throw new SatchelError('cancelled', 'Cancelled');
  }
  const begun = { ...asked, uploadId: upload.uploadId };
  await progress.begin(begun);
  return begun;
}

/**
 * The upload that was asked for and whose id never came: the only one of exactly this key that began at about that time,
 * by the clocks of both sides, and has no parts. Undefined where none is, where more than one could be it, and where the
 * account may not look; nobody else's is ever taken for it.
 */
export async function findBegunUpload(
  storage: Storage,
  { bucket, key, askedAtMs }: UploadProgress,
  options: CallOptions,
): Promise<MultipartRef | undefined> {
  try {
    const found: MultipartRef[] = [];
    let cursor: string | undefined;
    do {
      const after = cursor === undefined ? {} : { cursor };
      const page = await storage.listUploads(bucket, { ...options, prefix: key, ...after });
      for (const upload of page.uploads) {
        if (upload.key === key && mayBeAskedFor(upload.startedAtMs, askedAtMs)) found.push(upload);
      }
      // By key: those of this very key come first.
      cursor = page.uploads.at(-1)?.key === key ? page.nextCursor : undefined;
    } while (cursor !== undefined);
    const [upload] = found;
    if (upload === undefined || found.length > 1) return undefined;
    const { uploadId } = upload;
    const parts = await storage.listParts({ bucket, key, uploadId }, options);
    return parts.length === 0 ? { bucket, key, uploadId } : undefined;
  } catch (error) {
    const tellsNothing = ['access.denied', 'storage.unsupported', 'request.stale'];
    if (error instanceof SatchelError && tellsNothing.includes(error.code)) return undefined;
    throw error;
  }
}

/** Takes an unfinished upload off the server and out of the journal. */
export async function discardUpload(
  { storage, progress, signal }: MoveContext,
  upload: UploadProgress,
): Promise<void> {
  const ref = isBegun(upload) ? refOf(upload) : await findBegunUpload(storage, upload, { signal });
  try {
    if (ref !== undefined) await storage.abortMultipart(ref, { signal });
  } catch (error) {
    // Who may only write cannot take it back; the file itself still goes up.
    if (!(error instanceof SatchelError && error.code === 'access.denied')) throw error;
  }
  await progress.drop();
}

/** Whether the upload's id is known. */
export function isBegun(upload: UploadProgress): upload is BegunUpload {
  return upload.uploadId !== undefined;
}

function mayBeAskedFor(startedAtMs: number, askedAtMs: number): boolean {
  const laterMs = startedAtMs - askedAtMs;
  return laterMs >= -clockToleranceMs && laterMs <= beginningMs + clockToleranceMs;
}

/** True when the server has said no, so that it has begun nothing. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof SatchelError)) return false;
  const isOpen = ['server.badAnswer', 'cancelled', 'internal'].includes(error.code);
  return !isOpen && !error.appError.retryable;
}
