import type { Clock, Log } from '../ports.ts';
import { appErrorOf } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';
import type { JobRuntime } from './jobRuntime.ts';
import type { Journal } from './journal/journal.ts';
import type { TransferItem } from './machine/model.ts';
import { errorClassOf } from './machine/rules.ts';
import { discardLeftovers } from './moving/discard.ts';
import { pause } from './pause.ts';

/** What came of throwing something away; `later` it may be possible, and what is `over` is gone or cannot be helped. */
export type Discarded = 'over' | 'later';

/** What files that were not finished leave behind, here and on the server, until it is thrown away. */
export type Leftovers = {
  /** Throws away what an item has left, no attempt of which goes; never rejects. */
  discard(runtime: JobRuntime, item: TransferItem): Promise<Discarded>;
  /** Lets what an item has left be, because it is attempted again; resolves when nobody touches it any more. */
  interrupt(runtime: JobRuntime, itemId: string): Promise<void>;
  /**
   * Throws away all that a job has left, as soon as nothing of it moves any more, again and again until nothing is left
   * that could be helped; false when the signal is given before that.
   */
  sweep(runtime: JobRuntime, signal: AbortSignal): Promise<boolean>;
};

export type LeftoversOptions = {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly storageOf: (runtime: JobRuntime) => Promise<Storage>;
  readonly closing: AbortSignal;
  readonly log: Log | undefined;
};

const pausesMs = [1000, 4000];
const sweptAtOnce = 8;
const firstSweepPauseMs = 10_000;
const longestSweepPauseMs = 10 * 60_000;

/** The leftovers of all jobs. */
export function createLeftovers({ journal, clock, storageOf, closing, log }: LeftoversOptions): Leftovers {
  const throwAway = async (runtime: JobRuntime, item: TransferItem, signal: AbortSignal): Promise<void> => {
    const { jobId, source, writer } = runtime;
    const progress = await journal.readProgress(jobId, item.id);
    const openStorage = () => storageOf(runtime);
    await discardLeftovers(item, { jobId, source, progress, openStorage }, signal);
    if (progress !== undefined) await writer.atOnce(() => journal.dropProgress(jobId, item.id), signal);
  };

  const tryThrice = async (
    runtime: JobRuntime,
    item: TransferItem,
    signal: AbortSignal,
  ): Promise<Discarded> => {
    for (const pauseMs of [...pausesMs, undefined]) {
      try {
        await throwAway(runtime, item, signal);
        return 'over';
      } catch (error) {
        if (signal.aborted) break;
        if (!appErrorOf(error).retryable || pauseMs === undefined) {
          log?.error(`What ${item.target} has left could not be thrown away.`, error);
          return mayWorkLater(error) ? 'later' : 'over';
        }
        await pause(clock, pauseMs, signal);
      }
    }
    return 'later';
  };

  const discard: Leftovers['discard'] = (runtime, item) => {
    const before = runtime.discards.get(item.id);
    if (before !== undefined) return before.over;
    const controller = new AbortController();
    const signal = AbortSignal.any([controller.signal, closing]);
    const over = tryThrice(runtime, item, signal).finally(() => runtime.discards.delete(item.id));
    runtime.discards.set(item.id, { controller, over });
    return over;
  };

  const sweepOnce = async (runtime: JobRuntime, signal: AbortSignal): Promise<boolean> => {
    await Promise.all([...runtime.attempts.values()].map(({ over }) => over));
    await runtime.writer.settled();
    const items = (await journal.readBegun(runtime.jobId)).values();
    let isOver = true;
    const runner = async (): Promise<void> => {
      for (const item of items) {
        if (signal.aborted || (await discard(runtime, item)) === 'later') isOver = false;
      }
    };
    await Promise.all(Array.from({ length: sweptAtOnce }, runner));
    return isOver;
  };

  return {
    discard,
    async interrupt(runtime, itemId) {
      const going = runtime.discards.get(itemId);
      going?.controller.abort();
      await going?.over;
    },
    async sweep(runtime, signal) {
      const either = AbortSignal.any([signal, closing]);
      for (let pauseMs = firstSweepPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestSweepPauseMs)) {
        if (await sweepOnce(runtime, either)) return true;
        await pause(clock, pauseMs, either);
        if (either.aborted) return false;
      }
    },
  };
}

/** An account that is gone, or leads elsewhere, does not lead back to what was left. */
function mayWorkLater(error: unknown): boolean {
  const appError = appErrorOf(error);
  if (appError.retryable) return true;
  const isGone = appError.code === 'account.missing' || appError.code === 'account.changed';
  return !isGone && errorClassOf(appError) === 'credentials';
}
