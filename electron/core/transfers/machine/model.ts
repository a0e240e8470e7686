import type { AppError } from '../../../../shared/domain/appError.ts';
import type { Location, Selection } from '../../../../shared/domain/object.ts';
import type { Conflict, ConflictAnswer, ConflictPolicy } from '../../../../shared/domain/transfer.ts';
import type { Queue } from './queue.ts';

/** What the user asked for, with all that is needed to plan it again. */
export type JobSource =
  | { readonly kind: 'upload'; readonly paths: readonly string[]; readonly target: Location }
  | { readonly kind: 'download'; readonly selection: Selection; readonly folderPath: string };

/** One file to move, or one empty folder to make (`folder`); small, because a job may have 100,000 of them. */
export type TransferItem = {
  /** Unique in its job; ids sort in the order in which the items were found, as texts do. */
  readonly id: string;
  readonly kind: 'file' | 'folder';
  /** Upload: the absolute local path. Download: the key. */
  readonly source: string;
  /** Upload: the key. Download: the path below the chosen folder, with `/` between its names. */
  readonly target: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** The number of the last attempt in this run of Satchel, 0 before the first. */
  readonly attempt: number;
  /**
   * True when an attempt of an earlier run may have done something for it: what it finds at the target may be its own
   * work, and its temporary file may be there.
   */
  readonly maybeBegun?: boolean;
  /** What the user said about this file's taken name. */
  readonly answer?: ConflictAnswer;
};

/** Items are moved in two rows, so that neither waits for the other: in one request, or in parts. */
export const lanes = ['small', 'large'] as const;
export type Lane = (typeof lanes)[number];

export type Rename = { readonly from: string; readonly to: string };
/** An item that cannot be moved (`failed`), or that a rule leaves out (`skipped`). */
export type Rejection = {
  readonly item: TransferItem;
  readonly error: AppError;
  readonly state: 'failed' | 'skipped';
};
export type ItemConflict = Pick<Conflict, 'existing' | 'incoming'>;

/** What is written down of a file that was moved. `checksum` is such as `CRC64NVME rosUhgp5mIg=`. */
export type Proof = {
  readonly checksum?: string;
  readonly etag?: string;
  readonly versionId?: string;
};

/** A file that holds one of the places of its row: it moves, or waits for its next attempt until `retryAtMs`. */
export type ActiveItem = {
  readonly item: TransferItem;
  /** Attempts in a row that brought nothing. */
  readonly vainAttempts: number;
  readonly retryAtMs?: number;
  /** Why it waits. */
  readonly error?: AppError;
  /** Why it has waited before the attempt that is under way. */
  readonly lastError?: AppError;
};

export type PlanState = {
  readonly status: 'running' | 'backoff' | 'ended' | 'failed' | 'stopped';
  /** The number of this planning; a result that carries another number is too late. */
  readonly run: number;
  readonly vainRuns: number;
  readonly retryAtMs?: number;
  readonly error?: AppError;
  /** What the run before this one failed with. */
  readonly lastError?: AppError;
};

/** The row of a lane: its front is here, the rest is in the journal. */
export type LaneState = {
  readonly queue: Queue<TransferItem>;
  /** Items that wait in the journal and were not loaded. */
  readonly storedCount: number;
  /** A `load` effect is on its way. */
  readonly isLoading: boolean;
  /** When this row last got a place, as a count of all starts: the jobs go round, in each lane by itself. */
  readonly lastTurn: number;
};

/** The numbers of a job, as the journal keeps them too. Folders that are made are counted among the files. */
export type JobCounts = {
  readonly fileCount: number;
  readonly folderCount: number;
  readonly doneCount: number;
  readonly doneFolderCount: number;
  readonly skippedCount: number;
  readonly failedCount: number;
  readonly renamedCount: number;
  readonly sizeBytes: number;
  /** Of the files that are done, skipped or failed. */
  readonly settledBytes: number;
};

/** What a job's list shows first; the journal has the rest. */
export type JobNotes = {
  readonly failures: readonly { readonly itemId: string; readonly name: string; readonly error: AppError }[];
  readonly renamed: readonly Rename[];
};

export type JobState = {
  readonly id: string;
  readonly source: JobSource;
  readonly onTaken: ConflictPolicy;
  /**
   * `blocked` waits until the user has put right what `error` says. `ended` with an `error` has stopped before its end;
   * what is not done then waits in the journal for a retry, as after `cancelled`.
   */
  readonly phase: 'going' | 'paused' | 'blocked' | 'ended' | 'cancelled';
  readonly plan: PlanState;
  readonly rows: Readonly<Record<Lane, LaneState>>;
  readonly active: ReadonlyMap<string, ActiveItem>;
  /**
   * Files that were told to stop and have not yet. Each still tells how its attempt went: it may have been done. Until
   * then it is not started again. `discard`: what it has moved is thrown away.
   */
  readonly stopping: ReadonlyMap<string, { readonly item: TransferItem; readonly discard: boolean }>;
  /** Files whose name is taken; the first is the one that is asked about. No more start while there are many. */
  readonly waiting: Queue<{ readonly item: TransferItem; readonly conflict: ItemConflict }>;
  readonly answerForAll?: ConflictAnswer;
  readonly counts: JobCounts;
  readonly notes: JobNotes;
  readonly error?: AppError;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  /**
   * What is to be done once none of its files is stopping any more. `requeueing` has been asked for and not answered
   * yet: until then nothing is loaded. The engine need not know it.
   */
  readonly afterStop?: 'requeue' | 'requeueing' | 'remove';
};

/** Files that move at the same time, over all jobs, by lane. */
export type Limits = Readonly<Record<Lane, number>>;

export type TransfersState = {
  readonly limits: Limits;
  /** Oldest first. */
  readonly jobs: ReadonlyMap<string, JobState>;
  readonly turn: number;
  /** The time of the last `wake` effect that has not come yet. */
  readonly wakeAtMs?: number;
};

/** A job of an earlier run of Satchel, as the journal has it. */
export type RestoredJob = Pick<JobState, 'id' | 'source' | 'onTaken' | 'counts' | 'notes' | 'startedAtMs'> & {
  /** One that was going goes on; one that was blocked tries again. */
  readonly phase: 'going' | 'paused' | 'ended' | 'cancelled';
  readonly isPlanned: boolean;
  readonly storedCounts: Readonly<Record<Lane, number>>;
  readonly answerForAll?: ConflictAnswer;
  readonly error?: AppError;
  readonly endedAtMs?: number;
};

type ItemRef = { readonly jobId: string; readonly itemId: string; readonly attempt: number };
type PlanRef = { readonly jobId: string; readonly run: number };

/** `jitter` is a random number from 0 up to 1: chance comes in by events, so that the machine stays pure. */
export type TransferEvent =
  | {
      readonly kind: 'jobAdded';
      readonly jobId: string;
      readonly source: JobSource;
      readonly onTaken: ConflictPolicy;
    }
  | { readonly kind: 'jobRestored'; readonly job: RestoredJob }
  /** The journal has these now: so many new items wait in it, and these were rejected. */
  | {
      readonly kind: 'planned';
      readonly jobId: string;
      readonly stored: Readonly<Record<Lane, { readonly count: number; readonly sizeBytes: number }>>;
      readonly folderCount: number;
      readonly rejected: readonly Rejection[];
      readonly renamed: readonly Rename[];
    }
  | (PlanRef & { readonly kind: 'planEnded' })
  | (PlanRef & { readonly kind: 'planFailed'; readonly error: AppError; readonly jitter: number })
  /**
   * The answer to a `load`: the next items of the row, none when there are no more. The answers about one job come in the
   * order in which the journal was asked.
   */
  | {
      readonly kind: 'loaded';
      readonly jobId: string;
      readonly lane: Lane;
      readonly items: readonly TransferItem[];
    }
  /*
   * Each `start` is answered by exactly one of the following five, also after a `stop`.
   */
  | (ItemRef & {
      readonly kind: 'itemDone';
      readonly sizeBytes: number;
      readonly proof: Proof;
      readonly renamed?: Rename;
      /** What the user should know of it all the same. */
      readonly note?: AppError;
    })
  | (ItemRef & { readonly kind: 'itemTaken'; readonly conflict: ItemConflict })
  /** Nothing was to do, such as for a file that is not newer. */
  | (ItemRef & { readonly kind: 'itemSkipped'; readonly error?: AppError })
  | (ItemRef & {
      readonly kind: 'itemFailed';
      readonly error: AppError;
      readonly jitter: number;
      /** True when the attempt brought something that the next one can build on. */
      readonly progressed: boolean;
    })
  /** It stopped because it was told to. */
  | (ItemRef & { readonly kind: 'itemStopped' })
  | {
      readonly kind: 'answered';
      readonly jobId: string;
      readonly itemId: string;
      readonly answer: ConflictAnswer;
      readonly applyToAll: boolean;
    }
  | { readonly kind: 'paused'; readonly jobId: string }
  | { readonly kind: 'resumed'; readonly jobId: string }
  | { readonly kind: 'cancelled'; readonly jobId: string }
  /** Moves what is not done of a job that has ended or is blocked; one that goes tries at once what waits for its next try. */
  | { readonly kind: 'retried'; readonly jobId: string }
  /**
   * The answer to a `requeue`: the whole content of the rows in the journal now, of what had failed and what was left,
   * for the rows begin anew. Comes in order with `planned`: what this one tells of is not counted in a later `planned`.
   */
  | {
      readonly kind: 'requeued';
      readonly jobId: string;
      readonly stored: Readonly<Record<Lane, { readonly count: number; readonly sizeBytes: number }>>;
    }
  | { readonly kind: 'cleared'; readonly jobId: string }
  | { readonly kind: 'limitsChanged'; readonly limits: Limits }
  /** The computer woke up, or the network is another one: whatever waits for its next try tries now. */
  | { readonly kind: 'nudged' }
  | { readonly kind: 'woke' };

/** How an item ended, for the journal. */
export type ItemResult = {
  readonly item: TransferItem;
  readonly state: 'done' | 'skipped' | 'failed';
  /** What was moved, which may differ from what was planned. */
  readonly sizeBytes: number;
  readonly proof?: Proof;
  readonly renamed?: Rename;
  /** Why it failed or was left out; of one that is done, what the user should know all the same. */
  readonly error?: AppError;
};

/** What the machine asks the engine to do; a result comes back as an event. */
export type TransferEffect =
  | {
      readonly kind: 'plan';
      readonly jobId: string;
      readonly run: number;
      readonly source: JobSource;
      /** Some of it may have been found already. */
      readonly isAgain: boolean;
    }
  | { readonly kind: 'stopPlan'; readonly jobId: string; readonly run: number }
  /** Loads up to `limit` more items of a row from the journal, behind those that were loaded before. */
  | { readonly kind: 'load'; readonly jobId: string; readonly lane: Lane; readonly limit: number }
  | {
      readonly kind: 'start';
      readonly jobId: string;
      readonly lane: Lane;
      readonly item: TransferItem;
      readonly onTaken: OnTaken;
    }
  /** Stops an attempt; with `discard`, what it has moved is thrown away once it has stopped. */
  | {
      readonly kind: 'stop';
      readonly jobId: string;
      readonly itemIds: readonly string[];
      readonly discard: boolean;
    }
  /**
   * Throws away what earlier attempts of these items have left, here and on the server; none of them moves. Comes just
   * before the `itemsEnded` of those that have failed for good or are skipped, whose progress that would forget.
   */
  | { readonly kind: 'discard'; readonly jobId: string; readonly items: readonly TransferItem[] }
  /** Writes down how items ended, with the job's new counts. */
  | {
      readonly kind: 'itemsEnded';
      readonly jobId: string;
      readonly results: readonly ItemResult[];
    }
  /** Puts what has failed back into its row in the journal, and begins the rows anew; nothing of the job moves. */
  | { readonly kind: 'requeue'; readonly jobId: string }
  /** Writes down how the job stands now; after its end (`ended`, `cancelled`) nothing of it moves any more. */
  | { readonly kind: 'jobChanged'; readonly jobId: string }
  /** Forgets the job, once what it has left is thrown away. */
  | { readonly kind: 'jobRemoved'; readonly jobId: string }
  | { readonly kind: 'wake'; readonly atMs: number };

/** What an attempt does when the name is taken; `skip` has to look first, so it starts like a question. */
export type OnTaken = 'ask' | 'replace' | 'keepBoth' | 'onlyIfNewer';

export type Step = { readonly state: TransfersState; readonly effects: readonly TransferEffect[] };
