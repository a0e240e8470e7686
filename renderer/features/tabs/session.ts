import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Location } from '../../../shared/domain/object.ts';
import type { FolderView, WindowSession } from '../../../shared/domain/session.ts';
import { request } from '../../ipc/client.ts';
import { isSameLocation } from '../places/locations.ts';
import { createSessionStore } from './createSessionStore.ts';

/** The session of this window. */
export const sessionStore = createSessionStore({
  get: () => request('session.get', {}),
  set: (change) => request('session.set', change),
  setView: (location, view) => request('session.setView', { location, view }),
});

/** What the window opened with and has now; undefined until main has told. */
export function useSession(): WindowSession | undefined {
  return useSyncExternalStore(sessionStore.subscribe, sessionStore.getState);
}

const asEverywhere: FolderView = {};

/** How a folder is shown, and how to show it otherwise from now on. */
export function useFolderView(location: Location | undefined): {
  readonly view: FolderView;
  readonly onView: (view: FolderView) => void;
} {
  const views = useSession()?.views;
  const view = useMemo(
    () => (location && views?.find((own) => isSameLocation(own.location, location))?.view) ?? asEverywhere,
    [location, views],
  );
  const onView = useCallback(
    (next: FolderView) => location !== undefined && sessionStore.setView(location, next),
    [location],
  );
  return { view, onView };
}
