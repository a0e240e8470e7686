import type { Clock, Log } from '../ports.ts';
import { appErrorOf } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';
import type { JobRuntime } from './jobRuntime.ts';
import type { Journal } from './journal/journal.ts';
import type { TransferItem } from './machine/model.ts';
import { errorClassOf } from './machine/rules.ts';
import { discardLeftovers } from './moving/discard.ts';
import { pause } from './pause.ts';

/** What came of throwing something away: `later` may bring more, `kept` cannot be helped. */
export type Discarded = 'gone' | 'later' | 'kept';

/** What files that were not finished leave behind, here and on the server, until it is thrown away. */
export type Leftovers = {
  /** Throws away what an item has left, no attempt of which goes; never rejects. */
  discard(runtime: JobRuntime, item: TransferItem): Promise<Discarded>;
  /** Lets what an item has left be, because it is attempted again; resolves when nobody touches it any more. */
  interrupt(runtime: JobRuntime, itemId: string): Promise<void>;
  /** Throws away all that a job has left, as soon as nothing of it moves any more, until the signal is given. */
  sweep(runtime: JobRuntime, signal: AbortSignal): Promise<Discarded>;
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
        return 'gone';
      } catch (error) {
        if (signal.aborted) break;
        if (!appErrorOf(error).retryable || pauseMs === undefined) {
          log?.error(`What ${item.target} has left could not be thrown away.`, error);
          return mayWorkLater(error) ? 'later' : 'kept';
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

  return {
    discard,
    async interrupt(runtime, itemId) {
      const going = runtime.discards.get(itemId);
      going?.controller.abort();
      await going?.over;
    },
    async sweep(runtime, signal) {
      await Promise.all([...runtime.attempts.values()].map(({ over }) => over));
      await runtime.writer.settled();
      const items = (await journal.readBegun(runtime.jobId)).values();
      const met = new Set<Discarded>();
      const runner = async (): Promise<void> => {
        for (const item of items) {
          met.add(signal.aborted || closing.aborted ? 'later' : await discard(runtime, item));
        }
      };
      await Promise.all(Array.from({ length: sweptAtOnce }, runner));
      return met.has('later') ? 'later' : met.has('kept') ? 'kept' : 'gone';
    },
  };
}

/** An account that is gone, or leads elsewhere, does not lead back to what was left. */
function mayWorkLater(error: unknown): boolean {
  const appError = appErrorOf(error);
  if (appError.retryable) return true;
  const isGone = appError.code === 'account.sourceMissing' || appError.code === 'account.changed';
  return !isGone && errorClassOf(appError) === 'credentials';
}
