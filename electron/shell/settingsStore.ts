import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
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
 * `settings.broken.json`, and Satchel starts with its defaults. With a file that cannot be opened, or not be set aside,
 * it starts with them too, and what is changed then lasts until it ends.
 */
export function openSettingsStore(userDataFolder: string, log: Log): ShellStore {
  const file = openFile(userDataFolder, log);
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

function openFile(folder: string, log: Log): ElectronStore<Record<string, unknown>> | undefined {
  try {
    setBrokenFileAside(join(folder, 'settings.json'), join(folder, 'settings.broken.json'), log);
    return new ElectronStore({ name: 'settings', cwd: folder, accessPropertiesByDotNotation: false });
  } catch (error) {
    log.error('The settings file cannot be used; Satchel goes on with its defaults.', error);
    return undefined;
  }
}

function setBrokenFileAside(path: string, copyPath: string, log: Log): void {
  if (!existsSync(path)) return;
  const text = readFileSync(path, 'utf8');
  try {
    JSON.parse(text);
  } catch {
    copyFileSync(path, copyPath);
    rmSync(path);
    log.info('The settings file could not be read; it was kept as settings.broken.json.');
  }
}
