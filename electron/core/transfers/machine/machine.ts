import { assertNever } from '../../../../shared/assertNever.ts';
import { changeJob, type Draft, draftOf, putJob } from './draft.ts';
import { answerQuestion, attemptEnded } from './itemSteps.ts';
import {
  addJob,
  cancelJob,
  clearJob,
  hurryJob,
  pauseJob,
  restoreJob,
  resumeJob,
  retryJob,
  runErrand,
} from './jobSteps.ts';
import type { JobState, Limits, Step, TransferEvent, TransfersState } from './model.ts';
import { startReady } from './places.ts';
import { planAgain, planEnded, planFailed, planned } from './planSteps.ts';
import { areEmpty, loaded, loadMore, requeued } from './rows.ts';
import { isOver } from './rules.ts';
import { setWake } from './wake.ts';

/** No jobs yet; so many files move at the same time. */
export function emptyTransfers(limits: Limits): TransfersState {
  return { limits, jobs: new Map(), turn: 0 };
}

/**
 * All rules of the transfers, pure: what happened leads to the new state and to what is to be done. Events about a job,
 * a planning or an attempt that is over change nothing. The clock may be put back between two events.
 */
export function transition(state: TransfersState, event: TransferEvent, nowMs: number): Step {
  const draft = draftOf(state);
  react(draft, event, nowMs);
  const live = liveIds(draft);
  for (const id of live) {
    runErrand(draft, id);
    changeJob(draft, id, (job) => planAgain(draft.effects, job, nowMs));
  }
  startReady(draft, live, nowMs);
  for (const id of live) changeJob(draft, id, (job) => tidied(draft, job, nowMs));
  for (const id of draft.changed) tellChange(draft, id);
  setWake(draft, live, event.kind === 'woke', nowMs);
  return { state: draft.state, effects: draft.effects };
}

/** The jobs that something may have to be done for; hundreds that are over must not slow down each event. */
function liveIds({ state }: Draft): readonly string[] {
  const ids: string[] = [];
  for (const job of state.jobs.values()) {
    if (!isOver(job) || job.afterStop !== undefined || job.stopping.size > 0) ids.push(job.id);
  }
  return ids;
}

function react(draft: Draft, event: TransferEvent, nowMs: number): void {
  switch (event.kind) {
    case 'jobAdded':
      addJob(draft, event, nowMs);
      break;
    case 'jobRestored':
      restoreJob(draft, event);
      break;
    case 'limitsChanged':
      draft.state = { ...draft.state, limits: event.limits };
      break;
    case 'nudged':
      for (const job of draft.state.jobs.values()) putJob(draft, hurryJob(job, nowMs));
      break;
    case 'woke':
      break;
    default:
      changeJob(draft, event.jobId, (job) => reactOf(draft, job, event, nowMs));
  }
}

type JobEvent = Exclude<
  TransferEvent,
  { kind: 'jobAdded' | 'jobRestored' | 'limitsChanged' | 'nudged' | 'woke' }
>;

function reactOf({ effects }: Draft, job: JobState, event: JobEvent, nowMs: number): JobState {
  switch (event.kind) {
    case 'planned':
      return planned(job, event);
    case 'planEnded':
      return planEnded(job, event);
    case 'planFailed':
      return planFailed(effects, job, event, nowMs);
    case 'loaded':
      return loaded(effects, job, event);
    case 'requeued':
      return requeued(job, event);
    case 'itemDone':
    case 'itemTaken':
    case 'itemSkipped':
    case 'itemFailed':
    case 'itemStopped':
      return attemptEnded(effects, job, event, nowMs);
    case 'answered':
      return answerQuestion(effects, job, event);
    case 'paused':
      return pauseJob(effects, job);
    case 'resumed':
      return resumeJob(job);
    case 'cancelled':
      return cancelJob(effects, job, nowMs);
    case 'retried':
      return retryJob(job, nowMs);
    case 'cleared':
      return clearJob(job);
    default:
      return assertNever(event, 'transfer event');
  }
}

/** A job that has asked for more of a row that is nearly empty, or has ended because nothing of it is left. */
function tidied({ effects }: Draft, job: JobState, nowMs: number): JobState {
  if (job.phase !== 'going' || job.afterStop !== undefined) return job;
  const isPlanOver = job.plan.status === 'ended' || job.plan.status === 'failed';
  const isIdle = job.active.size + job.stopping.size + job.waiting.size === 0 && areEmpty(job.rows);
  if (isPlanOver && isIdle) return { ...job, phase: 'ended', endedAtMs: nowMs };
  return loadMore(effects, job);
}

/** Has it written down how a job stands now, once that is new; that it is over only when nothing of it moves any more. */
function tellChange(draft: Draft, jobId: string): void {
  const former = draft.before.jobs.get(jobId);
  const job = draft.state.jobs.get(jobId);
  if (former === undefined || job === undefined) return;
  const isNew =
    former.phase !== job.phase ||
    former.answerForAll !== job.answerForAll ||
    former.error !== job.error ||
    former.endedAtMs !== job.endedAtMs ||
    (former.plan.status === 'ended') !== (job.plan.status === 'ended');
  const isStill = job.stopping.size === 0;
  const hasStopped = isStill && former.stopping.size > 0;
  if (isOver(job) ? isStill && (isNew || hasStopped) : isNew) {
    draft.effects.push({ kind: 'jobChanged', jobId });
  }
}
