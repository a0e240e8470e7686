import { open } from 'node:fs/promises';
import { SatchelError } from '../../satchelError.ts';
import { errnoOf } from '../moving/fileErrors.ts';
import type { DownloadContext } from '../moving/moveContext.ts';
import { type Finished, finished } from './finished.ts';
import { openObject } from './openObject.ts';
import { candidates, isSameTime } from './placing.ts';
import { compare, expectedOf, sumOfFile } from './verifier.ts';

/** A file that an earlier attempt has put in its place, without anybody hearing of it. */
export type OwnWork = Finished & { readonly path: string };

/**
 * Looks whether an earlier attempt has already done it, as when Satchel ended between the last step and writing it down:
 * a file of the object's size and time that holds its bytes, under a name that this attempt would take. Without it, the
 * user would be asked about that file, or get it twice.
 */
export async function findOwnWork(
  context: DownloadContext,
  targetPath: string,
): Promise<OwnWork | undefined> {
  const { item, folders, onTaken } = context;
  if (item.maybeBegun !== true && item.attempt < 2) return undefined;
  const calls = await folders.calls();
  for (const path of candidates(targetPath, onTaken)) {
    const existing = await calls.look(path);
    if (existing === undefined) return undefined;
    const isLikely =
      !existing.isFolder &&
      existing.sizeBytes === item.sizeBytes &&
      isSameTime(existing.modifiedAtMs, item.modifiedAtMs);
    const finished = isLikely ? await compareWithObject(context, path) : undefined;
    if (finished !== undefined) return { ...finished, path };
  }
  return undefined;
}

async function compareWithObject(context: DownloadContext, path: string): Promise<Finished | undefined> {
  const { item, etags, signal } = context;
  const { opened, end } = await openObject(context);
  end();
  const { sizeBytes, modifiedAtMs } = opened;
  if (sizeBytes !== item.sizeBytes || !isSameTime(modifiedAtMs, item.modifiedAtMs)) return undefined;
  const expected = expectedOf(opened);
  if (expected === undefined) return finished(opened, undefined);
  try {
    const handle = await open(path, 'r');
    try {
      const stretch = { startByte: 0, lengthBytes: sizeBytes };
      const hex = await sumOfFile(handle, stretch, expected.algorithm, signal);
      return finished(opened, compare(opened, expected, hex, etags));
    } finally {
      await handle.close();
    }
  } catch (error) {
    const isAnother = error instanceof SatchelError && error.code === 'integrity.mismatch';
    // A file that may not be read is none of ours.
    if (isAnother || errnoOf(error) !== undefined) return undefined;
    throw error;
  }
}
