import { countsAfter, noCounts } from '../machine/counts.ts';
import type { ItemResult, TransferItem } from '../machine/model.ts';
import { laneOf } from '../moving/moveContext.ts';
import type { JobChange, StoredBatch } from './journal.ts';
import type { Head, Result, Sums } from './records.ts';

export const noSums: Sums = {
  small: { count: 0, sizeBytes: 0 },
  large: { count: 0, sizeBytes: 0 },
};

/** A job that has just begun. */
export const newHead: Head = {
  phase: 'going',
  isPlanned: false,
  counts: noCounts,
  waiting: noSums,
  nextPlace: 1,
  begunTo: { small: 0, large: 0 },
  requeuedTo: 0,
};

/** Sums with one item more (`sign` 1) or less (-1). */
export function summed(sums: Sums, { sizeBytes }: Pick<TransferItem, 'sizeBytes'>, sign: 1 | -1): Sums {
  const lane = laneOf(sizeBytes);
  const { count, sizeBytes: bytes } = sums[lane];
  return { ...sums, [lane]: { count: count + sign, sizeBytes: bytes + sign * sizeBytes } };
}

/** The head with items that were found; those that were rejected have ended at once. */
export function withStored(
  head: Head,
  { stored, folderCount, renamed }: StoredBatch,
  rejected: readonly ItemResult[],
): Head {
  const { counts, waiting } = head;
  const lane = (name: 'small' | 'large') => ({
    count: waiting[name].count + stored[name].count,
    sizeBytes: waiting[name].sizeBytes + stored[name].sizeBytes,
  });
  const rejectedBytes = rejected.reduce((sum, { item }) => sum + item.sizeBytes, 0);
  const found = {
    ...counts,
    fileCount: counts.fileCount + stored.small.count + stored.large.count + rejected.length,
    folderCount: counts.folderCount + folderCount,
    sizeBytes: counts.sizeBytes + stored.small.sizeBytes + stored.large.sizeBytes + rejectedBytes,
    renamedCount: counts.renamedCount + renamed.length,
  };
  return {
    ...head,
    waiting: { small: lane('small'), large: lane('large') },
    counts: countsAfter(found, rejected),
    nextPlace: head.nextPlace + stored.small.count + stored.large.count + rejected.length,
  };
}

/** The head after some of its waiting items have ended. */
export function withResults(head: Head, results: readonly ItemResult[]): Head {
  const waiting = results.reduce((sums, { item }) => summed(sums, item, -1), head.waiting);
  return { ...head, waiting, counts: countsAfter(head.counts, results) };
}

/** The head after an item that had failed has gone back to the end of its row. */
export function withRequeued(head: Head, { item, sizeBytes }: Result): Head {
  const { counts } = head;
  return {
    ...head,
    waiting: summed(head.waiting, item, 1),
    counts: {
      ...counts,
      failedCount: counts.failedCount - 1,
      sizeBytes: counts.sizeBytes + item.sizeBytes - sizeBytes,
      settledBytes: counts.settledBytes - sizeBytes,
    },
    requeuedTo: head.nextPlace,
    nextPlace: head.nextPlace + 1,
  };
}

/** The head after a change; what is undefined goes. */
export function withChange(head: Head, change: JobChange): Head {
  const { answerForAll, error, endedAtMs, ...rest } = { ...head, ...change };
  return {
    ...rest,
    ...(answerForAll !== undefined && { answerForAll }),
    ...(error !== undefined && { error }),
    ...(endedAtMs !== undefined && { endedAtMs }),
  };
}
