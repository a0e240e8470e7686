import type { Rejection, Rename, TransferItem } from '../machine/model.ts';

/** Some of what there is to move, in the order in which it was found. */
export type PlannedBatch = {
  readonly items: readonly TransferItem[];
  readonly rejected: readonly Rejection[];
  readonly renamed: readonly Rename[];
};

/** Finds what a job has to move. */
export type Planner = {
  /**
   * Goes through all of it, a batch at a time; a later run leaves out what an earlier one has told. Throws SatchelError
   * when the rest cannot be listed.
   */
  run(signal: AbortSignal): AsyncGenerator<PlannedBatch, void, void>;
  /**
   * For the item of a folder that could not be read: goes through it now, and has no batch when it is empty. Throws
   * SatchelError when it cannot be read still; undefined for any other item.
   */
  again(itemId: string, signal: AbortSignal): AsyncGenerator<PlannedBatch, void, void> | undefined;
};

/** Gives the items of one job their ids. */
export function createItemMaker(): (facts: Omit<TransferItem, 'id' | 'attempt'>) => TransferItem {
  let count = 0;
  return (facts) => {
    count += 1;
    return { id: String(count), ...facts, attempt: 0 };
  };
}
