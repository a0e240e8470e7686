import type { Effects } from './draft.ts';
import type { ActiveItem, JobState, PlanState, TransferItem } from './model.ts';
import { queueOf, valuesOf } from './queue.ts';
import { rowsOf, toFront } from './rows.ts';
import { isOver } from './rules.ts';

/** Tells all that moves of a job to stop. `resting`: those that waited for their next attempt, which stop at once. */
function haltMoves(
  effects: Effects,
  job: JobState,
  discard: boolean,
): { readonly job: JobState; readonly resting: readonly TransferItem[] } {
  const active = [...job.active.values()];
  const moving = active.filter(({ retryAtMs }) => retryAtMs === undefined).map(({ item }) => item);
  const resting = active.filter(({ retryAtMs }) => retryAtMs !== undefined).map(({ item }) => item);
  if (moving.length > 0) {
    effects.push({ kind: 'stop', jobId: job.id, itemIds: moving.map(({ id }) => id), discard });
  }
  const stopping = new Map(job.stopping);
  for (const item of moving) stopping.set(item.id, { item, discard });
  const none: ReadonlyMap<string, ActiveItem> = new Map();
  return { job: { ...job, plan: haltPlan(effects, job), active: none, stopping }, resting };
}

function haltPlan(effects: Effects, { id, plan }: JobState): PlanState {
  if (plan.status !== 'running' && plan.status !== 'backoff') return plan;
  if (plan.status === 'running') effects.push({ kind: 'stopPlan', jobId: id, run: plan.run });
  return { status: 'stopped', run: plan.run, vainRuns: 0 };
}

/** The job with nothing that moves, and all that has moved kept; what waited for its next attempt is the next again. */
export function keepAll(effects: Effects, job: JobState): JobState {
  const { job: still, resting } = haltMoves(effects, job, false);
  return toFront(still, resting);
}

/** The job with nothing in memory; what is not done waits in the journal. With `discard`, what has moved is thrown away. */
export function leaveAll(effects: Effects, job: JobState, discard: boolean): JobState {
  const { job: still, resting } = haltMoves(effects, job, discard);
  if (discard) {
    const items = [...resting, ...asked(job), ...begun(job)];
    if (items.length > 0) effects.push({ kind: 'discard', jobId: job.id, items });
  }
  const { afterStop, error: _error, ...rest } = still;
  const left: JobState = { ...rest, rows: rowsOf({ small: 0, large: 0 }), waiting: queueOf() };
  // What the journal was asked for comes all the same.
  return afterStop === 'requeueing' ? { ...left, afterStop } : left;
}

function asked({ waiting }: JobState): readonly TransferItem[] {
  return [...valuesOf(waiting)].map(({ item }) => item);
}

function begun({ rows }: JobState): readonly TransferItem[] {
  const loaded = [...valuesOf(rows.small.queue), ...valuesOf(rows.large.queue)];
  return loaded.filter(({ attempt, maybeBegun }) => attempt > 0 || maybeBegun === true);
}

/**
 * A file has stopped and is not done: it is the next again, or stays in the journal where the job is over or begins its
 * rows anew.
 */
export function itemLeft(
  effects: Effects,
  job: JobState,
  { item, discard }: { readonly item: TransferItem; readonly discard: boolean },
): JobState {
  if (!isOver(job) && job.afterStop === undefined) return toFront(job, [item]);
  // It was stopped to be kept, and cancelled only then.
  if (job.phase === 'cancelled' && !discard) effects.push({ kind: 'discard', jobId: job.id, items: [item] });
  return job;
}
