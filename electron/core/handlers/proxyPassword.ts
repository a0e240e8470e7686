import type { AccountStore, Log, SecretVault, SettingsStore } from '../ports.ts';

/** The password of the proxy: in the system's keychain, or until Satchel ends where there is none. */
export type ProxyPassword = {
  get(): string | undefined;
  set(password: string | undefined): Promise<void>;
  /** Resolves when what was kept is there, or cannot be had; the settings then say whether there is one. */
  readonly opened: Promise<void>;
};

type Options = {
  readonly accountStore: AccountStore;
  readonly settingsStore: SettingsStore;
  readonly vault: SecretVault;
  readonly log: Log;
};

/** Opens what was kept of the password. */
export function openProxyPassword({ accountStore, settingsStore, vault, log }: Options): ProxyPassword {
  let current: string | undefined;

  async function open(): Promise<void> {
    const sealed = accountStore.readProxyPassword();
    try {
      current = sealed === undefined ? undefined : (await vault.open(sealed)).text;
    } catch (error) {
      log.error('The password of the proxy is lost; it has to be typed again.', error);
    }
    const { proxy, ...rest } = settingsStore.read();
    const hasPassword = current !== undefined;
    if (proxy.mode !== 'manual' || proxy.hasPassword === hasPassword) return;
    settingsStore.write({ ...rest, proxy: { ...proxy, hasPassword } });
  }

  const opened = open();
  return {
    get: () => current,
    async set(password) {
      await opened;
      const canKeep = password !== undefined && (await vault.isAvailable());
      accountStore.writeProxyPassword(canKeep ? await vault.seal(password) : undefined);
      current = password;
    },
    opened,
  };
}
