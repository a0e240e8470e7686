import type { Draft } from './draft.ts';
import type { JobState } from './model.ts';

/** Asks to be woken when the next pause is over; what is due already waits for a place and not for the time. */
export function setWake(draft: Draft, live: readonly string[], isAwake: boolean, nowMs: number): void {
  const { wakeAtMs, ...rest } = draft.state;
  let atMs = Number.POSITIVE_INFINITY;
  for (const jobId of live) {
    const job = rest.jobs.get(jobId);
    if (job !== undefined) atMs = Math.min(atMs, nextPauseEndMs(job, nowMs));
  }
  if (atMs === Number.POSITIVE_INFINITY) {
    if (isAwake && wakeAtMs !== undefined) draft.state = rest;
    return;
  }
  if (!isAwake && wakeAtMs !== undefined && wakeAtMs <= atMs) return;
  draft.state = { ...rest, wakeAtMs: atMs };
  draft.effects.push({ kind: 'wake', atMs });
}

function nextPauseEndMs({ phase, plan, active }: JobState, nowMs: number): number {
  let earliestMs = Number.POSITIVE_INFINITY;
  if (phase !== 'going') return earliestMs;
  const consider = (retryAtMs: number | undefined): void => {
    if (retryAtMs !== undefined && retryAtMs > nowMs) earliestMs = Math.min(earliestMs, retryAtMs);
  };
  consider(plan.retryAtMs);
  for (const { retryAtMs } of active.values()) consider(retryAtMs);
  return earliestMs;
}
