import type { AppError, ErrorCode } from '../../../../shared/domain/appError.ts';
import type { ConflictAnswer } from '../../../../shared/domain/transfer.ts';
import type { JobSource, JobState, TransferItem, TransfersState } from './model.ts';

/** A file or a listing is given up after this many attempts in a row that brought nothing. */
export const maxVainAttempts = 5;

/** How many failures and changed names a job keeps to show; the counts are always of all. */
export const shownLimit = 100;

/** The pause after the nth vain attempt, in milliseconds: 1, 2, 4, 8 s, up to a quarter shorter or longer by `jitter` (0 to 1). */
export function backoffMs(vainAttempts: number, jitter: number): number {
  return Math.round(1000 * 2 ** (vainAttempts - 1) * (0.75 + 0.5 * jitter));
}

const everywhere: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'credentials.unknownKey',
  'credentials.wrongSecret',
  'clock.skewed',
  'bucket.notFound',
]);

/** True when the account has to be put right by the user, such as by signing in; a retry then goes on where it stopped. */
export function waitsForUser({ code }: AppError): boolean {
  return code === 'credentials.expired' || code.startsWith('account.') || code.startsWith('signIn.');
}

/** True when every other file of the job would fail in the same way, so that one message is enough. */
export function stopsJob(kind: JobSource['kind'], error: AppError): boolean {
  return (
    everywhere.has(error.code) ||
    waitsForUser(error) ||
    (kind === 'download' && error.action === 'chooseAnotherPlace')
  );
}

/** The name a person knows a file by: the end of its key or path. */
export function shownName(source: JobSource, item: TransferItem): string {
  const full = source.kind === 'upload' ? item.target : item.source;
  const trimmed = full.replace(/\/+$/, '');
  return trimmed.slice(trimmed.lastIndexOf('/') + 1) || full;
}

/** What a start does when the name is taken; `skip` has to look first, so it starts like a question. */
export function onTakenFor(answer: ConflictAnswer | undefined): 'ask' | 'replace' | 'keepBoth' {
  return answer === undefined || answer === 'skip' ? 'ask' : answer;
}

/** Files that hold a place in the row, over all jobs; a file that waits for its next attempt keeps its place. */
export function placesTaken(state: TransfersState): number {
  let count = 0;
  for (const job of state.jobs.values()) count += job.active.size;
  return count;
}

/**
 * The job whose turn it is: the one with the fewest files moving, and of those the one that got a place the longest
 * ago. So one file that is asked for during a job of 100,000 does not wait for all of them.
 */
export function nextJob(state: TransfersState): JobState | undefined {
  let next: JobState | undefined;
  for (const job of state.jobs.values()) {
    if (job.phase !== 'going' || job.queue.size === 0) continue;
    if (
      next === undefined ||
      job.active.size < next.active.size ||
      (job.active.size === next.active.size && job.lastTurn < next.lastTurn)
    ) {
      next = job;
    }
  }
  return next;
}

/** The earliest time at which something that failed is to be tried again. */
export function nextRetryAtMs(state: TransfersState): number | undefined {
  let earliest = Number.POSITIVE_INFINITY;
  for (const job of state.jobs.values()) {
    if (job.phase !== 'going') continue;
    earliest = Math.min(earliest, job.plan.retryAtMs ?? earliest);
    for (const { retryAtMs } of job.active.values()) earliest = Math.min(earliest, retryAtMs ?? earliest);
  }
  return earliest === Number.POSITIVE_INFINITY ? undefined : earliest;
}
