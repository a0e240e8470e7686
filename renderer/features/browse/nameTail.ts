import { extensionOf } from '../../../shared/domain/fileKind.ts';

/** Names up to this length are shown whole, or cut at their end, which costs less. */
const shortNameLength = 24;
const longestExtension = 12;

/** A name as it is shown in two parts, of which the second, the extension with its dot, is never cut; '' for none. */
export function cutName(shownName: string): { readonly start: string; readonly tail: string } {
  const { length } = extensionOf(shownName);
  if (shownName.length <= shortNameLength || length === 0 || length > longestExtension) {
    return { start: shownName, tail: '' };
  }
  const dot = shownName.length - length - 1;
  return { start: shownName.slice(0, dot), tail: shownName.slice(dot) };
}

/** How much of a file's name a new one usually replaces: all before its extension; of a folder's, all. */
export function stemLength(kind: 'file' | 'folder', name: string): number {
  const { length } = kind === 'file' ? extensionOf(name) : '';
  return length === 0 ? name.length : name.length - length - 1;
}

/** What fits on the two lines of a tile. */
const tileNameLength = 28;
const tileEndLength = 10;

/** A name for a tile: one that is too long loses its middle, so that its extension is seen; `end` is '' for one that does not. */
export function shortName(shownName: string): { readonly start: string; readonly end: string } {
  const letters = [...shownName];
  if (letters.length <= tileNameLength) return { start: shownName, end: '' };
  const start = letters.slice(0, tileNameLength - tileEndLength - 1).join('');
  return { start, end: letters.slice(-tileEndLength).join('') };
}
