import type { Location } from '../../shared/domain/object.ts';
import type { FolderView, WindowSession } from '../../shared/domain/session.ts';
import { coalesce } from './coalesce.ts';
import type { Clock, SessionStore } from './ports.ts';

/** What the window opens with the next time; written soon after a change, and when Satchel ends. */
export type KeptSession = {
  get(): WindowSession;
  set(change: Partial<WindowSession>): void;
  /** How a folder is shown from now on; one that is shown as everywhere is forgotten. */
  setView(location: Location, view: FolderView): void;
  close(): void;
};

const writeIntervalMs = 1000;
const maxViews = 1000;

/** Reads the session of the last time. */
export function createKeptSession(store: SessionStore, clock: Clock): KeptSession {
  let session = store.read();
  const writing = coalesce(clock, writeIntervalMs, () => store.write(session));
  const change = (changes: Partial<WindowSession>): void => {
    session = { ...session, ...changes };
    writing.touch();
  };
  return {
    get: () => session,
    set: change,
    setView(location, view) {
      const others = session.views.filter((one) => !isSame(one.location, location));
      const isOwn = Object.values(view).some((part) => part !== undefined);
      // The one that was set longest ago goes first.
      change({ views: [...others, ...(isOwn ? [{ location, view }] : [])].slice(-maxViews) });
    },
    close: () => writing.flush(),
  };
}

function isSame(one: Location, other: Location): boolean {
  return one.accountId === other.accountId && one.bucket === other.bucket && one.prefix === other.prefix;
}
