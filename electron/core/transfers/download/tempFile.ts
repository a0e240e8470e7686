import { constants } from 'node:fs';
import { type FileHandle, open, statfs, unlink } from 'node:fs/promises';
import { SatchelError } from '../../satchelError.ts';
import { errnoOf } from '../moving/fileErrors.ts';
import type { FileCalls } from './fileCalls.ts';
import { pathIn } from './targetFolders.ts';

/**
 * Where a file grows until it is whole, in the folder of its target. The name is always the same one, so that what a
 * killed run has left is found without having been written down.
 */
export function tempPathOf(folderPath: string, jobId: string, itemId: string): string {
  return pathIn(folderPath, `.satchel-${jobId}-${itemId}.part`);
}

/** Removes a temporary file; one that is gone is as good. */
export async function removeTempFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}

/** Makes a new temporary file in place of one that is left, or of a link, which is not followed. */
export async function createSmallTempFile(calls: FileCalls, path: string): Promise<number> {
  try {
    return await calls.create(path);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    await calls.unlink(path);
    return calls.create(path);
  }
}

const { O_CREAT, O_EXCL, O_RDWR } = constants;
/** Windows has none; links need a privilege there. */
const noFollow = constants.O_NOFOLLOW ?? 0;

/** Makes a new temporary file, as long as it is going to be, in place of one that is left; throws `local.noSpace` before. */
export async function createLargeTempFile(
  folderPath: string,
  path: string,
  sizeBytes: number,
): Promise<FileHandle> {
  await removeTempFile(path);
  await checkFree(folderPath, sizeBytes);
  const handle = await open(path, O_RDWR | O_CREAT | O_EXCL | noFollow, 0o666);
  try {
    await handle.truncate(sizeBytes);
    return handle;
  } catch (error) {
    await handle.close();
    await removeTempFile(path);
    throw error;
  }
}

/** Opens the temporary file of an earlier attempt; undefined when that is not what is there. */
export async function reopenTempFile(path: string, sizeBytes: number): Promise<FileHandle | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, O_RDWR | noFollow);
  } catch (error) {
    // ELOOP: it is a link now.
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ELOOP') return undefined;
    throw error;
  }
  const stats = await handle.stat();
  if (stats.isFile() && stats.nlink === 1 && stats.size === sizeBytes) return handle;
  await handle.close();
  return undefined;
}

/** Throws `local.noSpace` when so much does not fit on the disk. */
async function checkFree(folderPath: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folderPath);
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  throw new SatchelError('local.noSpace', `${neededBytes} bytes are needed and ${freeBytes} are free`, {
    action: 'chooseAnotherPlace',
    params: { needed: neededBytes, free: freeBytes },
  });
}
