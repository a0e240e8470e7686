import { join, posix } from 'node:path';
import { SatchelError } from '../../satchelError.ts';
import type { ItemConflict } from '../machine/model.ts';
import { isMissing, writingError } from '../moving/fileErrors.ts';
import { type DownloadContext, type MoveOutcome, singleRequestBytes } from '../moving/moveContext.ts';
import { rememberErrors, writeBody } from './bodyWriter.ts';
import { downloadLargeFile } from './downloadLargeFile.ts';
import type { Placed } from './placed.ts';
import { pathIn } from './targetFolders.ts';
import { createTempFile, factsIfThere, placeTempFile, removeTempFile } from './tempFile.ts';
import { createVerifier } from './verifier.ts';

/**
 * Downloads one object, or makes one folder, below the chosen folder: into a temporary file beside the target, verified
 * and renamed at the end, with the object's time. Throws `local.noSpace`, `local.notWritable`, `local.nameTooLong`,
 * `object.changed` when the object changed twice meanwhile, `integrity.mismatch`, and what the storage throws.
 */
export async function downloadFile(context: DownloadContext): Promise<MoveOutcome> {
  const { item, folders } = context;
  try {
    return await download(context).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
      // Somebody has removed a folder since it was made.
      folders.forget();
      return download(context);
    });
  } catch (error) {
    throw writingError(error, posix.basename(item.target));
  }
}

async function download(context: DownloadContext): Promise<MoveOutcome> {
  const { item, folders, onTaken } = context;
  if (item.kind === 'folder') {
    return { kind: 'done', sizeBytes: 0, path: await folders.ensure(item.target) };
  }
  const slash = item.target.lastIndexOf('/');
  const folderPath = await folders.ensure(item.target.slice(0, Math.max(0, slash)));
  const targetPath = pathIn(folderPath, item.target.slice(slash + 1));
  const taken = onTaken === 'ask' ? await takenBy(context, targetPath) : undefined;
  if (taken !== undefined) return { kind: 'taken', conflict: taken };
  return onceAgainIfChanged(context, async () => {
    const placed =
      item.sizeBytes <= singleRequestBytes
        ? await downloadSmallFile(context, folderPath, targetPath)
        : await downloadLargeFile(context, folderPath, targetPath);
    return outcomeOf(context, targetPath, placed);
  });
}

async function outcomeOf(
  context: DownloadContext,
  targetPath: string,
  { path, sizeBytes }: Placed,
): Promise<MoveOutcome> {
  const { target } = context.item;
  if (path === undefined) {
    const existing = await factsIfThere(targetPath);
    return { kind: 'taken', conflict: conflictOf(context, existing ?? { sizeBytes: 0, modifiedAtMs: 0 }) };
  }
  if (path === targetPath) return { kind: 'done', sizeBytes, path };
  const to = target.slice(0, target.lastIndexOf('/') + 1) + path.slice(join(path, '..').length + 1);
  return { kind: 'done', sizeBytes, path, renamed: { from: target, to } };
}

async function takenBy(context: DownloadContext, targetPath: string): Promise<ItemConflict | undefined> {
  const existing = await factsIfThere(targetPath);
  return existing && conflictOf(context, existing);
}

function conflictOf({ item }: DownloadContext, existing: ItemConflict['existing']): ItemConflict {
  const { sizeBytes, modifiedAtMs } = item;
  return { existing, incoming: { sizeBytes, modifiedAtMs } };
}

async function downloadSmallFile(
  context: DownloadContext,
  folderPath: string,
  targetPath: string,
): Promise<Placed> {
  const { storage, bucket, item, signal, newId, etags, onTaken, onBytes } = context;
  context.onRestart(0);
  const opened = await storage.openRange({ bucket, key: item.source }, { signal });
  const { body, sizeBytes, modifiedAtMs } = opened;
  rememberErrors(body);
  const inChosenFolder = !item.target.includes('/');
  const temp = await createTempFile(folderPath, { sizeBytes, inParts: false, inChosenFolder, newId }).catch(
    (error: unknown) => {
      body.destroy();
      throw error;
    },
  );
  let isPlaced = false;
  try {
    const verifier = createVerifier(opened, etags);
    const piece = { body, cut: false, startByte: 0, lengthBytes: sizeBytes };
    try {
      await writeBody(temp.handle, piece, signal, (chunk) => {
        verifier.update(chunk);
        onBytes(chunk.length);
      });
      verifier.check();
      await temp.handle.utimes(new Date(), new Date(modifiedAtMs));
      await temp.handle.sync();
    } finally {
      await temp.handle.close();
    }
    if (signal.aborted) throw new SatchelError('cancelled', 'Cancelled');
    const path = await placeTempFile(temp.path, targetPath, onTaken);
    isPlaced = path !== undefined;
    return { path, sizeBytes };
  } finally {
    if (!isPlaced) await removeTempFile(temp.path);
  }
}

/** The object was replaced while it was read: the new one is read from its start, once. */
async function onceAgainIfChanged<T>(context: DownloadContext, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SatchelError) || error.code !== 'object.changed') throw error;
    context.onRestart(0);
    return work();
  }
}
