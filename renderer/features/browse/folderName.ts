import { maxKeyBytes } from '../../../shared/domain/object.ts';

/** What is wrong with the name of a new folder. */
export type FolderNameProblem = 'empty' | 'slash' | 'dots' | 'tooLong' | 'taken';

/** True where trimming takes away more than the one space at the end that a next word may follow. */
export function hasOuterSpaces(typed: string): boolean {
  return /^\s|\s{2}$/u.test(typed);
}

/**
 * The first rule that a new folder's name breaks, or undefined for a good one. Folders that are only dots cannot be
 * downloaded to any computer, so Satchel makes none, although S3 would.
 */
export function folderNameProblem(
  name: string,
  prefix: string,
  hasPrefix: (prefix: string) => boolean,
): FolderNameProblem | undefined {
  if (name === '') return 'empty';
  if (name.includes('/')) return 'slash';
  if (name === '.' || name === '..') return 'dots';
  const key = `${prefix}${name}/`;
  if (new TextEncoder().encode(key).length > maxKeyBytes) return 'tooLong';
  return hasPrefix(key) ? 'taken' : undefined;
}
