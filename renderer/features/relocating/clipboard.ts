import { useSyncExternalStore } from 'react';
import type { Location, Selection } from '../../../shared/domain/object.ts';

/** Files that were cut or copied; pasting moves or copies them. */
export type Clipboard = {
  readonly mode: 'cut' | 'copy';
  readonly selection: Selection;
  /** Whether it was cut is asked of every row that is drawn. */
  readonly ids: ReadonlySet<string>;
};

let current: Clipboard | undefined;
const listeners = new Set<() => void>();

function set(next: Clipboard | undefined): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes files and folders up, to be pasted; what was taken up before is forgotten. */
export function takeUp(mode: Clipboard['mode'], selection: Selection): void {
  set({ mode, selection, ids: new Set([...selection.keys, ...selection.prefixes]) });
}

/** Forgets what was taken up. */
export function clearClipboard(): void {
  set(undefined);
}

/** What was taken up, for a look outside of rendering. */
export function currentClipboard(): Clipboard | undefined {
  return current;
}

/** What was taken up; renders again when it changes. */
export function useClipboard(): Clipboard | undefined {
  return useSyncExternalStore(subscribe, currentClipboard);
}

/** True for a row that was cut, which is shown faded until it is pasted. */
export function isCut(location: Location, id: string, clipboard = current): boolean {
  if (clipboard?.mode !== 'cut') return false;
  const { accountId, bucket } = clipboard.selection;
  return accountId === location.accountId && bucket === location.bucket && clipboard.ids.has(id);
}

const none: ReadonlySet<string> = new Set();

/** The ids of the rows of a folder's bucket that were cut; renders again when they change. */
export function useCutIds(location: Location | undefined): ReadonlySet<string> {
  const clipboard = useClipboard();
  if (location === undefined || clipboard?.mode !== 'cut') return none;
  const { accountId, bucket } = clipboard.selection;
  return accountId === location.accountId && bucket === location.bucket ? clipboard.ids : none;
}

/** What pasting does in a folder. */
export type PasteDeed = 'move' | 'copy' | 'duplicate';

/** What pasting would do in a folder; undefined where it would do nothing, or put a folder into itself. */
export function pasteDeed({ mode, selection }: Clipboard, target: Location): PasteDeed | undefined {
  if (isIntoItself(selection, target)) return undefined;
  const isHome = isSameFolder(selection, target);
  if (mode === 'cut') return isHome ? undefined : 'move';
  return isHome ? 'duplicate' : 'copy';
}

/** True for a target that is the folder in which the things are. */
export function isSameFolder(selection: Selection, target: Location): boolean {
  return (
    selection.accountId === target.accountId &&
    selection.bucket === target.bucket &&
    selection.basePrefix === target.prefix
  );
}

/** True for a target that is one of the folders that would go there, or is inside of one. */
export function isIntoItself(selection: Selection, target: Location): boolean {
  return (
    selection.accountId === target.accountId &&
    selection.bucket === target.bucket &&
    selection.prefixes.some((prefix) => target.prefix.startsWith(prefix))
  );
}
