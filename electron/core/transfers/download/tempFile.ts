import { type FileHandle, link, lstat, open, rename, statfs, unlink } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { SatchelError } from '../../satchelError.ts';
import { chosenFolderError, errnoOf } from '../moving/fileErrors.ts';
import type { DownloadContext } from '../moving/moveContext.ts';
import { numberedName } from '../moving/numberedName.ts';

export type TempFile = { readonly path: string; readonly handle: FileHandle };

type TempFileFacts = {
  readonly sizeBytes: number;
  readonly inParts: boolean;
  /** True in the chosen folder itself, where a refusal is the error of the whole download. */
  readonly inChosenFolder: boolean;
  readonly newId: () => string;
};

/** Below this size nobody asks how much is free: writing tells as soon, and for many small files asking costs time. */
const askFromBytes = 1024 * 1024;

/**
 * Opens a new temporary file in the folder of the target, `sizeBytes` long from the start where parts are to be written
 * into it. Throws `local.noSpace` before it begins.
 */
export async function createTempFile(
  folderPath: string,
  { sizeBytes, inParts, inChosenFolder, newId }: TempFileFacts,
): Promise<TempFile> {
  if (sizeBytes >= askFromBytes) await checkFree(folderPath, sizeBytes);
  const path = join(folderPath, `.satchel-${newId()}.part`);
  const handle = await open(path, 'wx+').catch((error: unknown) => {
    throw inChosenFolder ? chosenFolderError(error) : error;
  });
  try {
    if (inParts) await handle.truncate(sizeBytes);
    return { path, handle };
  } catch (error) {
    await handle.close();
    await removeTempFile(path);
    throw error;
  }
}

/** Removes a temporary file; one that is gone is as good. */
export async function removeTempFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}

async function checkFree(folderPath: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folderPath);
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  throw new SatchelError('local.noSpace', `${neededBytes} bytes are needed and ${freeBytes} are free`, {
    action: 'chooseAnotherPlace',
    params: { needed: neededBytes, free: freeBytes },
  });
}

/** What is at a path, without following a link; undefined when nothing is. */
export async function factsIfThere(
  path: string,
): Promise<{ readonly sizeBytes: number; readonly modifiedAtMs: number } | undefined> {
  try {
    const { size, mtimeMs } = await lstat(path);
    return { sizeBytes: size, modifiedAtMs: Math.floor(mtimeMs) };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Gives a finished temporary file its name and tells it, or undefined when the name is taken and the user is to be
 * asked. Only `replace` ever overwrites; `keepBoth` takes the first free number.
 */
export async function placeTempFile(
  tempPath: string,
  targetPath: string,
  onTaken: DownloadContext['onTaken'],
): Promise<string | undefined> {
  if (onTaken === 'replace') {
    await rename(tempPath, targetPath);
    return targetPath;
  }
  if (onTaken === 'ask') return (await placeIfFree(tempPath, targetPath)) ? targetPath : undefined;
  for (let number = 2; ; number += 1) {
    const candidate = numberedName(targetPath, number, sep);
    if (await placeIfFree(tempPath, candidate)) return candidate;
  }
}

/** By a hard link, which never overwrites; where the file system has none, by a fresh look and a rename. */
async function placeIfFree(tempPath: string, targetPath: string): Promise<boolean> {
  try {
    await link(tempPath, targetPath);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    if ((await factsIfThere(targetPath)) !== undefined) return false;
    await rename(tempPath, targetPath);
    return true;
  }
  await removeTempFile(tempPath);
  return true;
}
