import {
  type ProxyInput,
  type ProxySettings,
  type Settings,
  settingsSchema,
} from '../../../shared/domain/settings.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { parseProxyUrl } from '../network/proxyUrl.ts';
import type { Desktop, Dialogs, SettingsStore } from '../ports.ts';
import type { ProxyPassword } from './proxyPassword.ts';

/** Where settings are kept, and who is told of a change. */
export type SettingsHandlersOptions = {
  readonly settingsStore: SettingsStore;
  readonly desktop: Desktop;
  readonly dialogs: Dialogs;
  readonly proxyPassword: ProxyPassword;
  readonly onChanged: (settings: Settings) => void;
  /** Called after a new proxy was stored. */
  readonly onProxyChanged: () => void;
};

/** `settings.*`: reads and changes what the user set; every change is stored, applied and told. */
export function createSettingsHandlers(options: SettingsHandlersOptions) {
  const { settingsStore, desktop, dialogs, proxyPassword, onChanged, onProxyChanged } = options;

  function change(changes: Partial<Settings>): Settings {
    const settings = settingsSchema.parse({ ...settingsStore.read(), ...changes });
    settingsStore.write(settings);
    onChanged(settings);
    return settings;
  }

  return {
    'settings.get': () => settingsStore.read(),
    // Only what was given; the contract says what may be.
    'settings.set': (changes) =>
      change(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))),
    'settings.setProxy': async (input) => {
      const proxy = await proxyFrom(input, settingsStore.read().proxy, proxyPassword);
      const settings = change({ proxy });
      onProxyChanged();
      return settings;
    },
    'settings.chooseDownloadFolder': async () => {
      const startAt = settingsStore.read().downloadFolder || desktop.downloadsFolder;
      const downloadFolder = await dialogs.chooseDownloadFolder(startAt);
      return downloadFolder === undefined ? settingsStore.read() : change({ downloadFolder });
    },
  } satisfies Partial<Handlers>;
}

/** Reads what was typed; throws `account.endpointInvalid` for what is no proxy's address. */
async function proxyFrom(
  input: ProxyInput,
  before: ProxySettings,
  proxyPassword: ProxyPassword,
): Promise<ProxySettings> {
  if (input.mode !== 'manual') {
    await proxyPassword.set(undefined);
    return { mode: input.mode };
  }
  const { url } = parseProxyUrl(input.url);
  const user = input.user?.trim();
  // A password that was typed for one proxy is not told to another one.
  const isSame = before.mode === 'manual' && before.url === url;
  // An empty password is typed to take one away, and without a name there is none to give.
  const password = user && input.password ? input.password : undefined;
  if (!user || !isSame || input.password !== undefined) await proxyPassword.set(password);
  return { mode: 'manual', url, ...(user && { user }), hasPassword: proxyPassword.get() !== undefined };
}
