import { sep } from 'node:path';
import { errnoOf, takenByFolder } from '../moving/fileErrors.ts';
import type { DownloadContext } from '../moving/moveContext.ts';
import { numberedName } from '../moving/numberedName.ts';
import type { FileCalls, FileFacts } from './fileCalls.ts';

/** Where a file is now, or why it is not there: the user is to be asked, or what is there is as new. */
export type Placed =
  | { readonly kind: 'placed'; readonly path: string }
  | { readonly kind: 'taken'; readonly existing: FileFacts }
  | { readonly kind: 'skipped' };

type Incoming = Pick<FileFacts, 'sizeBytes' | 'modifiedAtMs'>;

/**
 * Whether a file is to be downloaded over what is there; undefined when it is. Throws `object.alreadyExists` for a folder
 * that would have to be overwritten.
 */
export function refusalOf(
  onTaken: DownloadContext['onTaken'],
  existing: FileFacts | undefined,
  incoming: Incoming,
): Exclude<Placed, { kind: 'placed' }> | undefined {
  if (existing === undefined || onTaken === 'keepBoth') return undefined;
  if (onTaken === 'ask') return { kind: 'taken', existing };
  if (existing.isFolder) throw takenByFolder();
  return onTaken === 'onlyIfNewer' && isAsNew(existing, incoming) ? { kind: 'skipped' } : undefined;
}

/** The names that a file may get, in their order. */
export function* candidates(targetPath: string, onTaken: DownloadContext['onTaken']): Generator<string> {
  yield targetPath;
  if (onTaken !== 'keepBoth') return;
  for (let number = 2; ; number += 1) yield numberedName(targetPath, number, sep);
}

/** Gives a finished temporary file its name; only `replace`, and `onlyIfNewer` where it is, ever overwrite. */
export async function placeTempFile(
  calls: FileCalls,
  tempPath: string,
  targetPath: string,
  onTaken: DownloadContext['onTaken'],
  incoming: Incoming,
): Promise<Placed> {
  for (const path of candidates(targetPath, onTaken)) {
    while (true) {
      if (onTaken !== 'replace' && (await placeIfFree(calls, tempPath, path)))
        return { kind: 'placed', path };
      const existing = await calls.look(path);
      const refusal = refusalOf(onTaken, existing, incoming);
      if (refusal !== undefined) return refusal;
      if (onTaken === 'replace' || onTaken === 'onlyIfNewer') {
        await calls.rename(tempPath, path);
        return { kind: 'placed', path };
      }
      // For `ask`, what was there has gone this moment.
      if (onTaken === 'keepBoth') break;
    }
  }
  throw new Error('There is always one more name');
}

/** By a hard link, which never overwrites; where the file system has none, by a fresh look and a rename. */
async function placeIfFree(calls: FileCalls, tempPath: string, path: string): Promise<boolean> {
  try {
    await calls.link(tempPath, path);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    if ((await calls.look(path)) !== undefined) return false;
    await calls.rename(tempPath, path);
    return true;
  }
  await calls.unlink(tempPath);
  return true;
}

/** FAT knows every other second only. */
const sameTimeMs = 2000;

/** Whether two times may be the same one on a disk that rounds them. */
export function isSameTime(oneMs: number, otherMs: number): boolean {
  return Math.abs(oneMs - otherMs) < sameTimeMs;
}

function isAsNew(existing: FileFacts, incoming: Incoming): boolean {
  if (incoming.modifiedAtMs <= existing.modifiedAtMs) return true;
  return (
    existing.sizeBytes === incoming.sizeBytes && isSameTime(existing.modifiedAtMs, incoming.modifiedAtMs)
  );
}
