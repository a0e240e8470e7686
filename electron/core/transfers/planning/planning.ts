import type { AppError } from '../../../../shared/domain/appError.ts';
import type { Rename, TransferItem } from '../machine/model.ts';

/** An item before the journal has given it an id. */
export type FoundItem = Omit<TransferItem, 'id' | 'attempt'>;

/** An item that cannot be moved (`failed`), or that a rule leaves out (`skipped`). */
export type FoundRejection = {
  readonly item: FoundItem;
  readonly error: AppError;
  readonly state: 'failed' | 'skipped';
};

/** Some of what there is to move, in the order in which it was found. */
export type PlannedBatch = {
  readonly items: readonly FoundItem[];
  readonly rejected: readonly FoundRejection[];
  readonly renamed: readonly Rename[];
};

/**
 * Finds what a job has to move, a batch at a time, from its beginning at each run: whoever stores it leaves out what an
 * earlier run has found (by `source`). A folder that could not be read is a rejected item of kind `folder`.
 */
export type Planner = {
  /** Throws SatchelError when the rest cannot be listed. */
  run(signal: AbortSignal): AsyncGenerator<PlannedBatch, void, void>;
  /**
   * Looks into a local folder that was found empty, or could not be read, when its turn comes: what is in it now, nothing
   * when it is empty. Throws SatchelError when it cannot be read.
   */
  inFolder(item: TransferItem, signal: AbortSignal): AsyncGenerator<PlannedBatch, void, void>;
};
