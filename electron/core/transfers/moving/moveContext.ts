import type { ConflictAnswer } from '../../../../shared/domain/transfer.ts';
import type { Storage } from '../../storage/storage.ts';
import type { TargetFolders } from '../download/targetFolders.ts';
import type { Budget } from '../flow/budget.ts';
import type { DonePart, ItemProgress } from '../journal/journal.ts';
import type { ItemConflict, Rename, TransferItem } from '../machine/model.ts';
import type { EtagTrust } from './etags.ts';

/** Above this size a file is moved in parts; below, in one request. */
export const singleRequestBytes = 16 * 1024 * 1024;

/** Parts of one file that move at the same time. */
export const partsAtOnce = 4;

/** What an attempt to move one file ends with, when it does not fail. */
export type MoveOutcome =
  | { readonly kind: 'done'; readonly sizeBytes: number; readonly renamed?: Rename; readonly path?: string }
  | { readonly kind: 'taken'; readonly conflict: ItemConflict };

/** What the attempt has written down about its progress, for the next attempt. */
export type ProgressLog = {
  read(): Promise<ItemProgress | undefined>;
  begin(progress: ItemProgress): Promise<void>;
  partDone(part: DonePart): Promise<void>;
  drop(): Promise<void>;
};

/** All that an attempt to move one file may use. */
export type MoveContext = {
  readonly storage: Storage;
  readonly bucket: string;
  readonly item: TransferItem;
  readonly onTaken: Exclude<ConflictAnswer, 'skip'> | 'ask';
  /** True once a name of the job was taken: more will be, so a look comes before the bytes. */
  readonly looksFirst: boolean;
  readonly signal: AbortSignal;
  readonly budget: Budget;
  readonly etags: EtagTrust;
  readonly progress: ProgressLog;
  /** Bytes that have just moved; a negative number takes back those of a try that failed. */
  readonly onBytes: (bytes: number) => void;
  /** How much of the file is there already, when an attempt begins or starts over. */
  readonly onRestart: (movedBytes: number) => void;
};

/** A download also knows the chosen folder. */
export type DownloadContext = MoveContext & { readonly folders: TargetFolders; readonly newId: () => string };
