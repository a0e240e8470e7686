import type { AccountStore, Log } from '../core/ports.ts';
import { openJsonFile } from './jsonFile.ts';
import { parseStoredAccounts, type StoredAccounts } from './storedAccounts.ts';

/**
 * Opens `accounts.json` in the user data folder: looks of accounts, and saved accounts whose keys the keychain sealed.
 * Nothing in it is a secret in clear. What is written there while the file cannot be used lasts until Satchel ends.
 */
export function openAccountStore(userDataFolder: string, log: Log): AccountStore {
  const file = openJsonFile(userDataFolder, 'accounts', log);
  let state = parseStoredAccounts(file?.store);

  function write(changes: Partial<StoredAccounts>): void {
    state = { ...state, ...changes };
    if (file === undefined) return;
    const { preferences, saved, organisations, proxyPassword } = state;
    file.store = {
      preferences: Object.fromEntries(preferences),
      saved,
      organisations,
      ...(proxyPassword !== undefined && { proxyPassword }),
    };
  }

  return {
    readPreferences: () => state.preferences,
    writePreferences(accountId, preferences) {
      const all = new Map(state.preferences);
      if (preferences === undefined) all.delete(accountId);
      else all.set(accountId, preferences);
      write({ preferences: all });
    },
    readSaved: () => state.saved,
    writeSaved: (saved) => write({ saved }),
    readOrganisations: () => state.organisations,
    writeOrganisations: (organisations) => write({ organisations }),
    readProxyPassword: () => state.proxyPassword,
    writeProxyPassword: (proxyPassword) => write({ proxyPassword }),
  };
}
