import type { AppError } from '../../../../shared/domain/appError.ts';
import type { Location, Selection } from '../../../../shared/domain/object.ts';
import type { Conflict, ConflictAnswer } from '../../../../shared/domain/transfer.ts';
import type { Queue } from './queue.ts';

/** What the user asked for, with all that is needed to plan it again. */
export type JobSource =
  | { readonly kind: 'upload'; readonly paths: readonly string[]; readonly target: Location }
  | { readonly kind: 'download'; readonly selection: Selection; readonly folderPath: string };

/** One file to move, or one empty folder to make (`folder`); small, because a job may have 100,000 of them. */
export type TransferItem = {
  readonly id: string;
  readonly kind: 'file' | 'folder';
  /** Upload: the absolute local path. Download: the key. */
  readonly source: string;
  /** Upload: the key. Download: the path below the chosen folder, with `/` between its names. */
  readonly target: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** The number of the last attempt, 0 before the first; a result that carries another number is too late. */
  readonly attempt: number;
  /** What the user said about this file's taken name. */
  readonly answer?: ConflictAnswer;
};

export type Rename = { readonly from: string; readonly to: string };
export type Rejection = { readonly item: TransferItem; readonly error: AppError };
export type ItemConflict = Pick<Conflict, 'existing' | 'incoming'>;

/** A file that holds one of the places of the row: it moves, or waits for its next attempt until `retryAtMs`. */
export type ActiveItem = {
  readonly item: TransferItem;
  /** Attempts in a row that brought nothing. */
  readonly vainAttempts: number;
  readonly retryAtMs?: number;
};

export type PlanState = {
  readonly status: 'running' | 'backoff' | 'ended' | 'failed' | 'stopped';
  /** The number of this planning; a result that carries another number is too late. */
  readonly run: number;
  readonly vainRuns: number;
  readonly retryAtMs?: number;
};

export type JobState = {
  readonly id: string;
  readonly source: JobSource;
  readonly phase: 'going' | 'ended' | 'cancelled';
  readonly plan: PlanState;
  readonly queue: Queue<TransferItem>;
  readonly active: ReadonlyMap<string, ActiveItem>;
  /** Files whose name is taken; the first is the one that is asked about. */
  readonly waiting: Queue<{ readonly item: TransferItem; readonly conflict: ItemConflict }>;
  /** Failed for good, in this round. */
  readonly failed: Queue<TransferItem>;
  /** Not done when the job was cancelled. */
  readonly left: Queue<TransferItem>;
  readonly answerForAll?: ConflictAnswer;
  /** Files and empty folders; `folderCount` of them are folders, which the user is not told of as files. */
  readonly fileCount: number;
  readonly folderCount: number;
  readonly doneCount: number;
  readonly doneFolderCount: number;
  readonly skippedCount: number;
  readonly sizeBytes: number;
  /** Of the files that are done or skipped. */
  readonly settledBytes: number;
  readonly failures: readonly { readonly itemId: string; readonly name: string; readonly error: AppError }[];
  readonly renamed: readonly Rename[];
  readonly renamedCount: number;
  readonly error?: AppError;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  /** When this job last got a place, as a count of all starts: the row goes round. */
  readonly lastTurn: number;
};

export type TransfersState = {
  /** Files that move at the same time, over all jobs. */
  readonly limit: number;
  /** Oldest first. */
  readonly jobs: ReadonlyMap<string, JobState>;
  readonly turn: number;
  /** The time of the last `wake` effect that has not come yet. */
  readonly wakeAtMs?: number;
};

type ItemRef = { readonly jobId: string; readonly itemId: string; readonly attempt: number };
type PlanRef = { readonly jobId: string; readonly run: number };

/** `jitter` is a random number from 0 up to 1: chance comes in by events, so that the machine stays pure. */
export type TransferEvent =
  | { readonly kind: 'jobAdded'; readonly jobId: string; readonly source: JobSource }
  | {
      readonly kind: 'planned';
      readonly jobId: string;
      readonly items: readonly TransferItem[];
      readonly rejected: readonly Rejection[];
      readonly renamed: readonly Rename[];
    }
  | (PlanRef & { readonly kind: 'planEnded' })
  | (PlanRef & { readonly kind: 'planFailed'; readonly error: AppError; readonly jitter: number })
  | (ItemRef & { readonly kind: 'itemDone'; readonly sizeBytes: number; readonly renamed?: Rename })
  | (ItemRef & { readonly kind: 'itemTaken'; readonly conflict: ItemConflict })
  | (ItemRef & {
      readonly kind: 'itemFailed';
      readonly error: AppError;
      readonly jitter: number;
      /** True when the attempt brought something that the next one can build on. */
      readonly progressed: boolean;
    })
  | {
      readonly kind: 'answered';
      readonly jobId: string;
      readonly itemId: string;
      readonly answer: ConflictAnswer;
      readonly applyToAll: boolean;
    }
  | { readonly kind: 'cancelled'; readonly jobId: string }
  | { readonly kind: 'retried'; readonly jobId: string }
  | { readonly kind: 'cleared'; readonly jobId?: string }
  | { readonly kind: 'limitChanged'; readonly limit: number }
  | { readonly kind: 'woke' };

/** `kept`: not done, and what has moved so far waits for a retry. */
export type Ending = 'done' | 'skipped' | 'failed' | 'kept' | 'cancelled';

/** What the machine asks the engine to do; a result comes back as an event. */
export type TransferEffect =
  | { readonly kind: 'plan'; readonly jobId: string; readonly run: number; readonly source: JobSource }
  | { readonly kind: 'stopPlan'; readonly jobId: string; readonly run: number }
  | {
      readonly kind: 'start';
      readonly jobId: string;
      readonly item: TransferItem;
      readonly onTaken: 'ask' | 'replace' | 'keepBoth';
    }
  /** Stops what still moves, takes away what is half done (unless it is `done` or `kept`), and writes the ending down. */
  | {
      readonly kind: 'settle';
      readonly jobId: string;
      readonly items: readonly TransferItem[];
      readonly ending: Ending;
    }
  | { readonly kind: 'jobEnded'; readonly jobId: string }
  | { readonly kind: 'jobRemoved'; readonly jobId: string }
  | { readonly kind: 'wake'; readonly atMs: number };

export type Step = { readonly state: TransfersState; readonly effects: readonly TransferEffect[] };
