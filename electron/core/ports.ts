import type { AccountColor } from '../../shared/domain/account.ts';
import type { WindowSession } from '../../shared/domain/session.ts';
import type { Settings } from '../../shared/domain/settings.ts';

/** Time, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Calls back once after `delayMs`; returns the function that cancels it. */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** The native dialogs; each resolves to absolute paths, none when the user closed it. */
export interface Dialogs {
  chooseFiles(): Promise<readonly string[]>;
  chooseFolders(): Promise<readonly string[]>;
  chooseDownloadFolder(startAt: string): Promise<string | undefined>;
  /** Where to save a file; `name` is proposed. */
  chooseSaveFile(name: string): Promise<string | undefined>;
  /** A file of certificates in PEM form. */
  chooseCaFile(): Promise<string | undefined>;
}

/** What is kept between starts that is no secret. */
export interface SettingsStore {
  read(): Settings;
  write(settings: Settings): void;
  /** Buckets that the user added by name, by account id. */
  readAddedBuckets(accountId: string): readonly string[];
  writeAddedBuckets(accountId: string, names: readonly string[]): void;
}

/** What the window opens with, kept between starts. */
export interface SessionStore {
  read(): WindowSession;
  write(session: WindowSession): void;
}

/** What the host's desktop does for Satchel. */
export interface Desktop {
  readonly version: string;
  readonly platform: NodeJS.Platform;
  readonly locale: string;
  /** The system's own Downloads folder. */
  readonly downloadsFolder: string;
  applyTheme(theme: Settings['theme']): void;
  /** Shows a system notification, unless the window is in front. */
  notify(title: string, body: string): void;
  /** Shows a file or folder in the system's file manager. */
  reveal(path: string): void;
  /** Shows how far everything is, from 0 to 1, at the dock's or taskbar's icon; undefined takes it away. */
  showProgress(fraction: number | undefined, state: 'going' | 'waiting' | 'failed'): void;
  /** Hides the window and leaves Satchel at work, with its icon beside the clock. */
  goToBackground(): void;
  isInBackground(): boolean;
  /** Ends Satchel. */
  quit(): void;
  /** Keeps the computer from going to sleep; the screen may. */
  keepAwake(isOn: boolean): void;
  /** Opens a text file in the system's editor; throws `local.notFound` or `internal` when nothing opens it. */
  openFile(path: string): Promise<void>;
  /** Opens a web page in the system's browser; throws `request.invalid` for what is no https address. */
  openPage(url: string): Promise<void>;
}

/** What this computer's user has set up outside of Satchel. */
export interface Computer {
  readonly homeFolder: string;
  readonly platform: NodeJS.Platform;
  /** The environment's variables, as they were when Satchel started. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** The system's keychain, as far as it can be trusted with secrets. */
export interface SecretVault {
  /** False where there is none, or one that does not protect (Linux without a keyring, "basic_text"). */
  isAvailable(): Promise<boolean>;
  /** Encrypts a text for this user on this computer; throws `account.keychainUnavailable`. */
  seal(text: string): Promise<string>;
  /** The text that was sealed; throws `account.secretLost` when this keychain cannot open it any more. */
  open(sealed: string): Promise<{
    readonly text: string /** True when it should be sealed anew. */;
    readonly isOutdated: boolean;
  }>;
}

/** How the user wants an account to look and behave here. */
export type AccountPreferences = {
  readonly name?: string;
  readonly color?: AccountColor;
  readonly isReadOnly?: boolean;
  /** The provider, where the address alone does not tell it. */
  readonly providerId?: string;
};

/** An account whose keys are in the keychain; all but `sealedKeys` is no secret. */
export type SavedAccount = {
  readonly id: string;
  readonly name: string;
  readonly providerId: string;
  readonly endpoint?: string;
  readonly region: string;
  readonly addressing?: 'virtualHost' | 'path';
  readonly caBundlePath?: string;
  /** What SecretVault.seal made of the keys as JSON. */
  readonly sealedKeys: string;
};

/** A role of an organisation that was taken over as an account; nothing of it is a secret. */
export type OrganisationAccount = {
  readonly id: string;
  readonly name: string;
  /** The address and the region of the portal that it is signed in at. */
  readonly startUrl: string;
  readonly region: string;
  readonly accountId: string;
  readonly roleName: string;
};

/** What is kept of accounts between starts, and is no secret by itself. */
export interface AccountStore {
  /** Preferences by account id. */
  readPreferences(): ReadonlyMap<string, AccountPreferences>;
  writePreferences(accountId: string, preferences: AccountPreferences | undefined): void;
  readSaved(): readonly SavedAccount[];
  writeSaved(accounts: readonly SavedAccount[]): void;
  readOrganisations(): readonly OrganisationAccount[];
  writeOrganisations(accounts: readonly OrganisationAccount[]): void;
  /** The sealed password of the proxy, if there is one. */
  readProxyPassword(): string | undefined;
  writeProxyPassword(sealed: string | undefined): void;
}

/** A sample server on this computer that was started for trying Satchel out; its keys are worth nothing elsewhere. */
export type RunningDemo = {
  readonly keys: {
    readonly endpoint: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  /** Resolves when it is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it and removes all that was put into it. */
  stop(): Promise<void>;
};

/** What starts the sample. */
export interface DemoHost {
  /** Resolves when the sample is there to be seen; throws `internal`. */
  start(): Promise<RunningDemo>;
}

/** The system's own proxy settings. */
export interface SystemProxy {
  /** The proxies to try for an address, in the form of a PAC script's answer, such as `PROXY host:3128; DIRECT`. */
  resolve(url: string): Promise<string>;
}

/** A plain line-by-line log on this computer; callers pass no secret and no file content. */
export interface Log {
  info(message: string): void;
  error(message: string, cause?: unknown): void;
}
