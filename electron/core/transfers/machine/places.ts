import { laneOf } from '../moving/moveContext.ts';
import { type Draft, putJob } from './draft.ts';
import { type ActiveItem, type JobState, type Lane, lanes, type TransferItem } from './model.ts';
import { shift } from './queue.ts';
import { answerFor, isDue, maxQuestions, onTakenFor } from './rules.ts';

/**
 * A job that may start a file of a lane. `due` are the files whose pause is over, the longest first; `restingCount`
 * counts them too.
 */
type Candidate = {
  readonly jobId: string;
  readonly due: ActiveItem[];
  movingCount: number;
  restingCount: number;
};

/**
 * Gives the free places of each lane to the jobs in turn; a lowered limit stops nothing that moves already.
 *
 * A place is held by a file that moves or has not stopped yet. One that waits for its next attempt holds none, so that a
 * server that is away keeps no other job from moving. But while half as many as there are places wait, their job begins
 * no others: after an outage there are few to try again, and the rest of the row has not failed in vain.
 */
export function startReady(draft: Draft, live: readonly string[], nowMs: number): void {
  for (const lane of lanes) startInLane(draft, lane, live, nowMs);
}

function startInLane(draft: Draft, lane: Lane, live: readonly string[], nowMs: number): void {
  const limit = draft.state.limits[lane];
  const maxResting = Math.max(1, Math.floor(limit / 2));
  const candidates: Candidate[] = [];
  let free = limit;
  for (const jobId of live) {
    const job = draft.state.jobs.get(jobId);
    if (job === undefined) continue;
    const candidate = candidateOf(job, lane, nowMs);
    free -= candidate.movingCount;
    if (job.phase === 'going' && job.waiting.size < maxQuestions) candidates.push(candidate);
  }
  for (; free > 0; free -= 1) {
    const next = nextOf(draft, candidates, lane, maxResting);
    if (next === undefined) return;
    const due = next.due.shift();
    if (due !== undefined) next.restingCount -= 1;
    next.movingCount += 1;
    startOne(draft, next.jobId, lane, due);
  }
}

function candidateOf(job: JobState, lane: Lane, nowMs: number): Candidate {
  const due: ActiveItem[] = [];
  let movingCount = 0;
  let restingCount = 0;
  for (const each of job.active.values()) {
    if (laneOf(each.item.sizeBytes) !== lane) continue;
    if (each.retryAtMs === undefined) movingCount += 1;
    else {
      restingCount += 1;
      if (isDue(each.retryAtMs, each.error, each.vainAttempts, nowMs)) due.push(each);
    }
  }
  for (const { item } of job.stopping.values()) {
    if (laneOf(item.sizeBytes) === lane) movingCount += 1;
  }
  due.sort((a, b) => (a.retryAtMs ?? 0) - (b.retryAtMs ?? 0));
  return { jobId: job.id, due, movingCount, restingCount };
}

/**
 * The job whose turn it is: the one with the fewest files moving in the lane, and of those the one that got a place of it
 * the longest ago. So one file that is asked for during a job of 100,000 does not wait for all of them.
 */
function nextOf(
  draft: Draft,
  candidates: readonly Candidate[],
  lane: Lane,
  maxResting: number,
): Candidate | undefined {
  let next: Candidate | undefined;
  let nextTurn = 0;
  for (const candidate of candidates) {
    const row = draft.state.jobs.get(candidate.jobId)?.rows[lane];
    if (row === undefined) continue;
    const mayBegin = row.queue.size > 0 && candidate.restingCount < maxResting;
    if (candidate.due.length === 0 && !mayBegin) continue;
    const isFirst =
      next === undefined ||
      candidate.movingCount < next.movingCount ||
      (candidate.movingCount === next.movingCount && row.lastTurn < nextTurn);
    if (!isFirst) continue;
    next = candidate;
    nextTurn = row.lastTurn;
  }
  return next;
}

/** Starts the file that is due, or else the first of the row. */
function startOne(draft: Draft, jobId: string, lane: Lane, due: ActiveItem | undefined): void {
  const job = draft.state.jobs.get(jobId);
  const row = job?.rows[lane];
  const first = due === undefined && row ? shift(row.queue) : undefined;
  const former: TransferItem | undefined = due?.item ?? first?.value;
  if (job === undefined || row === undefined || former === undefined) return;
  const item = { ...former, attempt: former.attempt + 1 };
  const lastTurn = draft.state.turn + 1;
  const lastError = due?.error;
  const active = new Map(job.active).set(item.id, {
    item,
    vainAttempts: due?.vainAttempts ?? 0,
    ...(lastError && { lastError }),
  });
  const rows = { ...job.rows, [lane]: { ...row, lastTurn, queue: first?.rest ?? row.queue } };
  putJob(draft, { ...job, rows, active });
  draft.state = { ...draft.state, turn: lastTurn };
  const onTaken = onTakenFor(answerFor(job, item));
  draft.effects.push({ kind: 'start', jobId, lane, item, onTaken });
}
