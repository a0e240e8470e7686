import type { AppError } from '../../../shared/domain/appError.ts';
import type { Clock, Log } from '../ports.ts';
import { appErrorOf, SatchelError } from '../satchelError.ts';
import type { Journal } from './journal/journal.ts';
import type { ItemResult } from './machine/model.ts';
import { pause } from './pause.ts';
import { createSerial } from './serial.ts';

/** One job's way to the journal: what cannot be written waits until it can, and with it whatever builds on it. */
export type JobWriter = {
  /** Writes after all that was to be written before. */
  inOrder<T>(write: () => Promise<T>): Promise<T>;
  /** Writes at once; gives up, with the failure, when the signal is given. */
  atOnce<T>(write: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Writes, in order, how items ended. */
  endItems(results: readonly ItemResult[]): Promise<void>;
  /** Why the journal does not take what is to be written; undefined when it does. */
  trouble(): AppError | undefined;
  /** Resolves when all that was to be written until now is. */
  settled(): Promise<void>;
};

export type JobWriterOptions = {
  readonly jobId: string;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Once it is given, what cannot be written is given up: the next start does it again. */
  readonly closing: AbortSignal;
  /** Waits until the journal may forget what items have left; resolves to the results of those of which it may. */
  readonly forgettable: (results: readonly ItemResult[]) => Promise<readonly ItemResult[]>;
  /** Called when there is trouble, and when it is over. */
  readonly onTrouble: () => void;
  readonly log: Log | undefined;
};

const firstPauseMs = 1000;
const longestPauseMs = 30_000;

/** The writer of one job. */
export function createJobWriter(options: JobWriterOptions): JobWriter {
  const { jobId, journal, clock, closing, forgettable, onTrouble, log } = options;
  const serial = createSerial();
  let hasGivenUp = false;
  const troubles = new Map<symbol, AppError>();
  /** What is last in the row, while others may join it: many files end during one write. */
  let group: { readonly results: ItemResult[]; readonly written: Promise<void> } | undefined;

  const insist = async <T>(write: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    const mine = Symbol('write');
    try {
      for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
        try {
          return await write();
        } catch (error) {
          // A job that the journal does not know stays unknown.
          const isStale = appErrorOf(error).code === 'request.stale';
          if (isStale || signal.aborted || closing.aborted) throw error;
          if (!troubles.has(mine)) log?.error(`The journal does not take a change of job ${jobId}.`, error);
          troubles.set(mine, appErrorOf(error));
          onTrouble();
          await pause(clock, pauseMs, signal);
        }
      }
    } finally {
      if (troubles.delete(mine)) onTrouble();
    }
  };

  /** After something was given up, what builds on it is not written either: an end without the files before it. */
  const inRow = <T>(work: () => Promise<T>): Promise<T> =>
    serial.run(async () => {
      if (hasGivenUp) throw new SatchelError('cancelled', 'What this builds on was not written.');
      try {
        return await work();
      } catch (error) {
        hasGivenUp = closing.aborted;
        throw error;
      }
    });

  return {
    inOrder(write) {
      group = undefined;
      return inRow(() => insist(write, closing));
    },
    atOnce: insist,
    endItems(results) {
      if (group !== undefined) {
        group.results.push(...results);
        return group.written;
      }
      const all = [...results];
      const written = inRow(async () => {
        // Whoever joined after this would not be waited for.
        if (group?.results === all) group = undefined;
        const ended = await forgettable(all);
        if (ended.length > 0) await insist(() => journal.endItems(jobId, ended, clock.nowMs()), closing);
        if (ended.length < all.length) throw new SatchelError('cancelled', 'Some have left something yet.');
      });
      group = { results: all, written };
      return written;
    },
    trouble: () => troubles.values().next().value,
    settled: () => serial.settled(),
  };
}
