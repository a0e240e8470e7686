import fc from 'fast-check';
import { expect } from 'vitest';
import type { JobSource, TransferEvent } from '../../../electron/core/transfers/machine/model.ts';
import { shift } from '../../../electron/core/transfers/machine/queue.ts';
import type { AppError, ErrorCode } from '../../../shared/domain/appError.ts';
import { conflictAnswers, conflictPolicies } from '../../../shared/domain/transfer.ts';
import type { Attempt, Host } from './machineHost.ts';
import type { JournalJob } from './machineJournal.ts';

const jobIds = ['j1', 'j2', 'j3'] as const;
const codes: readonly ErrorCode[] = [
  ...(['network.lost', 'server.busy', 'server.failed', 'integrity.mismatch', 'local.notReadable'] as const),
  ...(['access.denied', 'credentials.expired', 'account.signInNeeded', 'network.proxyRefused'] as const),
  ...(['bucket.notFound', 'local.noSpace'] as const),
];

/** One thing that happens in a random story; what it means depends on how things stand. */
export type Happening = {
  readonly what: (typeof happenings)[number];
  readonly job: number;
  readonly pick: number;
  readonly code: number;
  readonly flag: boolean;
};

const happenings = [
  ...(['add', 'found', 'found', 'planEnds', 'tell', 'tell', 'tell', 'tell', 'attempt', 'attempt'] as const),
  ...(['attempt', 'attempt', 'attempt', 'attempt', 'time', 'time', 'answer', 'pause', 'resume'] as const),
  ...(['cancel', 'retry', 'clear', 'nudge', 'limits', 'restart', 'clockBack', 'stale'] as const),
] as const;

/** Anything that may happen. */
export const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom(...happenings),
  job: fc.constantFrom(0, 0, 0, 1, 1, 2),
  pick: fc.nat(999),
  code: fc.nat(codes.length - 1),
  flag: fc.boolean(),
});

function of<T>(values: readonly T[], pick: number): T {
  const value = values[pick % values.length];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

/** What a job moves: the second is a download. */
export function sourceOf(jobId: string): JobSource {
  if (jobId !== 'j2') {
    return { kind: 'upload', paths: ['/x'], target: { accountId: 'a', bucket: 'b', prefix: '' } };
  }
  const selection = { accountId: 'a', bucket: 'b', basePrefix: '', keys: [], prefixes: [] };
  return { kind: 'download', selection, folderPath: '/x' };
}

function errorOf(code: number): AppError {
  const name = of(codes, code);
  const params = code % 4 === 1 ? { params: { retryAfterMs: 2500 } } : {};
  const action = name === 'local.noSpace' ? ({ action: 'chooseAnotherPlace' } as const) : {};
  return { code: name, message: name, retryable: false, ...params, ...action };
}

/** Lets one thing happen, where it can; up to `batch` files are found at a time. */
export function happen(
  host: Host,
  { what, job: jobIndex, pick, code, flag }: Happening,
  batch: number,
): void {
  const jobId = of(jobIds, jobIndex);
  const job = host.jobs.get(jobId);
  const error = errorOf(code);
  if (what === 'add' && job === undefined) {
    host.addJob({
      kind: 'jobAdded',
      jobId,
      source: sourceOf(jobId),
      onTaken: flag ? 'ask' : of(conflictPolicies, pick),
    });
  }
  if (job === undefined) return;
  const run = host.plans.get(jobId);
  const attempts = [...host.attempts.values()];
  switch (what) {
    case 'found': {
      const rejection =
        flag && code < 4 ? { error, state: of(['failed', 'skipped'] as const, code) } : undefined;
      host.found(job, { small: pick % batch, large: Math.floor(pick / 7) % batch }, rejection);
      break;
    }
    case 'planEnds':
      if (run === undefined) break;
      host.planEnds(
        flag
          ? { kind: 'planEnded', jobId, run }
          : { kind: 'planFailed', jobId, run, error, jitter: pick / 1000 },
      );
      break;
    case 'tell':
      while (host.tell(jobId) && flag);
      break;
    case 'attempt':
      if (attempts.length > 0) answerAttempt(host, of(attempts, pick), pick, error, flag);
      break;
    case 'time':
      host.passTime(flag ? pick : pick * 40);
      break;
    case 'answer':
      answerQuestion(host, job, of(conflictAnswers, pick), flag);
      break;
    case 'pause':
      host.send({ kind: 'paused', jobId });
      break;
    case 'resume':
      host.send({ kind: 'resumed', jobId });
      break;
    case 'cancel':
      host.send({ kind: 'cancelled', jobId });
      break;
    case 'retry':
      host.send({ kind: 'retried', jobId });
      break;
    case 'clear':
      host.send({ kind: 'cleared', jobId });
      break;
    case 'nudge':
      host.send({ kind: 'nudged' });
      break;
    case 'limits':
      host.setLimits({ small: 1 + (pick % 4), large: 1 + (code % 2) });
      break;
    case 'restart':
      host.restart();
      break;
    case 'clockBack':
      host.putBackClock(pick * pick);
      break;
    case 'stale':
      tellStale(host, jobId, pick);
      break;
  }
}

function answerAttempt(host: Host, attempt: Attempt, pick: number, error: AppError, flag: boolean): void {
  const { jobId, itemId } = attempt;
  const ref = { jobId, itemId, attempt: attempt.attempt };
  const facts = { sizeBytes: 1, modifiedAtMs: 1 };
  const outcome = pick % 8;
  if (attempt.isStopping && outcome > 4) host.answer(attempt, { kind: 'itemStopped', ...ref });
  else if (outcome === 0) host.answer(attempt, { kind: 'itemSkipped', ...ref });
  else if (outcome < 3) {
    host.answer(attempt, { kind: 'itemTaken', ...ref, conflict: { existing: facts, incoming: facts } });
  } else if (outcome < 6) {
    host.answer(attempt, { kind: 'itemFailed', ...ref, error, jitter: pick / 1000, progressed: flag });
  } else host.answer(attempt, { kind: 'itemDone', ...ref, sizeBytes: pick, proof: {} });
}

function answerQuestion(
  host: Host,
  { id: jobId }: JournalJob,
  answer: (typeof conflictAnswers)[number],
  applyToAll: boolean,
): boolean {
  const job = host.state().jobs.get(jobId);
  const itemId = job && shift(job.waiting)?.value.item.id;
  if (itemId === undefined) return false;
  host.send({ kind: 'answered', jobId, itemId, answer, applyToAll });
  return true;
}

/** Results of attempts and plannings that are over, and of jobs that never were, change nothing. */
function tellStale(host: Host, jobId: string, pick: number): void {
  const before = host.state();
  const active = [...host.attempts.values()].find((each) => each.jobId === jobId);
  const ref = {
    jobId,
    itemId: active?.itemId ?? 'none',
    attempt: (active?.attempt ?? 0) + (pick % 2 ? 1 : -1),
  };
  const run = (host.state().jobs.get(jobId)?.plan.run ?? 0) - 1;
  const events: readonly TransferEvent[] = [
    { kind: 'itemDone', ...ref, sizeBytes: 1, proof: {} },
    { kind: 'itemStopped', ...ref },
    { kind: 'planEnded', jobId, run },
    { kind: 'planEnded', jobId: 'never', run },
    { kind: 'answered', jobId, itemId: 'none', answer: 'skip', applyToAll: true },
    {
      kind: 'requeued',
      jobId: 'never',
      stored: { small: { count: 1, sizeBytes: 1 }, large: { count: 0, sizeBytes: 0 } },
    },
  ];
  // Time passes without an event, and what is due starts with the next one.
  const isQuiet = host.msUntilWake() === undefined;
  for (const event of events) host.send(event);
  if (isQuiet) expect(host.state().jobs).toEqual(before.jobs);
}

/** Lets everything that still can happen by itself happen, until nothing does. */
export function letFinish(host: Host): void {
  for (let round = 0; round < 500; round += 1) {
    let moved = false;
    for (const [jobId, job] of host.jobs) {
      while (host.tell(jobId)) moved = true;
      const run = host.plans.get(jobId);
      if (run !== undefined) {
        host.planEnds({ kind: 'planEnded', jobId, run });
        moved = true;
      }
      if (answerQuestion(host, job, 'replace', false)) moved = true;
    }
    for (const attempt of host.attempts.values()) {
      const { jobId, itemId } = attempt;
      const ref = { jobId, itemId, attempt: attempt.attempt };
      host.answer(
        attempt,
        attempt.isStopping
          ? { kind: 'itemStopped', ...ref }
          : { kind: 'itemDone', ...ref, sizeBytes: 7, proof: {} },
      );
      moved = true;
    }
    for (const { id: jobId, phase } of host.state().jobs.values()) {
      if (moved || phase !== 'blocked') continue;
      host.send({ kind: 'resumed', jobId });
      moved = true;
    }
    const untilWakeMs = host.msUntilWake();
    if (!moved && untilWakeMs === undefined) return;
    if (!moved && untilWakeMs !== undefined) host.passTime(untilWakeMs);
  }
  throw new Error('it never ends');
}
