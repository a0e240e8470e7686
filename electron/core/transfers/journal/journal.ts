import type { AppError } from '../../../../shared/domain/appError.ts';
import type {
  ConflictAnswer,
  ConflictPolicy,
  ItemState,
  TransferRow,
} from '../../../../shared/domain/transfer.ts';
import type { Checksum, Encryption } from '../../storage/storage.ts';
import type {
  ItemResult,
  JobSource,
  Lane,
  Rejection,
  Rename,
  RestoredJob,
  TransferItem,
} from '../machine/model.ts';
import type { PlannedBatch } from '../planning/planning.ts';

/**
 * A large upload. It is written down before the server is asked for an upload id, so that one whose answer was lost can
 * be found again; `uploadId` is missing until then. Times in nanoseconds since the epoch.
 */
export type UploadProgress = {
  readonly kind: 'upload';
  readonly bucket: string;
  readonly key: string;
  readonly uploadId?: string;
  /** When the server was asked, by this computer's clock. */
  readonly askedAtMs: number;
  readonly partSizeBytes: number;
  readonly sizeBytes: number;
  readonly modifiedAtNs: bigint;
  /** True when parts of the file as it was before were sent and discarded. */
  readonly isAnew?: boolean;
  readonly parts: readonly DonePart[];
};

/** A large download that has begun, into `tempPath`. */
export type DownloadProgress = {
  readonly kind: 'download';
  readonly tempPath: string;
  readonly etag: string;
  readonly partSizeBytes: number;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  readonly encryption?: Encryption;
  readonly checksum?: Checksum;
  readonly parts: readonly DonePart[];
};

/**
 * `etag` and `checksum` (base64) are what the server answered to a part of an upload; `crc` (hexadecimal) is of a part of a
 * download, by the algorithm of the object's checksum.
 */
export type DonePart = {
  readonly partNumber: number;
  readonly etag?: string;
  readonly checksum?: string;
  readonly crc?: string;
};
export type ItemProgress = UploadProgress | DownloadProgress;

type LaneSums = Readonly<Record<Lane, { readonly count: number; readonly sizeBytes: number }>>;

/** What was new of a batch; the journal has given it ids. */
export type StoredBatch = {
  readonly stored: LaneSums;
  readonly folderCount: number;
  readonly rejected: readonly Rejection[];
  readonly renamed: readonly Rename[];
};

/** What changes of a job besides its items; undefined takes a value away. */
export type JobChange = {
  readonly phase?: 'going' | 'paused' | 'blocked' | 'ended' | 'cancelled';
  readonly isPlanned?: boolean;
  readonly answerForAll?: ConflictAnswer | undefined;
  readonly error?: AppError | undefined;
  readonly endedAtMs?: number | undefined;
};

/** A job of an earlier run; `place` is what `addJob` was given. */
export type JournaledJob = RestoredJob & { readonly place: string };

/**
 * Where the transfers write down what they are about to do, before they do it, and what came of it; it holds the rows of
 * all jobs, so that memory does not. A promise resolves when what it wrote would survive the end of this process, and of
 * the calls marked with "durable", the loss of power. Calls take effect in the order in which they were made. Throws
 * SatchelError `local.noSpace` or `local.notWritable` when it cannot write.
 */
export interface Journal {
  /** Jobs of earlier runs, oldest first. */
  readJobs(): Promise<readonly JournaledJob[]>;
  /** Durable. `place` tells the server that the account led to; a job goes on only there. */
  addJob(job: {
    readonly jobId: string;
    readonly source: JobSource;
    readonly onTaken: ConflictPolicy;
    readonly startedAtMs: number;
    readonly place: string;
  }): Promise<void>;
  changeJob(jobId: string, change: JobChange): Promise<void>;
  /** Removes all of a job, its receipt too. */
  removeJob(jobId: string): Promise<void>;

  /**
   * Adds what was found and is not known by its `source` yet, also not by an earlier run: items to the row of their size
   * (`laneOf`), rejections to the receipt. A batch that comes again, because writing it failed, gets the answer that it
   * would have got.
   */
  addItems(jobId: string, batch: PlannedBatch): Promise<StoredBatch>;
  /**
   * The next items of a row, behind those that this run has loaded; they count as begun from now on, so that a later run
   * gets them with `maybeBegun`.
   */
  load(jobId: string, lane: Lane, limit: number): Promise<readonly TransferItem[]>;
  /** Moves items from their row to the receipt, and drops their progress. */
  endItems(jobId: string, results: readonly ItemResult[], endedAtMs: number): Promise<void>;
  /** Puts all that has failed back into its row, behind the others; tells how much that was. */
  requeueFailed(jobId: string): Promise<LaneSums>;
  /** Begins the rows of a job anew, for a retry after its end: `load` gives what waits from its first item. */
  rewind(jobId: string): Promise<LaneSums>;
  /** Items that have begun and not ended: those of the rows with `maybeBegun`, by this run or an earlier one. */
  readBegun(jobId: string): Promise<readonly TransferItem[]>;

  readProgress(jobId: string, itemId: string): Promise<ItemProgress | undefined>;
  /** Durable. Replaces what there was. */
  beginProgress(jobId: string, itemId: string, progress: ItemProgress): Promise<void>;
  addPart(jobId: string, itemId: string, part: DonePart): Promise<void>;
  dropProgress(jobId: string, itemId: string): Promise<void>;
  /** Upload ids that some job holds in its progress, with their keys. */
  readUploadIds(bucket: string): Promise<ReadonlySet<string>>;

  /**
   * Rows of the job's list, in one state (`waiting` are those of the rows of both lanes). `moving` is not known here and
   * gives none; the engine tells it.
   */
  readRows(
    jobId: string,
    state: ItemState,
    options: { readonly cursor?: string; readonly limit: number },
  ): Promise<{ readonly rows: readonly TransferRow[]; readonly nextCursor?: string }>;
  /** The receipt, one result after the other, first those that are done, in the order in which they were found. */
  readReceipt(jobId: string): AsyncIterable<ReceiptLine>;
  /** Waits until all is written, and closes. */
  close(): Promise<void>;
}

/** One file of a receipt. `name` is below the job's target. */
export type ReceiptLine = ItemResult & { readonly endedAtMs: number };
