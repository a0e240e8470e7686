import { setImmediate as nextTurn } from 'node:timers/promises';
import { appErrorOf } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';
import type { JobRuntime } from './jobRuntime.ts';
import type { Journal } from './journal/journal.ts';
import type { TransferEvent, TransferItem } from './machine/model.ts';
import { unlessStopped } from './pause.ts';
import { createPlanner } from './planning/planner.ts';
import type { PlannedBatch } from './planning/planning.ts';

export type FinderOptions = {
  readonly journal: Journal;
  readonly platform: string;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly storageOf: (runtime: JobRuntime) => Promise<Storage>;
  readonly dispatch: (event: TransferEvent) => void;
};

/** Finds what jobs have to move; it is in the journal before the machine is told of it. */
export type Finder = {
  /** Finds all of a job, tells of it as it goes, and how it ended unless the signal was given. */
  plan(runtime: JobRuntime, run: number, signal: AbortSignal): Promise<void>;
  /** Looks into a folder of an upload; false when it is empty. */
  lookInside(
    runtime: JobRuntime,
    storage: Storage,
    item: TransferItem,
    signal: AbortSignal,
  ): Promise<boolean>;
};

/** A finder for all jobs. */
export function createFinder({ journal, platform, random, storageOf, dispatch }: FinderOptions): Finder {
  /** Tells of what is found until there is no more, or the signal is given; resolves to the number found. */
  const tellOf = async (
    { jobId, writer }: JobRuntime,
    found: AsyncIterable<PlannedBatch>,
    signal: AbortSignal,
  ): Promise<number> => {
    let count = 0;
    for await (const batch of found) {
      count += batch.items.length + batch.rejected.length;
      const told = writer
        .inOrder(() => journal.addItems(jobId, batch))
        .then((stored) => dispatch({ kind: 'planned', jobId, ...stored }));
      // What is written down once the journal works again is told of even then.
      await unlessStopped(told, signal);
      // A listing that is answered from memory must not hold up everything else.
      await nextTurn();
      if (signal.aborted) break;
    }
    return count;
  };

  return {
    async plan(runtime, run, signal) {
      const { jobId, source, writer } = runtime;
      try {
        const storage = await unlessStopped(storageOf(runtime), signal);
        await tellOf(runtime, createPlanner(source, platform, () => storage).run(signal), signal);
        if (signal.aborted) return;
        await writer.inOrder(() => journal.changeJob(jobId, { isPlanned: true }));
        dispatch({ kind: 'planEnded', jobId, run });
      } catch (error) {
        if (signal.aborted) return;
        dispatch({ kind: 'planFailed', jobId, run, error: appErrorOf(error), jitter: random() });
      }
    },
    async lookInside(runtime, storage, item, signal) {
      const planner = createPlanner(runtime.source, platform, () => storage);
      return (await tellOf(runtime, planner.inFolder(item, signal), signal)) > 0;
    },
  };
}
