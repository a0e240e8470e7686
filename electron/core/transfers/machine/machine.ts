import { assertNever } from '../../../../shared/assertNever.ts';
import { answer, itemDone, itemFailed, itemTaken } from './itemSteps.ts';
import { addJob, cancelJob, clearJobs, retryJob } from './jobSteps.ts';
import type { Step, TransferEffect, TransferEvent, TransfersState } from './model.ts';
import { planEnded, planFailed, planned } from './planSteps.ts';
import { shift } from './queue.ts';
import { nextJob, nextRetryAtMs, onTakenFor, placesTaken } from './rules.ts';

/** No jobs yet; `limit` files move at the same time. */
export function emptyTransfers(limit: number): TransfersState {
  return { limit, jobs: new Map(), turn: 0 };
}

/**
 * All rules of the transfers, pure: what happened leads to the new state and to what is to be done. Events about a job,
 * a planning or an attempt that is over change nothing.
 */
export function transition(state: TransfersState, event: TransferEvent, nowMs: number): Step {
  const step = react(state, event, nowMs);
  const retried = retryDue(step.state, nowMs);
  const started = startReady(retried.state);
  const ended = endJobs(started.state, nowMs);
  const woken = wakeNext(ended.state, event.kind === 'woke');
  return {
    state: woken.state,
    effects: [step, retried, started, ended, woken].flatMap(({ effects }) => effects),
  };
}

function react(state: TransfersState, event: TransferEvent, nowMs: number): Step {
  switch (event.kind) {
    case 'jobAdded':
      return addJob(state, event, nowMs);
    case 'planned':
      return planned(state, event);
    case 'planEnded':
      return planEnded(state, event);
    case 'planFailed':
      return planFailed(state, event, nowMs);
    case 'itemDone':
      return itemDone(state, event);
    case 'itemTaken':
      return itemTaken(state, event);
    case 'itemFailed':
      return itemFailed(state, event, nowMs);
    case 'answered':
      return answer(state, event);
    case 'cancelled':
      return cancelJob(state, event.jobId, nowMs);
    case 'retried':
      return retryJob(state, event.jobId);
    case 'cleared':
      return clearJobs(state, event.jobId);
    case 'limitChanged':
      return { state: { ...state, limit: event.limit }, effects: [] };
    case 'woke':
      return { state, effects: [] };
    default:
      return assertNever(event, 'transfer event');
  }
}

/** Tries again what waited long enough; it has kept its place, so no other file has to make room. */
function retryDue(state: TransfersState, nowMs: number): Step {
  const effects: TransferEffect[] = [];
  const jobs = new Map(state.jobs);
  for (const job of state.jobs.values()) {
    if (job.phase !== 'going') continue;
    let next = job;
    if (job.plan.retryAtMs !== undefined && job.plan.retryAtMs <= nowMs) {
      const run = job.plan.run + 1;
      next = { ...next, plan: { status: 'running', run, vainRuns: job.plan.vainRuns } };
      effects.push({ kind: 'plan', jobId: job.id, run, source: job.source });
    }
    for (const [itemId, { item, vainAttempts, retryAtMs }] of job.active) {
      if (retryAtMs === undefined || retryAtMs > nowMs) continue;
      const again = { ...item, attempt: item.attempt + 1 };
      next = { ...next, active: new Map(next.active).set(itemId, { item: again, vainAttempts }) };
      effects.push(startOf(next.id, again, next.answerForAll));
    }
    if (next !== job) jobs.set(job.id, next);
  }
  return effects.length === 0 ? { state, effects } : { state: { ...state, jobs }, effects };
}

/** Gives the free places to the jobs in turn; a lowered limit stops nothing that moves already. */
function startReady(state: TransfersState): Step {
  const effects: TransferEffect[] = [];
  let current = state;
  for (let free = state.limit - placesTaken(state); free > 0; free -= 1) {
    const job = nextJob(current);
    const first = job && shift(job.queue);
    if (job === undefined || first === undefined) break;
    const item = { ...first.value, attempt: first.value.attempt + 1 };
    const turn = current.turn + 1;
    const active = new Map(job.active).set(item.id, { item, vainAttempts: 0 });
    const jobs = new Map(current.jobs).set(job.id, { ...job, queue: first.rest, active, lastTurn: turn });
    current = { ...current, jobs, turn };
    effects.push(startOf(job.id, item, job.answerForAll));
  }
  return { state: current, effects };
}

function startOf(
  jobId: string,
  item: Extract<TransferEffect, { kind: 'start' }>['item'],
  answerForAll: Parameters<typeof onTakenFor>[0],
): TransferEffect {
  return { kind: 'start', jobId, item, onTaken: onTakenFor(item.answer ?? answerForAll) };
}

function endJobs(state: TransfersState, nowMs: number): Step {
  const effects: TransferEffect[] = [];
  const jobs = new Map(state.jobs);
  for (const job of state.jobs.values()) {
    const planOver = job.plan.status !== 'running' && job.plan.status !== 'backoff';
    const idle = job.queue.size + job.active.size + job.waiting.size === 0;
    if (job.phase !== 'going' || !planOver || !idle) continue;
    jobs.set(job.id, { ...job, phase: 'ended', endedAtMs: nowMs });
    effects.push({ kind: 'jobEnded', jobId: job.id });
  }
  return effects.length === 0 ? { state, effects } : { state: { ...state, jobs }, effects };
}

function wakeNext(state: TransfersState, woke: boolean): Step {
  const { wakeAtMs, ...rest } = state;
  const atMs = nextRetryAtMs(state);
  if (atMs === undefined) return { state: woke ? rest : state, effects: [] };
  if (!woke && wakeAtMs !== undefined && wakeAtMs <= atMs) return { state, effects: [] };
  return { state: { ...rest, wakeAtMs: atMs }, effects: [{ kind: 'wake', atMs }] };
}
