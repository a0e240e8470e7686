import type { Location } from '../../../shared/domain/object.ts';
import type { FolderView, WindowSession } from '../../../shared/domain/session.ts';
import { isSameLocation } from '../places/locations.ts';

/** What of the session the window tells as a whole; how folders are shown it tells one by one. */
export type SessionChange = Partial<Omit<WindowSession, 'views'>>;

/** Where the session is kept: main in the app, a fake in tests. */
export type SessionSource = {
  readonly get: () => Promise<WindowSession>;
  readonly set: (change: SessionChange) => Promise<unknown>;
  readonly setView: (location: Location, view: FolderView) => Promise<unknown>;
};

export type SessionStore = {
  /** Undefined until the session of the last time is there. */
  readonly getState: () => WindowSession | undefined;
  readonly subscribe: (listener: () => void) => () => void;
  /** Changes the session now and at the next start; nothing before it is there. */
  readonly change: (change: (session: WindowSession) => SessionChange) => void;
  /** How a folder is shown from now on; one that is shown as everywhere is forgotten. */
  readonly setView: (location: Location, view: FolderView) => void;
};

const empty: WindowSession = { tabs: [], favourites: [], recents: [], views: [] };

/** Holds the session of the window and tells its source what changes. Asks for it at its first subscriber. */
export function createSessionStore(source: SessionSource): SessionStore {
  let state: WindowSession | undefined;
  let isAsked = false;
  const listeners = new Set<() => void>();
  const accept = (next: WindowSession): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const warn = (thrown: unknown): void => console.warn('The session could not be kept', thrown);
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      if (!isAsked) {
        isAsked = true;
        source.get().then(accept, (thrown: unknown) => {
          console.warn('The session of the last time is not known', thrown);
          accept(empty);
        });
      }
      return () => listeners.delete(listener);
    },
    change(work) {
      if (state === undefined) return;
      const change = work(state);
      const names = Object.keys(change) as (keyof SessionChange)[];
      if (names.every((name) => change[name] === state?.[name])) return;
      accept({ ...state, ...change });
      source.set(change).catch(warn);
    },
    setView(location, view) {
      if (state === undefined) return;
      const others = state.views.filter((one) => !isSameLocation(one.location, location));
      const isOwn = Object.values(view).some((part) => part !== undefined);
      accept({ ...state, views: isOwn ? [...others, { location, view }] : others });
      source.setView(location, view).catch(warn);
    },
  };
}
