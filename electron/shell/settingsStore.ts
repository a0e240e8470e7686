import type { Log, SettingsStore } from '../core/ports.ts';
import { openJsonFile } from './jsonFile.ts';
import { parseStoredState, type StoredState } from './storedState.ts';
import type { WindowPlace } from './windowPlace.ts';

/** The settings file, and in it the place of the window. */
type ShellStore = SettingsStore & {
  readWindowPlace(): WindowPlace | undefined;
  writeWindowPlace(place: WindowPlace): void;
};

/**
 * Opens `settings.json` in the user data folder. Satchel starts with its defaults where that cannot be read, and what is
 * changed then lasts until it ends where it cannot be written.
 */
export function openSettingsStore(userDataFolder: string, log: Log): ShellStore {
  const file = openJsonFile(userDataFolder, 'settings', log);
  let state: StoredState = parseStoredState(file?.store);

  function write(changes: Partial<StoredState>): void {
    state = { ...state, ...changes };
    if (file === undefined) return;
    const { settings, addedBuckets, windowPlace } = state;
    file.store = {
      settings,
      addedBuckets: Object.fromEntries(addedBuckets),
      ...(windowPlace && { windowPlace }),
    };
  }

  return {
    read: () => state.settings,
    write: (settings) => write({ settings }),
    readAddedBuckets: (accountId) => state.addedBuckets.get(accountId) ?? [],
    writeAddedBuckets: (accountId, names) => {
      write({ addedBuckets: new Map(state.addedBuckets).set(accountId, names) });
    },
    readWindowPlace: () => state.windowPlace,
    writeWindowPlace: (windowPlace) => write({ windowPlace }),
  };
}
