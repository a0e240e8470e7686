import { useSyncExternalStore } from 'react';
import type { Location, Selection } from '../../../shared/domain/object.ts';

/** What the rows of a folder show before the server has done it: names that they will have, and rows that will be gone. */
export type PendingChanges = {
  readonly names: ReadonlyMap<string, string>;
  readonly gone: ReadonlySet<string>;
};

type Change = { readonly folder: string } & PendingChanges;

export const nothingPending: PendingChanges = { names: new Map(), gone: new Set() };

let changes: readonly Change[] = [];
let byFolder: ReadonlyMap<string, PendingChanges> = new Map();
const listeners = new Set<() => void>();

function set(next: readonly Change[]): void {
  changes = next;
  const merged = new Map<string, { names: Map<string, string>; gone: Set<string> }>();
  for (const { folder, names, gone } of changes) {
    const known = merged.get(folder) ?? { names: new Map(), gone: new Set() };
    for (const [id, name] of names) known.names.set(id, name);
    for (const id of gone) known.gone.add(id);
    merged.set(folder, known);
  }
  byFolder = merged;
  for (const listener of listeners) listener();
}

function folderKey({ accountId, bucket, prefix }: Location): string {
  return [accountId, bucket, prefix].join('\n');
}

function homeOf({ accountId, bucket, basePrefix }: Selection): Location {
  return { accountId, bucket, prefix: basePrefix };
}

function add(change: Change): () => void {
  set([...changes, change]);
  return () => set(changes.filter((known) => known !== change));
}

/** The row of this id has a new name already; returns the function that ends that. */
export function showRenamed(location: Location, id: string, newName: string): () => void {
  return add({ folder: folderKey(location), names: new Map([[id, newName]]), gone: new Set() });
}

/** The rows of a selection are gone already; returns the function that brings back those that are still listed. */
export function showGone(selection: Selection): () => void {
  const gone = new Set([...selection.keys, ...selection.prefixes]);
  return add({ folder: folderKey(homeOf(selection)), names: new Map(), gone });
}

/** What is pending in a folder, for a look outside of rendering; the same object until it changes. */
export function pendingIn(location: Location | undefined): PendingChanges {
  return (location === undefined ? undefined : byFolder.get(folderKey(location))) ?? nothingPending;
}

/** What the rows of a folder show already; renders again when that changes. */
export function usePendingChanges(location: Location | undefined): PendingChanges {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pendingIn(location),
  );
}
