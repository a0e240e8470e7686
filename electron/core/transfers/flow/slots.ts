import type { Clock } from '../../ports.ts';
import { SatchelError } from '../../satchelError.ts';
import type { Lane } from '../machine/model.ts';
import { boundedClimb, climbed, newClimb } from './climb.ts';
import type { RequestKind, Slots } from './flow.ts';

const mostEver = 32;
const windowMs = 2000;
/** What an answer counts beside its bytes, so that empty files count, too. */
const answerBytes = 4096;

/** Requests to one bucket. `limit` is its own while it has said that it is busy. */
type Bucket = {
  active: number;
  limit: number;
  changedAtMs: number;
  goodAnswers: number;
};
type Waiting = { readonly bucket: Bucket; readonly start: () => void };
/** What waits in a lane, by job; the first job is next. */
type Row = { active: number; readonly jobs: Map<string, Set<Waiting>> };

const halvedAtMostEveryMs = 1000;
const raisedEveryMs = 10_000;
const raisedEveryAnswers = 20;

/** Starts with 8 requests at a time, and finds out what is best between 2 and `most` (32 when missing). */
export function createSlots({ clock, most }: { readonly clock: Clock; readonly most?: number }): Slots {
  let bound = most ?? mostEver;
  let climb = newClimb(bound);
  let active = 0;
  let windowScore = 0;
  let windowStartMs = clock.nowMs();
  const buckets = new Map<string, Bucket>();
  const rows: Record<Lane, Row> = {
    small: { active: 0, jobs: new Map() },
    large: { active: 0, jobs: new Map() },
  };
  let lastLane: Lane = 'large';

  const bucketOf = (name: string): Bucket => {
    const known = buckets.get(name);
    if (known !== undefined) return known;
    const bucket = { active: 0, limit: Number.POSITIVE_INFINITY, changedAtMs: 0, goodAnswers: 0 };
    buckets.set(name, bucket);
    return bucket;
  };

  /** Takes the next that may go out of its line: of the lane that has fewer under way, else that did not go last. */
  const takeNext = (): Waiting | undefined => {
    const { small, large } = rows;
    const isSmallNext = small.active === large.active ? lastLane === 'large' : small.active < large.active;
    for (const { jobs } of isSmallNext ? [small, large] : [large, small]) {
      for (const [jobId, line] of jobs) {
        const [first] = line;
        if (first === undefined || first.bucket.active >= first.bucket.limit) continue;
        line.delete(first);
        jobs.delete(jobId);
        if (line.size > 0) jobs.set(jobId, line);
        return first;
      }
    }
    return undefined;
  };

  const serve = (): void => {
    while (active < climb.limit) {
      const next = takeNext();
      if (next === undefined) return;
      next.start();
    }
  };

  const judge = (nowMs: number): void => {
    const elapsedMs = nowMs - windowStartMs;
    // A clock that was put back begins a window anew.
    if (elapsedMs >= 0 && elapsedMs < windowMs) return;
    const isFull = rows.small.jobs.size + rows.large.jobs.size > 0;
    if (elapsedMs > 0) climb = climbed(climb, windowScore / elapsedMs, isFull, bound);
    windowScore = 0;
    windowStartMs = nowMs;
  };

  const go = async <T>({ lane }: RequestKind, bucket: Bucket, work: () => Promise<T>): Promise<T> => {
    if (active === 0) {
      windowScore = 0;
      windowStartMs = clock.nowMs();
    }
    const row = rows[lane];
    active += 1;
    row.active += 1;
    bucket.active += 1;
    lastLane = lane;
    try {
      const value = await work();
      answered(bucket, clock.nowMs());
      return value;
    } catch (error) {
      if (error instanceof SatchelError && error.code === 'server.busy') throttle(bucket, clock.nowMs());
      throw error;
    } finally {
      windowScore += answerBytes;
      judge(clock.nowMs());
      active -= 1;
      row.active -= 1;
      bucket.active -= 1;
      serve();
    }
  };

  return {
    run(kind, signal, work) {
      if (signal.aborted) return Promise.reject(cancelled());
      const bucket = bucketOf(kind.bucket);
      // Whoever waits while there is room waits for a bucket of its own.
      if (active < climb.limit && bucket.active < bucket.limit) return go(kind, bucket, work);
      return new Promise((resolve, reject) => {
        const { jobs } = rows[kind.lane];
        const line = jobs.get(kind.jobId) ?? new Set<Waiting>();
        const leave = (): void => {
          line.delete(waiting);
          if (line.size === 0 && jobs.get(kind.jobId) === line) jobs.delete(kind.jobId);
          reject(cancelled());
        };
        const waiting: Waiting = {
          bucket,
          start: () => {
            signal.removeEventListener('abort', leave);
            resolve(go(kind, bucket, work));
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        line.add(waiting);
        jobs.set(kind.jobId, line);
      });
    },
    moved(bytes) {
      windowScore += bytes;
    },
    setMost(count) {
      bound = count ?? mostEver;
      climb = boundedClimb(climb, bound);
      serve();
    },
  };
}

function cancelled(): SatchelError {
  return new SatchelError('cancelled', 'Cancelled');
}

/**
 * The bucket has said that it is busy: half as many at a time as it has now, at least one. What was under way with it
 * says the same, so that counts once a second.
 */
function throttle(bucket: Bucket, nowMs: number): void {
  bucket.goodAnswers = 0;
  const isLimited = bucket.limit !== Number.POSITIVE_INFINITY;
  if (isLimited && Math.abs(nowMs - bucket.changedAtMs) < halvedAtMostEveryMs) return;
  bucket.limit = Math.max(1, Math.floor(Math.min(bucket.limit, bucket.active) / 2));
  bucket.changedAtMs = nowMs;
}

/** A bucket that was busy gets one more after 10 s or after 20 good answers, until it has as many as all. */
function answered(bucket: Bucket, nowMs: number): void {
  if (bucket.limit === Number.POSITIVE_INFINITY) return;
  bucket.goodAnswers += 1;
  const elapsedMs = Math.abs(nowMs - bucket.changedAtMs);
  const isDue =
    bucket.goodAnswers >= raisedEveryAnswers ? elapsedMs >= halvedAtMostEveryMs : elapsedMs >= raisedEveryMs;
  if (!isDue) return;
  bucket.limit = bucket.limit >= mostEver ? Number.POSITIVE_INFINITY : bucket.limit + 1;
  bucket.goodAnswers = 0;
  bucket.changedAtMs = nowMs;
}
