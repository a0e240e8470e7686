import { laneOf } from '../moving/moveContext.ts';
import type { Effects } from './draft.ts';
import {
  type JobState,
  type Lane,
  type LaneState,
  lanes,
  type TransferEvent,
  type TransferItem,
} from './model.ts';
import { pushAll, queueOf, valuesOf } from './queue.ts';
import { isOver, loadLimit, refillBelow } from './rules.ts';

type Rows = JobState['rows'];

/** Rows of which nothing is in memory; so many items wait in the journal. */
export function rowsOf(storedCounts: Readonly<Record<Lane, number>>): Rows {
  return { small: rowOf(storedCounts.small), large: rowOf(storedCounts.large) };
}

function rowOf(storedCount: number): LaneState {
  return { queue: queueOf(), storedCount, isLoading: false, lastTurn: 0 };
}

/** True when no item waits, here or in the journal. */
export function areEmpty(rows: Rows): boolean {
  return lanes.every((lane) => {
    const { queue, storedCount, isLoading } = rows[lane];
    return queue.size === 0 && storedCount === 0 && !isLoading;
  });
}

/** The job with some items in front of their rows, in their order. */
export function toFront(job: JobState, items: readonly TransferItem[]): JobState {
  let { rows } = job;
  for (const lane of lanes) {
    const first = items.filter(({ sizeBytes }) => laneOf(sizeBytes) === lane);
    if (first.length === 0) continue;
    const queue = pushAll(queueOf(first), valuesOf(rows[lane].queue));
    rows = { ...rows, [lane]: { ...rows[lane], queue } };
  }
  return rows === job.rows ? job : { ...job, rows };
}

/** Asks for more of each row of a job that is nearly empty, so that memory does not grow with the number of files. */
export function loadMore(effects: Effects, job: JobState): JobState {
  let { rows } = job;
  for (const lane of lanes) {
    const { queue, storedCount, isLoading } = rows[lane];
    if (isLoading || storedCount === 0 || queue.size >= refillBelow) continue;
    rows = { ...rows, [lane]: { ...rows[lane], isLoading: true } };
    effects.push({ kind: 'load', jobId: job.id, lane, limit: loadLimit });
  }
  return rows === job.rows ? job : { ...job, rows };
}

/**
 * More of a row has come. When the job is over it is left to the journal; what an earlier run has begun of it is thrown
 * away after a cancel.
 */
export function loaded(
  effects: Effects,
  job: JobState,
  event: Extract<TransferEvent, { kind: 'loaded' }>,
): JobState {
  const row = job.rows[event.lane];
  if (isOver(job)) {
    const items = event.items.filter(({ maybeBegun }) => maybeBegun === true);
    if (job.phase === 'cancelled' && items.length > 0)
      effects.push({ kind: 'discard', jobId: job.id, items });
    return job;
  }
  if (!row.isLoading) return job;
  const next: LaneState = {
    ...row,
    queue: pushAll(row.queue, event.items),
    storedCount: event.items.length === 0 ? 0 : Math.max(0, row.storedCount - event.items.length),
    isLoading: false,
  };
  return { ...job, rows: { ...job.rows, [event.lane]: next } };
}

/** The rows begin anew: all of them waits in the journal, and what had failed is left again. */
export function requeued(job: JobState, event: Extract<TransferEvent, { kind: 'requeued' }>): JobState {
  if (job.afterStop !== 'requeueing') return job;
  const { afterStop: _afterStop, ...rest } = job;
  const { small, large } = event.stored;
  const { fileCount, doneCount, skippedCount, sizeBytes } = job.counts;
  return {
    ...rest,
    rows: rowsOf({ small: small.count, large: large.count }),
    notes: { ...job.notes, failures: [] },
    counts: {
      ...job.counts,
      failedCount: Math.max(0, fileCount - doneCount - skippedCount - small.count - large.count),
      settledBytes: sizeBytes - small.sizeBytes - large.sizeBytes,
    },
  };
}
