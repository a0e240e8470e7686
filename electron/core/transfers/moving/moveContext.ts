import type { AppError } from '../../../../shared/domain/appError.ts';
import type { Storage } from '../../storage/storage.ts';
import type { TargetFolders } from '../download/targetFolders.ts';
import type { Flow } from '../flow/flow.ts';
import type { DonePart, ItemProgress } from '../journal/journal.ts';
import type { ItemConflict, Lane, OnTaken, Proof, Rename, TransferItem } from '../machine/model.ts';
import type { EtagTrust } from './etags.ts';

/** Above this size a file is moved in parts; below, in one request. */
export const singleRequestBytes = 16 * 1024 * 1024;

/** The row that an item of this size stands in. */
export function laneOf(sizeBytes: number): Lane {
  return sizeBytes > singleRequestBytes ? 'large' : 'small';
}

/** What an attempt to move one file ends with, when it does not fail. */
export type MoveOutcome =
  | {
      readonly kind: 'done';
      readonly sizeBytes: number;
      readonly proof: Proof;
      readonly renamed?: Rename;
      /** What the user should know of it all the same. */
      readonly note?: AppError;
      /** Of a download: where it is now. */
      readonly path?: string;
    }
  | { readonly kind: 'taken'; readonly conflict: ItemConflict }
  /** By `onlyIfNewer`: what is there is as new. */
  | { readonly kind: 'skipped' };

/** What the attempts of one file have written down about their progress; each resolves when it is in the journal. */
export type ProgressLog = {
  read(): Promise<ItemProgress | undefined>;
  begin(progress: ItemProgress): Promise<void>;
  partDone(part: DonePart): Promise<void>;
  drop(): Promise<void>;
};

/** All that an attempt to move one file may use. */
export type MoveContext = {
  readonly storage: Storage;
  readonly accountId: string;
  readonly bucket: string;
  readonly jobId: string;
  readonly item: TransferItem;
  readonly onTaken: OnTaken;
  /** True once a name of the job was taken: more will be, so a look comes before the bytes. */
  readonly looksFirst: boolean;
  readonly signal: AbortSignal;
  readonly flow: Flow;
  readonly etags: EtagTrust;
  readonly progress: ProgressLog;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** Bytes that have just moved; a negative number takes back those of a try that failed. */
  readonly onBytes: (bytes: number) => void;
  /** How much of the file is there already, when an attempt begins or starts over. */
  readonly onRestart: (movedBytes: number) => void;
};

/** A download also knows the chosen folder. */
export type DownloadContext = MoveContext & { readonly folders: TargetFolders };
