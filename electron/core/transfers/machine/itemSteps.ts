import type { AppError } from '../../../../shared/domain/appError.ts';
import { stopAll, withJob } from './jobSteps.ts';
import type { ActiveItem, JobState, Step, TransferEvent, TransferItem, TransfersState } from './model.ts';
import { push, pushAll, pushFront, queueOf, shift, valuesOf } from './queue.ts';
import { backoffMs, maxVainAttempts, shownLimit, shownName, stopsJob, waitsForUser } from './rules.ts';

type Event<K extends TransferEvent['kind']> = Extract<TransferEvent, { kind: K }>;
type Attempt = { readonly jobId: string; readonly itemId: string; readonly attempt: number };

/** The job and the file that an attempt's result is about; undefined when the result comes too late. */
function runningAttempt(
  state: TransfersState,
  { jobId, itemId, attempt }: Attempt,
): { readonly job: JobState; readonly active: ActiveItem } | undefined {
  const job = state.jobs.get(jobId);
  const active = job?.active.get(itemId);
  if (job === undefined || active === undefined) return undefined;
  return active.item.attempt === attempt && active.retryAtMs === undefined ? { job, active } : undefined;
}

function withoutActive(job: JobState, itemId: string): JobState {
  const active = new Map(job.active);
  active.delete(itemId);
  return { ...job, active };
}

/** A file is where it belongs; `sizeBytes` is what was moved, which may differ from what was planned. */
export function itemDone(state: TransfersState, event: Event<'itemDone'>): Step {
  const found = runningAttempt(state, event);
  if (found === undefined) return { state, effects: [] };
  const { item } = found.active;
  const job = withoutActive(found.job, item.id);
  const renamed = event.renamed === undefined ? [] : [event.renamed];
  return {
    state: withJob(state, {
      ...job,
      doneCount: job.doneCount + 1,
      doneFolderCount: job.doneFolderCount + (item.kind === 'folder' ? 1 : 0),
      sizeBytes: job.sizeBytes + event.sizeBytes - item.sizeBytes,
      settledBytes: job.settledBytes + event.sizeBytes,
      renamed: [...job.renamed, ...renamed].slice(0, shownLimit),
      renamedCount: job.renamedCount + renamed.length,
    }),
    effects: [{ kind: 'settle', jobId: job.id, items: [item], ending: 'done' }],
  };
}

/**
 * The name is taken. Skip, where that was said (of this file or of all), ends the file. Otherwise the file steps aside
 * with its question, and its place goes to another one.
 */
export function itemTaken(state: TransfersState, event: Event<'itemTaken'>): Step {
  const found = runningAttempt(state, event);
  if (found === undefined) return { state, effects: [] };
  const { item } = found.active;
  const job = withoutActive(found.job, item.id);
  const said = item.answer ?? job.answerForAll;
  if (said === 'skip') return skipped(state, job, [item]);
  if (said !== undefined && found.active.item.answer === undefined) {
    const queue = pushFront(job.queue, { ...item, answer: said });
    return { state: withJob(state, { ...job, queue }), effects: [] };
  }
  const waiting = push(job.waiting, { item, conflict: event.conflict });
  return { state: withJob(state, { ...job, waiting }), effects: [] };
}

function skipped(state: TransfersState, job: JobState, items: readonly TransferItem[]): Step {
  const bytes = items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return {
    state: withJob(state, {
      ...job,
      skippedCount: job.skippedCount + items.length,
      settledBytes: job.settledBytes + bytes,
    }),
    effects: [{ kind: 'settle', jobId: job.id, items, ending: 'skipped' }],
  };
}

/** The user's answer to the question that is open; with `applyToAll` it stays for the whole job. */
export function answer(state: TransfersState, event: Event<'answered'>): Step {
  const job = state.jobs.get(event.jobId);
  const asked = job && shift(job.waiting);
  if (job === undefined || asked?.value.item.id !== event.itemId) return { state, effects: [] };
  const answered = event.applyToAll ? [...valuesOf(job.waiting)].map(({ item }) => item) : [asked.value.item];
  const next: JobState = {
    ...job,
    waiting: event.applyToAll ? queueOf() : asked.rest,
    ...(event.applyToAll ? { answerForAll: event.answer } : {}),
  };
  if (event.answer === 'skip') return skipped(state, next, answered);
  const first = queueOf(answered.map((item) => ({ ...item, answer: event.answer })));
  return { state: withJob(state, { ...next, queue: pushAll(first, valuesOf(next.queue)) }), effects: [] };
}

/**
 * An attempt failed. In this order:
 * - every file of the job would fail so: the job stops, all that is left has failed, with one message; what has moved
 *   so far is kept where the user can put it right;
 * - it may succeed later, and fewer than five attempts in a row were vain: again after a pause, keeping its place;
 * - otherwise this file has failed, and the others go on.
 */
export function itemFailed(state: TransfersState, event: Event<'itemFailed'>, nowMs: number): Step {
  const found = runningAttempt(state, event);
  if (found === undefined) return { state, effects: [] };
  const { job, active } = found;
  const { item } = active;
  if (stopsJob(job.source.kind, event.error)) {
    const ending = waitsForUser(event.error) ? 'kept' : 'failed';
    const { job: stopped, open, effects } = stopAll(job, ending);
    const next = { ...withFailure(stopped, item, event.error), failed: pushAll(stopped.failed, open) };
    return { state: withJob(state, { ...next, error: event.error }), effects };
  }
  const vainAttempts = event.progressed ? 1 : active.vainAttempts + 1;
  if (event.error.retryable && vainAttempts < maxVainAttempts) {
    const retryAtMs = nowMs + backoffMs(vainAttempts, event.jitter);
    const waits = new Map(job.active).set(item.id, { item, vainAttempts, retryAtMs });
    return { state: withJob(state, { ...job, active: waits }), effects: [] };
  }
  const failed = withFailure(withoutActive(job, item.id), item, event.error);
  return {
    state: withJob(state, { ...failed, failed: push(job.failed, item) }),
    effects: [{ kind: 'settle', jobId: job.id, items: [item], ending: 'failed' }],
  };
}

function withFailure(job: JobState, item: TransferItem, error: AppError): JobState {
  const failure = { itemId: item.id, name: shownName(job.source, item), error };
  return { ...job, failures: [...job.failures, failure].slice(0, shownLimit) };
}
