import type { Log, SessionStore } from '../core/ports.ts';
import { openJsonFile } from './jsonFile.ts';
import { parseSession } from './storedSession.ts';

/** Opens `session.json` in the user data folder: tabs, favourites, recent places, and how folders are shown. */
export function openSessionStore(userDataFolder: string, log: Log): SessionStore {
  const file = openJsonFile(userDataFolder, 'session', log);
  return {
    read: () => parseSession(file?.store),
    write(session) {
      if (file !== undefined) file.store = session;
    },
  };
}
