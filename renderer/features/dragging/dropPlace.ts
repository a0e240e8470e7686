import type { Location } from '../../../shared/domain/object.ts';

/** Something that can be dropped on, or that opens while one waits over it: a folder, a bucket, a tab or an account. */
export type DropPlace = {
  readonly accountId: string;
  /** Missing for an account, and for a tab that shows one: there is no folder to drop into until it has opened. */
  readonly location?: Location;
  readonly tabId?: string;
  /** The button that opens the list of accounts. */
  readonly isSwitcher?: true;
};

/** What an element needs to be a place; nothing else, so that a row costs no listener and no hook. */
export function dropPlaceProps(place: DropPlace): { readonly 'data-drop-place': string } {
  return { 'data-drop-place': JSON.stringify(place) };
}

/** A folder as a place. */
export function folderDropPlace(location: Location): DropPlace {
  return { accountId: location.accountId, location };
}

/**
 * The place that an element stands for: its own or that of what it lies in (`data-drop-place`), a bucket or a folder of
 * what is open (`data-drop-bucket`, `data-drop-prefix`), else the open folder.
 */
export function dropPlaceAt(
  element: Element | null,
  accountId: string,
  here: Location | undefined,
): DropPlace | undefined {
  const found = element?.closest<HTMLElement>('[data-drop-place],[data-drop-bucket],[data-drop-prefix]');
  const { dropPlace, dropBucket, dropPrefix } = found?.dataset ?? {};
  if (dropPlace !== undefined) return JSON.parse(dropPlace) as DropPlace;
  if (dropBucket !== undefined) return folderDropPlace({ accountId, bucket: dropBucket, prefix: '' });
  if (here === undefined) return undefined;
  return folderDropPlace(dropPrefix === undefined ? here : { ...here, prefix: dropPrefix });
}

/** Whether two places are the same one. */
export function isSamePlace(left: DropPlace | undefined, right: DropPlace | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  if (left.isSwitcher !== right.isSwitcher) return false;
  return left.tabId === right.tabId && left.accountId === right.accountId && isSameLocation(left, right);
}

function isSameLocation({ location: left }: DropPlace, { location: right }: DropPlace): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.accountId === right.accountId && left.bucket === right.bucket && left.prefix === right.prefix;
}
