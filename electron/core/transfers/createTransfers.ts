import type { TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import { coalesce } from '../coalesce.ts';
import type { Clock, Log } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';
import { createEngine } from './engine.ts';
import { createBandwidth } from './flow/bandwidth.ts';
import { createBudget } from './flow/budget.ts';
import { createMeter } from './flow/meter.ts';
import { createSlots } from './flow/slots.ts';
import { type JobRuntime, startAfresh } from './jobRuntime.ts';
import type { Journal, JournaledJob } from './journal/journal.ts';
import type { JobSource, JobState, Limits } from './machine/model.ts';
import { shift } from './machine/queue.ts';
import { errorClassOf, isOver } from './machine/rules.ts';
import { saveReceipt } from './receipt/saveReceipt.ts';
import { rowsOf } from './rows.ts';
import { snapshotOf } from './snapshot.ts';
import type { JobIds, StorageSource, TransferSettings, Transfers } from './transfers.ts';

export type TransfersOptions = {
  readonly storages: StorageSource;
  readonly clock: Clock;
  /** Closed by `close`. */
  readonly journal: Journal;
  readonly settings: TransferSettings;
  readonly platform: string;
  /** Called at most 4 times a second, and always with the last state. */
  readonly onChanged: (snapshot: TransfersSnapshot) => void;
  readonly newId: () => string;
  /** From 0 up to 1; Math.random when missing. */
  readonly random?: () => number;
  readonly log?: Log;
};

const changeIntervalMs = 250;
/** The speed falls and the time left grows also when no byte comes. */
const idleIntervalMs = 1000;
/** Memory for file content that is on its way up, over all jobs; a part is a slab, or some of them. */
const uploadMemoryBytes = 96 * 1024 * 1024;
const slabBytes = 16 * 1024 * 1024;
/** The list of jobs that are over must not grow for ever: what is done, and older than these, leaves it at the next start. */
const endedJobsKept = 100;

/** All uploads and downloads of an account's storages: the jobs that the journal knows go on by themselves. */
export function createTransfers(options: TransfersOptions): Transfers {
  const { storages, clock, journal, newId, log } = options;
  let totalMeter = createMeter(clock.nowMs());
  let cancelTick: (() => void) | undefined;
  let { settings } = options;

  const list = (): TransfersSnapshot => snapshotOf(engine.state(), engine.runtime, totalMeter, clock.nowMs());
  const changes = coalesce(clock, changeIntervalMs, () => {
    const snapshot = list();
    cancelTick?.();
    cancelTick = snapshot.total.goingJobCount > 0 ? clock.setTimer(changes.touch, idleIntervalMs) : undefined;
    options.onChanged(snapshot);
  });
  const slots = createSlots({ clock });
  const bandwidth = createBandwidth(clock, () => settings.speedLimits);
  const flow = { slots, bandwidth, budget: createBudget(uploadMemoryBytes, slabBytes) };
  slots.setMost(mostOf(settings));
  const engine = createEngine({
    storages,
    clock,
    journal,
    flow,
    platform: options.platform,
    limits: limitsOf(settings),
    random: options.random ?? Math.random,
    log,
    onChanged: changes.touch,
    onBytes: (bytes) => totalMeter.add(bytes, clock.nowMs()),
  });

  const restore = async (): Promise<void> => {
    for (const job of await withoutOld(await journal.readJobs(), journal, log)) {
      if (!engine.isClosed()) engine.restore(job);
    }
  };
  const restored = restore().catch((error: unknown) => {
    log?.error('The transfers of earlier runs could not be read.', error);
  });

  const known = (jobId: string): { readonly job: JobState; readonly runtime: JobRuntime } => {
    const job = engine.state().jobs.get(jobId);
    const runtime = engine.runtime(jobId);
    if (job !== undefined && runtime !== undefined) return { job, runtime };
    throw new SatchelError('request.stale', `There is no transfer ${jobId}`);
  };
  /** Resolves when the journal has what has become of a job until now; what it cannot take must not hold up the rest. */
  const written = async (jobId: string): Promise<void> => {
    await restored;
    const { writer } = known(jobId).runtime;
    if (writer.trouble() === undefined) await writer.settled();
  };
  /** The jobs that are meant; of all jobs, those that `fits` picks. */
  const chosen = async (jobIds: JobIds, fits: (job: JobState) => boolean): Promise<readonly JobState[]> => {
    await restored;
    if (jobIds !== undefined) return jobIds.map((jobId) => known(jobId).job);
    return [...engine.state().jobs.values()].filter(fits);
  };
  const freshTotalWhenIdle = (): void => {
    const goes = [...engine.state().jobs.values()].some(({ phase }) => phase === 'going');
    if (!goes) totalMeter = createMeter(clock.nowMs());
  };

  const add = async (source: JobSource, onTaken: JobState['onTaken']): Promise<string> => {
    await restored;
    const { accountId } = source.kind === 'upload' ? source.target : source.selection;
    const { storage, place } = await storages.open(accountId);
    if (engine.isClosed()) throw new SatchelError('request.stale', 'The transfers are closed.');
    const jobId = newId();
    await journal.addJob({ jobId, source, onTaken, startedAtMs: clock.nowMs(), place });
    freshTotalWhenIdle();
    engine.addRuntime({ jobId, source, place }).opened = Promise.resolve(storage);
    engine.dispatch({ kind: 'jobAdded', jobId, source, onTaken });
    return jobId;
  };

  const goOnWith = (jobs: readonly JobState[], kind: 'resumed' | 'retried'): void => {
    freshTotalWhenIdle();
    for (const { id } of jobs) {
      const runtime = engine.runtime(id);
      if (runtime !== undefined) startAfresh(runtime, clock.nowMs());
      engine.dispatch({ kind, jobId: id });
    }
  };

  return {
    upload: (paths, target, onTaken) => add({ kind: 'upload', paths, target }, onTaken),
    download: (selection, folderPath, onTaken) => add({ kind: 'download', selection, folderPath }, onTaken),
    async list() {
      await restored;
      return list();
    },
    async listItems(jobId, request) {
      await written(jobId);
      const { job, runtime } = known(jobId);
      return rowsOf(job, runtime, journal, request);
    },
    async answerConflict(jobId, itemId, answer, applyToAll) {
      await restored;
      if (shift(known(jobId).job.waiting)?.value.item.id !== itemId) {
        throw new SatchelError('request.stale', 'That question is not open any more');
      }
      engine.dispatch({ kind: 'answered', jobId, itemId, answer, applyToAll });
    },
    async pause(jobIds) {
      for (const { id } of await chosen(jobIds, (job) => !isOver(job))) {
        engine.dispatch({ kind: 'paused', jobId: id });
      }
    },
    async resume(jobIds) {
      goOnWith(await chosen(jobIds, ({ phase }) => phase === 'paused'), 'resumed');
    },
    async cancel(jobIds) {
      for (const { id } of await chosen(jobIds, (job) => !isOver(job))) {
        engine.dispatch({ kind: 'cancelled', jobId: id });
      }
    },
    async retry(jobIds) {
      // What the user has cancelled comes back only when they say so of that job.
      const mayGoOn = ({ phase }: JobState): boolean => phase !== 'cancelled' && phase !== 'paused';
      goOnWith(await chosen(jobIds, mayGoOn), 'retried');
    },
    async clear(jobIds) {
      for (const { id } of await chosen(jobIds, isOver)) engine.dispatch({ kind: 'cleared', jobId: id });
    },
    async goOn(accountId, because) {
      const waits = ({ id, phase, error }: JobState): boolean =>
        phase === 'blocked' &&
        engine.runtime(id)?.accountId === accountId &&
        error !== undefined &&
        // That an account works says nothing about whether it may be changed.
        (error.code === 'account.readOnly') === (because === 'itMayBeChanged') &&
        errorClassOf(error) === 'credentials';
      goOnWith(await chosen(undefined, waits), 'resumed');
    },
    async revealPath(jobId) {
      await restored;
      return known(jobId).runtime.revealPath;
    },
    async saveReceipt(jobId, filePath) {
      await written(jobId);
      const { runtime } = known(jobId);
      await saveReceipt(runtime.source, journal.readReceipt(jobId), filePath);
    },
    async uploadIds(bucket) {
      await restored;
      return [...(await journal.readUploadIds(bucket))];
    },
    async configure(changed) {
      settings = changed;
      slots.setMost(mostOf(settings));
      await restored;
      engine.dispatch({ kind: 'limitsChanged', limits: limitsOf(settings) });
    },
    async nudge() {
      await restored;
      engine.dispatch({ kind: 'nudged' });
    },
    async close() {
      await restored;
      await engine.close();
      cancelTick?.();
      changes.stop();
    },
  };
}

/** Files at a time; those in parts are fewer, because each has several requests. */
function limitsOf({ parallelTransfers }: TransferSettings): Limits {
  if (parallelTransfers === 0) return { small: 32, large: 4 };
  return { small: parallelTransfers, large: Math.max(1, Math.ceil(parallelTransfers / 4)) };
}

function mostOf({ parallelTransfers }: TransferSettings): number | undefined {
  return parallelTransfers === 0 ? undefined : parallelTransfers;
}

/** The jobs without those that are done and have many newer ones that are over; the journal forgets these. */
async function withoutOld(
  jobs: readonly JournaledJob[],
  journal: Journal,
  log: Log | undefined,
): Promise<readonly JournaledJob[]> {
  const old = jobs
    .filter(isOver)
    .slice(0, -endedJobsKept)
    .filter(({ error, counts }) => error === undefined && counts.failedCount === 0)
    .filter(({ phase }) => phase === 'ended');
  for (const { id } of old) {
    // A disk that is full must not keep the others from going on; the next start removes it.
    await journal.removeJob(id).catch((error: unknown) => log?.error(`Job ${id} is still there.`, error));
  }
  return jobs.filter((job) => !old.includes(job));
}
