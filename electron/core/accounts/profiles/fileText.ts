import { readFileSync, statSync } from 'node:fs';

/** One of the AWS files, as far as it could be read. */
export type FileText =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly missing: true }
  | { readonly path: string; readonly unreadable: 'unreadable' | 'notText' };

/** Both AWS files, as far as they could be read. */
export type FileTexts = { readonly config: FileText; readonly credentials: FileText };

/** No AWS file is larger by far; what is, is something else. */
const maxSizeBytes = 1024 * 1024;

/**
 * Reads an AWS file at once, and never throws: a folder, a file of more than 1 MiB or one without permission is
 * `unreadable`, one that is not UTF-8 is `notText`. To the AWS CLI a device or a pipe counts as missing, and so here.
 */
export function readFileText(path: string): FileText {
  try {
    const stat = statSync(path);
    if (stat.isDirectory() || stat.size > maxSizeBytes) return { path, unreadable: 'unreadable' };
    if (!stat.isFile()) return { path, missing: true };
    return decode(path, readFileSync(path));
  } catch (error) {
    return isMissing(error) ? { path, missing: true } : { path, unreadable: 'unreadable' };
  }
}

/** True when an error of the file system says that there is no such file, or no folder for it. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function decode(path: string, bytes: Uint8Array): FileText {
  try {
    return { path, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    // The decoder's error says no more than this; where the wrong byte is would not help.
    return { path, unreadable: 'notText' };
  }
}
