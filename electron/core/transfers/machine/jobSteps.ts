import type { JobSource, JobState, Step, TransferEffect, TransferItem, TransfersState } from './model.ts';
import { pushAll, queueOf, valuesOf } from './queue.ts';

/** The state with one job put in the place of its former self. */
export function withJob(state: TransfersState, job: JobState): TransfersState {
  return { ...state, jobs: new Map(state.jobs).set(job.id, job) };
}

/** A new job, whose planning begins at once. */
export function addJob(
  state: TransfersState,
  { jobId, source }: { readonly jobId: string; readonly source: JobSource },
  nowMs: number,
): Step {
  const job: JobState = {
    id: jobId,
    source,
    phase: 'going',
    plan: { status: 'running', run: 1, vainRuns: 0 },
    queue: queueOf(),
    active: new Map(),
    waiting: queueOf(),
    failed: queueOf(),
    left: queueOf(),
    fileCount: 0,
    folderCount: 0,
    doneCount: 0,
    doneFolderCount: 0,
    skippedCount: 0,
    sizeBytes: 0,
    settledBytes: 0,
    failures: [],
    renamed: [],
    renamedCount: 0,
    startedAtMs: nowMs,
    lastTurn: 0,
  };
  return { state: withJob(state, job), effects: [{ kind: 'plan', jobId, run: 1, source }] };
}

/** Ends a job that goes; what is not done is kept for a retry. */
export function cancelJob(state: TransfersState, jobId: string, nowMs: number): Step {
  const job = state.jobs.get(jobId);
  if (job?.phase !== 'going') return { state, effects: [] };
  const { job: stopped, open, effects } = stopAll(job, 'cancelled');
  const left = pushAll(stopped.left, open);
  return {
    state: withJob(state, { ...stopped, phase: 'cancelled', left, endedAtMs: nowMs }),
    effects: [...effects, { kind: 'jobEnded', jobId }],
  };
}

/** Takes everything that is not settled out of a job: nothing of it moves or waits any more. */
export function stopAll(
  job: JobState,
  ending: 'cancelled' | 'failed' | 'kept',
): {
  readonly job: JobState;
  readonly open: readonly TransferItem[];
  readonly effects: readonly TransferEffect[];
} {
  const begun = [...[...job.active.values()].map(({ item }) => item), ...askedItems(job)];
  const effects: TransferEffect[] = [];
  const planGoes = job.plan.status === 'running' || job.plan.status === 'backoff';
  if (planGoes) effects.push({ kind: 'stopPlan', jobId: job.id, run: job.plan.run });
  if (begun.length > 0) effects.push({ kind: 'settle', jobId: job.id, items: begun, ending });
  const plan = planGoes
    ? { status: 'stopped' as const, run: job.plan.run, vainRuns: job.plan.vainRuns }
    : job.plan;
  return {
    job: { ...job, plan, active: new Map(), waiting: queueOf(), queue: queueOf() },
    open: [...begun, ...valuesOf(job.queue)],
    effects,
  };
}

function askedItems(job: JobState): readonly TransferItem[] {
  return [...valuesOf(job.waiting)].map(({ item }) => item);
}

/** Starts what is not done in a job that failed or was cancelled; its counts of failures begin anew. */
export function retryJob(state: TransfersState, jobId: string): Step {
  const job = state.jobs.get(jobId);
  if (job === undefined || job.phase === 'going') return { state, effects: [] };
  const planAgain = job.plan.status !== 'ended';
  if (job.failed.size + job.left.size === 0 && !planAgain) return { state, effects: [] };
  const { error: _error, endedAtMs: _endedAtMs, ...rest } = job;
  const run = job.plan.run + 1;
  const again: JobState = {
    ...rest,
    phase: 'going',
    plan: planAgain ? { status: 'running', run, vainRuns: 0 } : job.plan,
    queue: pushAll(pushAll(queueOf<TransferItem>(), valuesOf(job.failed)), valuesOf(job.left)),
    failed: queueOf(),
    left: queueOf(),
    failures: [],
  };
  return {
    state: withJob(state, again),
    effects: planAgain ? [{ kind: 'plan', jobId, run, source: job.source }] : [],
  };
}

/** Takes one job, or all, off the list; those that still go stay. */
export function clearJobs(state: TransfersState, jobId: string | undefined): Step {
  const gone = [...state.jobs.values()].filter(
    (job) => job.phase !== 'going' && (jobId === undefined || job.id === jobId),
  );
  const jobs = new Map(state.jobs);
  for (const { id } of gone) jobs.delete(id);
  return { state: { ...state, jobs }, effects: gone.map(({ id }) => ({ kind: 'jobRemoved', jobId: id })) };
}
