import type { AppError } from '../../../../shared/domain/appError.ts';
import { noCounts } from './counts.ts';
import { type Draft, deleteJob, type Effects, putJob } from './draft.ts';
import type { JobState, TransferEvent } from './model.ts';
import { queueOf } from './queue.ts';
import { rowsOf } from './rows.ts';
import { isOver } from './rules.ts';
import { keepAll, leaveAll } from './stopping.ts';

type Event<K extends TransferEvent['kind']> = Extract<TransferEvent, { kind: K }>;

const nothingMoves = { active: new Map(), stopping: new Map(), waiting: queueOf<never>() } as const;

/** A new job, whose planning begins at once. */
export function addJob(draft: Draft, { jobId, source, onTaken }: Event<'jobAdded'>, nowMs: number): void {
  if (draft.state.jobs.has(jobId)) return;
  putJob(draft, {
    ...nothingMoves,
    id: jobId,
    source,
    onTaken,
    phase: 'going',
    plan: { status: 'running', run: 1, vainRuns: 0 },
    rows: rowsOf({ small: 0, large: 0 }),
    counts: noCounts,
    notes: { failures: [], renamed: [] },
    startedAtMs: nowMs,
  });
  draft.effects.push({ kind: 'plan', jobId, run: 1, source, isAgain: false });
}

/** A job of an earlier run: one that was going goes on by itself, with what it has not found yet and what is left. */
export function restoreJob(draft: Draft, { job: restored }: Event<'jobRestored'>): void {
  if (draft.state.jobs.has(restored.id)) return;
  const { id, source, onTaken, phase, counts, notes, answerForAll, error, startedAtMs, endedAtMs } = restored;
  putJob(draft, {
    ...nothingMoves,
    id,
    source,
    onTaken,
    phase,
    plan: { status: restored.isPlanned ? 'ended' : 'stopped', run: 0, vainRuns: 0 },
    rows: rowsOf(isOver(restored) ? { small: 0, large: 0 } : restored.storedCounts),
    counts,
    notes,
    ...(answerForAll === undefined ? {} : { answerForAll }),
    ...(error === undefined || !isOver(restored) ? {} : { error }),
    startedAtMs,
    ...(endedAtMs === undefined ? {} : { endedAtMs }),
  });
  draft.before = { ...draft.state, jobs: new Map(draft.state.jobs) };
}

/** Stops a job until it is resumed; all that has moved is kept. */
export function pauseJob(effects: Effects, job: JobState): JobState {
  if (job.phase !== 'going' && job.phase !== 'blocked') return job;
  const { error: _error, ...still } = keepAll(effects, job);
  return { ...still, phase: 'paused' };
}

/** Stops a job until the user has put right what the error says; all that has moved is kept. */
export function blockJob(effects: Effects, job: JobState, error: AppError): JobState {
  return { ...keepAll(effects, job), phase: 'blocked', error };
}

/** Goes on with a job that is paused or blocked. */
export function resumeJob(job: JobState): JobState {
  return job.phase === 'paused' || job.phase === 'blocked' ? going(job) : job;
}

/** A job that goes; what was not listed to its end is listed again. */
function going(job: JobState): JobState {
  const { error: _error, endedAtMs: _endedAtMs, ...rest } = job;
  const { status, run } = job.plan;
  const plan = status === 'ended' ? job.plan : { status: 'stopped' as const, run, vainRuns: 0 };
  return { ...rest, phase: 'going', plan };
}

/** Ends a job by the user's wish, in time that does not grow with its files: what is not done stays in the journal. */
export function cancelJob(effects: Effects, job: JobState, nowMs: number): JobState {
  if (isOver(job)) return job;
  return { ...leaveAll(effects, job, true), phase: 'cancelled', endedAtMs: nowMs };
}

/** Ends a job of which no file can be moved; what has moved is kept for a retry. */
export function failJob(effects: Effects, job: JobState, error: AppError, nowMs: number): JobState {
  return { ...leaveAll(effects, job, false), phase: 'ended', error, endedAtMs: nowMs };
}

/**
 * Moves what is not done: a job that is over begins its rows anew, also with what had failed; one that is blocked goes
 * on; one that goes does not wait for its next tries.
 */
export function retryJob(job: JobState, nowMs: number): JobState {
  if (job.phase === 'going') return withoutPauses(job, nowMs);
  if (!isOver(job)) return job.phase === 'blocked' ? going(job) : job;
  const { fileCount, doneCount, skippedCount } = job.counts;
  const isWhole = doneCount + skippedCount === fileCount && job.plan.status === 'ended';
  if (isWhole && job.phase === 'ended' && job.error === undefined) return job;
  return { ...going(job), afterStop: job.afterStop === 'requeueing' ? 'requeueing' : 'requeue' };
}

/** The computer woke up, or its way to the network is another one. */
export function hurryJob(job: JobState, nowMs: number): JobState {
  if (job.phase === 'going') return withoutPauses(job, nowMs);
  // Another network may not have the proxy or the certificate that this one was refused by.
  return job.phase === 'blocked' && job.error?.code.startsWith('network.') === true ? going(job) : job;
}

/** Whatever waits for its next try is due, and its vain attempts are forgotten. */
function withoutPauses(job: JobState, nowMs: number): JobState {
  const resting = [...job.active.values()].filter(({ retryAtMs }) => retryAtMs !== undefined);
  const planRests = job.plan.retryAtMs !== undefined;
  if (resting.length === 0 && !planRests) return job;
  const active = new Map(job.active);
  for (const each of resting) active.set(each.item.id, { ...each, vainAttempts: 0, retryAtMs: nowMs });
  const plan = planRests ? { ...job.plan, vainRuns: 0, retryAtMs: nowMs } : job.plan;
  return { ...job, active, plan };
}

/** Takes a job that is over off the list, once nothing of it moves any more. */
export function clearJob(job: JobState): JobState {
  return isOver(job) ? { ...job, afterStop: 'remove' } : job;
}

/** Does what waits until nothing of a job is stopping. */
export function runErrand(draft: Draft, jobId: string): void {
  const job = draft.state.jobs.get(jobId);
  if (job === undefined || job.stopping.size > 0) return;
  if (job.afterStop === 'requeue') {
    putJob(draft, { ...job, afterStop: 'requeueing' });
    draft.effects.push({ kind: 'requeue', jobId });
  } else if (job.afterStop === 'remove') {
    deleteJob(draft, jobId);
    draft.effects.push({ kind: 'jobRemoved', jobId });
  }
}
