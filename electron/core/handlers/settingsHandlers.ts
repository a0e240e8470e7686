import { type Settings, settingsSchema } from '../../../shared/domain/settings.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { Desktop, Dialogs, SettingsStore } from '../ports.ts';

/** Where settings are kept, and who is told of a change. */
export type SettingsHandlersOptions = {
  readonly settingsStore: SettingsStore;
  readonly desktop: Desktop;
  readonly dialogs: Dialogs;
  readonly onChanged: (settings: Settings) => void;
};

/** `settings.*`: reads and changes what the user set; every change is stored, applied and told. */
export function createSettingsHandlers(options: SettingsHandlersOptions) {
  const { settingsStore, desktop, dialogs, onChanged } = options;

  function change(changes: Partial<Settings>): Settings {
    const settings = settingsSchema.parse({ ...settingsStore.read(), ...changes });
    settingsStore.write(settings);
    onChanged(settings);
    return settings;
  }

  return {
    'settings.get': () => settingsStore.read(),
    'settings.set': ({ theme, parallelTransfers }) =>
      change({
        ...(theme !== undefined && { theme }),
        ...(parallelTransfers !== undefined && { parallelTransfers }),
      }),
    'settings.chooseDownloadFolder': async () => {
      const startAt = settingsStore.read().downloadFolder || desktop.downloadsFolder;
      const downloadFolder = await dialogs.chooseDownloadFolder(startAt);
      return downloadFolder === undefined ? settingsStore.read() : change({ downloadFolder });
    },
  } satisfies Partial<Handlers>;
}
