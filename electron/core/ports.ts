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
}

/** What is kept between starts that is no secret. */
export interface SettingsStore {
  read(): Settings;
  write(settings: Settings): void;
  /** Buckets that the user added by name, by account id. */
  readAddedBuckets(accountId: string): readonly string[];
  writeAddedBuckets(accountId: string, names: readonly string[]): void;
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
}

/** A plain line-by-line log on this computer; callers pass no secret and no file content. */
export interface Log {
  info(message: string): void;
  error(message: string, cause?: unknown): void;
}
