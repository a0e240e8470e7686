import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Location } from '../../../shared/domain/object.ts';

const listeners = new Set<(folders: readonly Location[]) => void>();

/** Tells the window that what is in these folders, or below them, is not what it was. */
export function foldersChanged(folders: readonly Location[]): void {
  for (const listener of listeners) listener(folders);
}

/** Calls `listener` with folders that something was done to; returns the function that stops it. */
export function onFoldersChanged(listener: (folders: readonly Location[]) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** True when a change in one folder may show in the listing of the other: one is the other, or holds it. */
export function isTouched(changed: Location, shown: Location): boolean {
  return (
    changed.accountId === shown.accountId &&
    changed.bucket === shown.bucket &&
    (shown.prefix.startsWith(changed.prefix) || changed.prefix.startsWith(shown.prefix))
  );
}

/** Asks again for the listings that a change may show in: at once where they are open, else when they are opened. */
export function refreshListings(client: QueryClient, folders: readonly Location[]): void {
  void client.invalidateQueries({
    predicate: ({ queryKey: [kind, accountId, bucket, prefix] }) => {
      if (kind !== 'listing' && kind !== 'folders') return false;
      const isFolder =
        typeof accountId === 'string' && typeof bucket === 'string' && typeof prefix === 'string';
      return isFolder && folders.some((folder) => isTouched(folder, { accountId, bucket, prefix }));
    },
  });
}

/** Keeps the listings up to date with what operations change; mounted once, inside the query client. */
export function useFolderChanges(): void {
  const client = useQueryClient();
  useEffect(() => onFoldersChanged((folders) => refreshListings(client, folders)), [client]);
}
