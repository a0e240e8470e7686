import { basename, posix } from 'node:path';
import { assertNever } from '../../../../shared/assertNever.ts';
import { SatchelError } from '../../satchelError.ts';
import type { ItemConflict } from '../machine/model.ts';
import { chosenFolderError, isMissing, writingError } from '../moving/fileErrors.ts';
import type { DownloadContext, MoveOutcome } from '../moving/moveContext.ts';
import { throwIfStopped, withinGrace } from '../moving/withinGrace.ts';
import { beginParts, downloadParts, isResumable, reopenParts } from './downloadParts.ts';
import { downloadQuickly, downloadWhole, wholeBytes } from './downloadWhole.ts';
import type { FileFacts } from './fileCalls.ts';
import type { Finished } from './finished.ts';
import { openObject } from './openObject.ts';
import { findOwnWork } from './ownWork.ts';
import { placeTempFile, refusalOf } from './placing.ts';
import { pathIn } from './targetFolders.ts';
import { removeTempFile, tempPathOf } from './tempFile.ts';

/**
 * Downloads one object, or makes one folder, below the chosen folder: into a temporary file beside the target, verified
 * and renamed at the end, with the object's time. An attempt that has put its file in place answers `done` even when it
 * was told to stop. Throws `cancelled` within a second after the signal, `local.noSpace`, `local.notWritable`,
 * `local.nameTooLong`, `object.changed` when the object changed twice meanwhile, `object.alreadyExists` for a folder in the
 * file's place, `integrity.mismatch`, and what the storage throws.
 */
export async function downloadFile(context: DownloadContext): Promise<MoveOutcome> {
  const { item, signal } = context;
  try {
    return await withinGrace(attempt(context), signal);
  } catch (error) {
    throw writingError(error, posix.basename(item.target));
  }
}

async function attempt(context: DownloadContext): Promise<MoveOutcome> {
  try {
    return await download(context);
  } catch (error) {
    if (!isMissing(error) || context.signal.aborted) throw error;
    // Somebody has removed a folder since it was made.
    context.folders.forget();
    return download(context);
  }
}

/** Where a file goes to. */
type Place = {
  readonly folderPath: string;
  readonly targetPath: string;
  readonly tempPath: string;
};

async function download(context: DownloadContext): Promise<MoveOutcome> {
  const { jobId, item, folders, onTaken } = context;
  if (item.kind === 'folder') {
    return { kind: 'done', sizeBytes: 0, proof: {}, path: await folders.ensure(item.target) };
  }
  const slash = item.target.lastIndexOf('/');
  const folderPath = await folders.ensure(item.target.slice(0, Math.max(0, slash)));
  const targetPath = pathIn(folderPath, item.target.slice(slash + 1));
  const place = { folderPath, targetPath, tempPath: tempPathOf(folderPath, jobId, item.id) };

  const own = await findOwnWork(context, targetPath);
  if (own !== undefined) {
    await removeTempFile(place.tempPath);
    return doneAt(context, targetPath, own.path, own);
  }
  const calls = await folders.calls();
  const refusal = refusalOf(onTaken, await calls.look(targetPath), item);
  if (refusal?.kind === 'skipped') return refusal;
  if (refusal?.kind === 'taken') return { kind: 'taken', conflict: conflictOf(context, refusal.existing) };
  return onceAgainIfChanged(() => bring(context, place));
}

/** The object was replaced while it was read: the new one is read from its start, once. */
async function onceAgainIfChanged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SatchelError) || error.code !== 'object.changed') throw error;
    return work();
  }
}

async function bring(context: DownloadContext, place: Place): Promise<MoveOutcome> {
  const { folders, onTaken, signal } = context;
  const { targetPath, tempPath } = place;
  const begun = await inFolder(context, () => reopenParts(context, tempPath));
  const file = begun === undefined ? await fetchNew(context, place) : await downloadParts(context, begun);
  // What was large is not fetched again once the user has answered, or goes on.
  let isKept = isResumable(file.sizeBytes);
  try {
    throwIfStopped(signal);
    const placed = await placeTempFile(await folders.calls(), tempPath, targetPath, onTaken, file);
    isKept = placed.kind === 'placed' || (isKept && placed.kind === 'taken');
    switch (placed.kind) {
      case 'placed':
        return doneAt(context, targetPath, placed.path, file);
      case 'taken':
        return { kind: 'taken', conflict: conflictOf(context, placed.existing) };
      case 'skipped':
        return placed;
      default:
        return assertNever(placed, 'placed');
    }
  } finally {
    if (!isKept) await removeTempFile(tempPath);
  }
}

async function fetchNew(context: DownloadContext, { folderPath, tempPath }: Place): Promise<Finished> {
  const calls = await context.folders.calls();
  const quick = await inFolder(context, () => downloadQuickly(context, calls, tempPath));
  if (quick !== undefined) return quick;
  const object = await openObject(context);
  try {
    if (object.opened.sizeBytes <= wholeBytes) {
      return await inFolder(context, () => downloadWhole(context, object, calls, tempPath));
    }
    const begun = await inFolder(context, () => beginParts(context, object, folderPath, tempPath));
    return await downloadParts(context, begun);
  } finally {
    object.end();
  }
}

/** In the chosen folder itself, a refusal is the error of the whole download. */
async function inFolder<T>({ item }: DownloadContext, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw item.target.includes('/') ? error : chosenFolderError(error);
  }
}

function doneAt(
  { item }: DownloadContext,
  targetPath: string,
  path: string,
  { sizeBytes, proof }: Finished,
): MoveOutcome {
  if (path === targetPath) return { kind: 'done', sizeBytes, proof, path };
  const to = item.target.slice(0, item.target.lastIndexOf('/') + 1) + basename(path);
  return { kind: 'done', sizeBytes, proof, path, renamed: { from: item.target, to } };
}

function conflictOf({ item }: DownloadContext, existing: FileFacts): ItemConflict {
  const timeAndSize = ({ sizeBytes, modifiedAtMs }: Pick<FileFacts, 'sizeBytes' | 'modifiedAtMs'>) => ({
    sizeBytes,
    modifiedAtMs,
  });
  return { existing: timeAndSize(existing), incoming: timeAndSize(item) };
}
