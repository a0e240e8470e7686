import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ElectronStore from 'electron-store';
import type { Log, SettingsStore } from '../core/ports.ts';
import { parseStoredState, type StoredState } from './storedState.ts';
import type { WindowPlace } from './windowPlace.ts';

/** The settings file, and in it the place of the window. */
type ShellStore = SettingsStore & {
  readWindowPlace(): WindowPlace | undefined;
  writeWindowPlace(place: WindowPlace): void;
};

/**
 * Opens `settings.json` in the user data folder; writes to it are atomic. A file that is no JSON is kept beside it as
 * `settings.broken.json`, and Satchel starts with its defaults.
 */
export function openSettingsStore(userDataFolder: string, log: Log): ShellStore {
  setBrokenFileAside(
    join(userDataFolder, 'settings.json'),
    join(userDataFolder, 'settings.broken.json'),
    log,
  );
  const file = new ElectronStore<Record<string, unknown>>({
    name: 'settings',
    cwd: userDataFolder,
    accessPropertiesByDotNotation: false,
  });
  let state: StoredState = parseStoredState(file.store);

  function write(changes: Partial<StoredState>): void {
    state = { ...state, ...changes };
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

function setBrokenFileAside(path: string, copyPath: string, log: Log): void {
  const text = readIfThere(path);
  if (text === undefined) return;
  try {
    JSON.parse(text);
  } catch {
    copyFileSync(path, copyPath);
    rmSync(path);
    log.info('The settings file could not be read; it was kept as settings.broken.json.');
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
