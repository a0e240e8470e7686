import type { Lane } from '../machine/model.ts';
import type { Budget } from './budget.ts';

/** What a request for an object's bytes is: requests of small files and of parts take turns, and so do jobs. */
export type RequestKind = {
  readonly jobId: string;
  /** Account and bucket, as one text: a bucket that is throttled slows its own requests only. */
  readonly bucket: string;
  readonly direction: 'up' | 'down';
  readonly lane: Lane;
};

/**
 * Lets requests go, as many at a time as the line takes. It is found out by trying: more at a time as long as that makes
 * it faster, fewer of a bucket that says `server.busy`.
 */
export interface Slots {
  /** Runs `work` when it is its turn; throws `cancelled` when the signal comes first, and what `work` throws. */
  run<T>(kind: RequestKind, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Bytes that have moved, whatever request they belong to: what `run` judges by. */
  moved(bytes: number): void;
  /** The most at a time; undefined leaves it to what is found out. */
  setMost(count: number | undefined): void;
}

/** Keeps all transfers together below the limits of the moment. */
export interface Bandwidth {
  /** Undefined: go on at once. Otherwise go on when it resolves; throws `cancelled` by the signal. */
  pace(direction: 'up' | 'down', bytes: number, signal: AbortSignal): Promise<void> | undefined;
}

/** What all transfers share. */
export type Flow = { readonly slots: Slots; readonly bandwidth: Bandwidth; readonly budget: Budget };
