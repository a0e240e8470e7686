import type { Location, Selection } from '../../../shared/domain/object.ts';
import type { ConflictAnswer, TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { coalesce } from '../coalesce.ts';
import type { Clock, Log } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';
import { createEngine } from './engine.ts';
import { createMeter } from './flow/meter.ts';
import { placeOf } from './jobRuntime.ts';
import type { Journal } from './journal/journal.ts';
import type { JobSource, JobState } from './machine/model.ts';
import { shift } from './machine/queue.ts';
import { waitsForUser } from './machine/rules.ts';
import { snapshotOf } from './snapshot.ts';

export type TransfersOptions = {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Files that move at the same time, over all jobs. */
  readonly parallelTransfers: number;
  readonly platform: string;
  /** Called at most 10 times a second, and always with the last state. */
  readonly onChanged: (snapshot: TransfersSnapshot) => void;
  readonly newId: () => string;
  /** From 0 up to 1; Math.random when missing. */
  readonly random?: () => number;
  readonly log?: Log;
};

/** All uploads and downloads. Everything returns at once; how it goes comes by `onChanged`. */
export interface Transfers {
  /** Starts an upload of files and folders and returns the job's id; throws `request.stale` for an unknown account. */
  upload(paths: readonly string[], target: Location): string;
  /** Starts a download below a folder and returns the job's id; throws `request.stale` for an unknown account. */
  download(selection: Selection, folderPath: string): string;
  list(): TransfersSnapshot;
  /** Throws `request.stale` when that question is not the one that is open. */
  answerConflict(jobId: string, itemId: string, answer: ConflictAnswer, applyToAll: boolean): void;
  /** Throws `request.stale` for an unknown job; nothing changes for one that has ended. */
  cancel(jobId: string): void;
  /**
   * Moves what is not done of a job that has ended, as its account is now; throws `request.stale` for an unknown job, and
   * what `Accounts.storage` throws.
   */
  retry(jobId: string): void;
  /** Goes on with the jobs of an account that stopped until the user would have put the account right. */
  goOn(accountId: string): void;
  /** Takes a job that has ended off the list, or all such; throws `request.stale` for an unknown job. */
  clear(jobId?: string): void;
  /** The first thing a download put into the chosen folder, if any; throws `request.stale` for an unknown job. */
  revealPath(jobId: string): string | undefined;
  setParallelTransfers(count: number): void;
  /** Cancels all jobs and resolves when nothing half done is left, or after 5 s. */
  close(): Promise<void>;
}

const changeIntervalMs = 100;
/** The speed falls and the time left grows also when no byte comes. */
const idleIntervalMs = 1000;

/** Makes the transfers of the app, with no jobs. */
export function createTransfers(options: TransfersOptions): Transfers {
  const { accounts, clock, journal, platform, parallelTransfers, newId } = options;
  let totalMeter = createMeter(clock.nowMs());
  let cancelTick: (() => void) | undefined;
  let isClosing = false;

  const list = (): TransfersSnapshot => snapshotOf(engine.state(), engine.runtime, totalMeter, clock.nowMs());
  const changes = coalesce(clock, changeIntervalMs, () => {
    const snapshot = list();
    cancelTick?.();
    cancelTick =
      snapshot.total.activeJobCount > 0 ? clock.setTimer(changes.touch, idleIntervalMs) : undefined;
    options.onChanged(snapshot);
  });
  const engine = createEngine({
    accounts,
    clock,
    journal,
    platform,
    limit: parallelTransfers,
    newId,
    random: options.random ?? Math.random,
    onChanged: changes.touch,
    onCrash: (error) => options.log?.error('A transfer could not be tidied up.', error),
    onBytes: (bytes) => totalMeter.add(bytes, clock.nowMs()),
  });

  const known = (jobId: string): JobState => {
    const job = engine.state().jobs.get(jobId);
    if (job === undefined) throw new SatchelError('request.stale', `There is no transfer ${jobId}`);
    return job;
  };
  const freshTotalWhenIdle = (): void => {
    const goes = [...engine.state().jobs.values()].some(({ phase }) => phase === 'going');
    if (!goes) totalMeter = createMeter(clock.nowMs());
  };
  const add = (source: JobSource, accountId: string): string => {
    accounts.storage(accountId);
    freshTotalWhenIdle();
    const jobId = newId();
    engine.dispatch({ kind: 'jobAdded', jobId, source });
    return jobId;
  };

  const retry = ({ id, phase, source }: JobState): void => {
    freshTotalWhenIdle();
    const runtime = engine.runtime(id);
    if (runtime !== undefined && phase !== 'going') {
      runtime.storage = accounts.storage(placeOf(source).accountId);
      runtime.meter = createMeter(clock.nowMs());
    }
    engine.dispatch({ kind: 'retried', jobId: id });
  };

  return {
    upload: (paths, target) => add({ kind: 'upload', paths, target }, target.accountId),
    download: (selection, folderPath) =>
      add({ kind: 'download', selection, folderPath }, selection.accountId),
    list,
    answerConflict(jobId, itemId, answer, applyToAll) {
      if (shift(known(jobId).waiting)?.value.item.id !== itemId) {
        throw new SatchelError('request.stale', 'That question is not open any more');
      }
      engine.dispatch({ kind: 'answered', jobId, itemId, answer, applyToAll });
    },
    cancel(jobId) {
      engine.dispatch({ kind: 'cancelled', jobId: known(jobId).id });
    },
    retry: (jobId) => retry(known(jobId)),
    goOn(accountId) {
      // An account may be found to work while Satchel ends.
      if (isClosing) return;
      for (const job of engine.state().jobs.values()) {
        const hasStopped = job.phase === 'ended' && job.error !== undefined && waitsForUser(job.error);
        // That an account works says nothing about whether it may be changed.
        if (!hasStopped || job.error?.code === 'account.readOnly') continue;
        if (placeOf(job.source).accountId === accountId) retry(job);
      }
    },
    clear(jobId) {
      engine.dispatch(
        jobId === undefined ? { kind: 'cleared' } : { kind: 'cleared', jobId: known(jobId).id },
      );
    },
    revealPath: (jobId) => engine.runtime(known(jobId).id)?.revealPath,
    setParallelTransfers: (limit) => engine.dispatch({ kind: 'limitChanged', limit }),
    async close() {
      isClosing = true;
      await engine.close();
      cancelTick?.();
      changes.stop();
    },
  };
}
