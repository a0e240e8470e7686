import type { Clock } from '../ports.ts';
import type { JobRuntime } from './jobRuntime.ts';
import type { Journal } from './journal/journal.ts';
import { discardProgress } from './moving/discardProgress.ts';
import type { Serial } from './serial.ts';

/** What files that were not finished leave behind, here and on the server, until it is taken back. */
export type Leftovers = {
  /** Takes back what one file has left, once nothing of that file goes any more. */
  takeBack(jobId: string, runtime: JobRuntime, itemId: string): void;
  /** Tries once more what could not be taken back of a job. */
  takeBackAll(jobId: string, runtime: JobRuntime): Promise<void>;
  /** The user has taken a job off the list; the journal knows it until `forgetRemoved` has found nothing left of it. */
  removed(jobId: string, runtime: JobRuntime): void;
  forgetRemoved(): void;
};

/** The leftovers of all jobs; what fails goes where `serial` tells of failures. Nothing waits once `hurry` is aborted. */
export function createLeftovers(
  journal: Journal,
  clock: Clock,
  serial: Serial,
  hurry: AbortSignal,
): Leftovers {
  const gone = new Map<string, JobRuntime>();

  const discard = (jobId: string, runtime: JobRuntime, itemId: string): Promise<void> =>
    serial.run(`${jobId} ${itemId}`, async () => {
      const progress = await journal.readProgress(jobId, itemId);
      if (progress !== undefined) {
        await discardProgress(progress, runtime.storage, clock, hurry);
        await journal.record({ kind: 'progressDropped', jobId, itemId });
      }
      runtime.begun.delete(itemId);
    });

  const takeBackAll = async (jobId: string, runtime: JobRuntime): Promise<void> => {
    await runtime.takenBack;
    await Promise.all([...runtime.begun].map((itemId) => discard(jobId, runtime, itemId)));
  };

  return {
    takeBack(jobId, runtime, itemId) {
      runtime.takenBack = Promise.all([runtime.takenBack, discard(jobId, runtime, itemId)]);
    },
    takeBackAll,
    removed: (jobId, runtime) => void gone.set(jobId, runtime),
    forgetRemoved() {
      for (const [jobId, runtime] of gone) {
        serial.run(jobId, async () => {
          await takeBackAll(jobId, runtime);
          if (runtime.begun.size > 0 || !gone.delete(jobId)) return;
          await journal.record({ kind: 'jobRemoved', jobId });
        });
      }
    },
  };
}
