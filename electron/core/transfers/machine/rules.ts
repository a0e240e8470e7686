import type { AppError, ErrorCode } from '../../../../shared/domain/appError.ts';
import type { ConflictAnswer } from '../../../../shared/domain/transfer.ts';
import type { JobSource, JobState, OnTaken, TransferItem } from './model.ts';

/**
 * How many failures and changed names a job keeps to show; the counts are always of all. Few, because a hundred jobs that
 * have failed are told of four times a second.
 */
export const shownLimit = 20;

/** The next items of a row are loaded when fewer than `refillBelow` of it are in memory, so many at a time. */
export const refillBelow = 128;
export const loadLimit = 256;

/** A job with so many open questions starts no more files until some are answered. */
export const maxQuestions = 64;

/** What an error means for the attempts of a file, or of a planning. */
export type ErrorClass = 'throttled' | 'network' | 'server' | 'integrity' | 'credentials' | 'permanent';

/**
 * The class of an error:
 *
 * | code                                                         | class       | attempts in vain | pauses          |
 * | ------------------------------------------------------------ | ----------- | ---------------- | --------------- |
 * | `server.busy`                                                | throttled   | for ever         | 1 s up to 60 s  |
 * | `network.unreachable`, `.timedOut`, `.lost`, `.proxyFailed`  | network     | for ever         | 1 s up to 30 s  |
 * | `server.failed`, `server.badAnswer`                          | server      | 8                | 1 s up to 60 s  |
 * | `integrity.mismatch`                                         | integrity   | 3                | 1 s, 2 s        |
 * | `credentials.expired`, `account.*`, `signIn.*`               | credentials | the job waits for the user         |
 * | `network.proxyRefused`, `network.certificateUntrusted`       | credentials | the same                           |
 * | `request.stale`: the account is not there                    | credentials | the same                           |
 * | all others                                                   | permanent   | 1                | none            |
 */
export function errorClassOf({ code }: AppError): ErrorClass {
  switch (code) {
    case 'server.busy':
      return 'throttled';
    case 'network.unreachable':
    case 'network.timedOut':
    case 'network.lost':
    case 'network.proxyFailed':
      return 'network';
    case 'server.failed':
    case 'server.badAnswer':
      return 'server';
    case 'integrity.mismatch':
      return 'integrity';
    case 'credentials.expired':
    case 'network.proxyRefused':
    case 'network.certificateUntrusted':
    case 'request.stale':
      return 'credentials';
    default:
      return code.startsWith('account.') || code.startsWith('signIn.') ? 'credentials' : 'permanent';
  }
}

const forEver = Number.POSITIVE_INFINITY;
const maxAttempts: Readonly<Record<ErrorClass, number>> = {
  throttled: forEver,
  network: forEver,
  server: 8,
  integrity: 3,
  credentials: 1,
  permanent: 1,
};

/** True when another attempt may bring what so many in a row did not. */
export function mayRetry(error: AppError, vainAttempts: number): boolean {
  return vainAttempts < maxAttempts[errorClassOf(error)];
}

/**
 * The attempts in vain with the one that has just failed. Those that a lost line, a busy server or a missing sign-in
 * broke off are none of what fails for another reason afterwards.
 */
export function oneMoreInVain(error: AppError, former: number, lastError: AppError | undefined): number {
  const isFirst = lastError !== undefined && isEndless(lastError) && !isEndless(error);
  return isFirst ? 1 : former + 1;
}

function isEndless(error: AppError): boolean {
  const errorClass = errorClassOf(error);
  return errorClass === 'credentials' || maxAttempts[errorClass] === forEver;
}

/** No server is obeyed that asks for a longer pause than this. */
const longestAskedMs = 5 * 60_000;

/**
 * The pause before the next attempt, in milliseconds: 1 s, doubled with each vain attempt, up to a quarter shorter or
 * longer by `jitter` (0 to 1), and at least what the server has asked for (`params.retryAfterMs`).
 */
export function pauseMs(error: AppError, vainAttempts: number, jitter: number): number {
  const longestMs = errorClassOf(error) === 'network' ? 30_000 : 60_000;
  const plainMs = Math.min(longestMs, 1000 * 2 ** Math.max(0, vainAttempts - 1));
  const askedMs = error.params?.retryAfterMs;
  const leastMs = typeof askedMs === 'number' ? Math.min(askedMs, longestAskedMs) : 0;
  return Math.max(Math.round(plainMs * (0.75 + 0.5 * jitter)), leastMs);
}

/** True when a pause is over; also when it is longer than any can be, because the clock was put back. */
export function isDue(
  retryAtMs: number,
  error: AppError | undefined,
  vainAttempts: number,
  nowMs: number,
): boolean {
  if (retryAtMs <= nowMs) return true;
  return error === undefined || retryAtMs - nowMs > pauseMs(error, vainAttempts, 1);
}

const everywhere: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'credentials.unknownKey',
  'credentials.wrongSecret',
  'clock.skewed',
  'bucket.notFound',
]);

/** True when every other file of the job would fail in the same way, so that one message is enough. */
export function endsJob(kind: JobSource['kind'], error: AppError): boolean {
  return everywhere.has(error.code) || (kind === 'download' && error.action === 'chooseAnotherPlace');
}

/** The name a person knows a file by: the end of its key or path. */
export function shownName(source: JobSource, item: TransferItem): string {
  const full = source.kind === 'upload' ? item.target : item.source;
  const trimmed = full.replace(/\/+$/, '');
  return trimmed.slice(trimmed.lastIndexOf('/') + 1) || full;
}

/** What is said about a file whose name is taken: of itself, else of all, else by the rule that the job started with. */
export function answerFor(job: JobState, item: TransferItem): ConflictAnswer | undefined {
  return item.answer ?? job.answerForAll ?? (job.onTaken === 'ask' ? undefined : job.onTaken);
}

/** What a start does when the name is taken; `skip` has to look first, so it starts like a question. */
export function onTakenFor(answer: ConflictAnswer | undefined): OnTaken {
  return answer === undefined || answer === 'skip' ? 'ask' : answer;
}

/** True for a job that has ended or was cancelled: nothing of it starts, unless it is retried. */
export function isOver({ phase }: Pick<JobState, 'phase'>): boolean {
  return phase === 'ended' || phase === 'cancelled';
}

/** Where a file goes below the job's target, with the folders on the way. */
export function nameBelowTarget(source: JobSource, { target }: Pick<TransferItem, 'target'>): string {
  return source.kind === 'upload' ? target.slice(source.target.prefix.length) : target;
}
