import type { Location, Selection } from '../../../shared/domain/object.ts';
import type { DropPlace } from './dropPlace.ts';

/** What a drop does; for files from outside of the window there is only `upload`. */
export type DropEffect = 'move' | 'copy' | 'upload';
/** Why a drop does nothing. */
export type DropRefusal = 'itself' | 'here' | 'readOnly' | 'noFolder' | 'nowhere' | 'dialog' | 'accounts';

export type Verdict =
  | { readonly kind: 'allowed'; readonly effect: DropEffect; readonly location: Location }
  | { readonly kind: 'refused'; readonly reason: DropRefusal };

/** The keys that choose: Ctrl or Shift, on a Mac Option or Command, as in the system's own file manager. */
export type DropKeys = { readonly wantsCopy: boolean; readonly wantsMove: boolean };

/** What the keys of an event choose. */
export function dropKeysOf(
  event: Pick<MouseEvent, 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>,
  isMac: boolean,
): DropKeys {
  return isMac
    ? { wantsCopy: event.altKey, wantsMove: event.metaKey }
    : { wantsCopy: event.ctrlKey, wantsMove: event.shiftKey };
}

const refused = (reason: DropRefusal): Verdict => ({ kind: 'refused', reason });

/**
 * What dropping a selection would do. Inside an account it is moved, into another one it is copied; the keys choose
 * otherwise, and what may not be taken away from its account is copied.
 */
export function judgeSelection(
  selection: Selection,
  place: DropPlace | undefined,
  keys: DropKeys,
  isReadOnly: (accountId: string) => boolean,
): Verdict {
  if (place === undefined) return refused('nowhere');
  if (place.isSwitcher) return refused('accounts');
  if (isReadOnly(place.accountId)) return refused('readOnly');
  const { location } = place;
  if (location === undefined) return refused('noFolder');
  const isSameAccount = selection.accountId === location.accountId;
  if (isSameAccount && selection.bucket === location.bucket) {
    if (selection.prefixes.some((prefix) => location.prefix.startsWith(prefix))) return refused('itself');
    if (isAllIn(selection, location.prefix)) return refused('here');
  }
  const wantsMove = isSameAccount ? !keys.wantsCopy : keys.wantsMove;
  const effect = wantsMove && !isReadOnly(selection.accountId) ? 'move' : 'copy';
  return { kind: 'allowed', effect, location };
}

/** What dropping files from outside of the window would do. */
export function judgeFiles(
  place: DropPlace | undefined,
  isReadOnly: (accountId: string) => boolean,
): Verdict {
  if (place === undefined) return refused('nowhere');
  if (place.isSwitcher) return refused('accounts');
  if (isReadOnly(place.accountId)) return refused('readOnly');
  const { location } = place;
  return location === undefined ? refused('noFolder') : { kind: 'allowed', effect: 'upload', location };
}

function isAllIn({ keys, prefixes }: Selection, folder: string): boolean {
  const isIn = (id: string): boolean =>
    id.startsWith(folder) && !id.slice(folder.length).replace(/\/$/, '').includes('/');
  return keys.every(isIn) && prefixes.every(isIn);
}
