import type { Location, Selection } from '../../../shared/domain/object.ts';
import type { SpeedLimits } from '../../../shared/domain/settings.ts';
import type {
  ConflictAnswer,
  ConflictPolicy,
  ItemState,
  TransferRows,
  TransfersSnapshot,
} from '../../../shared/domain/transfer.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { ProxyRule } from '../network/proxyRoutes.ts';
import type { Clock, Log, SystemProxy } from '../ports.ts';
import type { Storage } from '../storage/storage.ts';

/** What of the user's settings the transfers go by. */
export type TransferSettings = {
  /** Files that move at the same time; 0: as many as the line takes. */
  readonly parallelTransfers: number;
  readonly speedLimits: SpeedLimits;
};

/** The storage of an account, as transfers see it. */
export type AccountStorage = {
  readonly storage: Storage;
  /** The server that the account leads to, as a text that is the same as long as it is the same one. */
  readonly place: string;
};

/** Where the transfers get what they move with. */
export interface StorageSource {
  /** Throws `request.stale` for an account that is not there (yet), and what it takes for its credentials. */
  open(accountId: string): Promise<AccountStorage>;
}

/** Which jobs: those of these ids, or all. */
export type JobIds = readonly string[] | undefined;

/**
 * All uploads and downloads, those of earlier runs too. How they go comes as snapshots, at most 4 a second. Each call
 * that names a job throws `request.stale` for one that is not there.
 */
export interface Transfers {
  /** Starts an upload of files and folders and resolves to the job's id once it would survive a crash. */
  upload(paths: readonly string[], target: Location, onTaken: ConflictPolicy): Promise<string>;
  download(selection: Selection, folderPath: string, onTaken: ConflictPolicy): Promise<string>;
  list(): Promise<TransfersSnapshot>;
  /** Some rows of a job's list, in one state or in all, in the order of `itemStates`. */
  listItems(
    jobId: string,
    options: { readonly state?: ItemState; readonly cursor?: string; readonly limit: number },
  ): Promise<TransferRows>;
  /** Throws `request.stale` also when that question is not the one that is open. */
  answerConflict(jobId: string, itemId: string, answer: ConflictAnswer, applyToAll: boolean): Promise<void>;
  pause(jobIds: JobIds): Promise<void>;
  resume(jobIds: JobIds): Promise<void>;
  /** Ends jobs; requests in flight end within a second, what is half done is taken back afterwards. */
  cancel(jobIds: JobIds): Promise<void>;
  retry(jobIds: JobIds): Promise<void>;
  /** Takes those that have ended off the list. */
  clear(jobIds: JobIds): Promise<void>;
  /** Goes on with the jobs of an account that wait until it works, or until it may be changed. */
  goOn(accountId: string, because: 'itWorks' | 'itMayBeChanged'): Promise<void>;
  /** The first thing a download put into the chosen folder, if any. */
  revealPath(jobId: string): Promise<string | undefined>;
  /** Writes a job's receipt as CSV; throws `local.*` when the file cannot be written. */
  saveReceipt(jobId: string, filePath: string): Promise<void>;
  /** Unfinished uploads of a bucket that belong to a job, by upload id. */
  uploadIds(bucket: string): Promise<readonly string[]>;
  configure(settings: TransferSettings): Promise<void>;
  /** The computer woke up, or the way to the network is another one: what waits tries at once. */
  nudge(): Promise<void>;
  /** Stops all requests and keeps everything for the next start; resolves when all is written, or after 5 s. */
  close(): Promise<void>;
}

/** What the app around the transfers gives them, in whatever thread they move. */
export type TransfersHost = {
  readonly accounts: Pick<Accounts, 'storage' | 'connection'>;
  readonly settings: () => TransferSettings;
  readonly platform: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly systemProxy: SystemProxy;
  /** The rule as it is now; `onProxyChanged` tells of another one. */
  readonly proxy: () => ProxyRule;
  readonly onProxyChanged: (listener: () => void) => void;
  readonly readOnly: () => Readonly<Record<string, string>>;
  readonly onReadOnlyChanged: (listener: () => void) => void;
  /** Called at most 4 times a second, and always with the last state. */
  readonly onChanged: (snapshot: TransfersSnapshot) => void;
};

/** Opens the transfers, with the jobs of earlier runs. */
export type OpenTransfers = (host: TransfersHost) => Promise<Transfers>;
