import { assertNever } from '../../../shared/assertNever.ts';
import type { Clock, Log } from '../ports.ts';
import { createAlarm } from './alarm.ts';
import { createAttempts } from './attempts.ts';
import { createBackground } from './background.ts';
import { createFinder } from './finding.ts';
import type { Flow } from './flow/flow.ts';
import { clearMoved, createJobRuntime, type JobRuntime, setMoved, storageOf } from './jobRuntime.ts';
import { createJobWriter } from './jobWriter.ts';
import type { Journal, JournaledJob } from './journal/journal.ts';
import { createLeftovers } from './leftovers.ts';
import { emptyTransfers, transition } from './machine/machine.ts';
import type {
  JobSource,
  JobState,
  Limits,
  TransferEffect,
  TransferEvent,
  TransfersState,
} from './machine/model.ts';
import { atMost } from './pause.ts';
import type { StorageSource } from './transfers.ts';

/** How long `close` waits for what still goes. */
const closeWithinMs = 5000;

export type EngineOptions = {
  readonly storages: StorageSource;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly flow: Flow;
  readonly platform: string;
  readonly limits: Limits;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly log: Log | undefined;
  /** Called whenever the state or the bytes have changed. */
  readonly onChanged: () => void;
  readonly onBytes: (bytes: number) => void;
};

type NewJob = { readonly jobId: string; readonly source: JobSource; readonly place: string };

/** Carries out what the machine asks for and tells it what came of it. */
export type Engine = {
  /** Once the engine is closed, nothing happens any more. */
  dispatch(event: TransferEvent): void;
  state(): TransfersState;
  runtime(jobId: string): JobRuntime | undefined;
  /** Makes room for a job, new or of an earlier run, before the machine is told of it. */
  addRuntime(job: NewJob): JobRuntime;
  restore(job: JournaledJob): void;
  isClosed(): boolean;
  /** Stops everything, keeps all for the next start, and resolves when the journal is closed, or after 5 s. */
  close(): Promise<void>;
};

type Effect<K extends TransferEffect['kind']> = Extract<TransferEffect, { readonly kind: K }>;

/** An engine with no jobs. */
export function createEngine(options: EngineOptions): Engine {
  const { clock, journal, log, onChanged } = options;
  const runtimes = new Map<string, JobRuntime>();
  const closing = new AbortController();
  const events: TransferEvent[] = [];
  let state = emptyTransfers(options.limits);

  /** One event after the other, also when an effect has its result at once. */
  const dispatch = (event: TransferEvent): void => {
    events.push(event);
    if (events.length > 1) return;
    for (let next = events[0]; next !== undefined; next = events[0]) {
      const step = attemptTo(() => transition(state, next, clock.nowMs()));
      if (step !== undefined) state = step.state;
      if (next.kind === 'cancelled' || next.kind === 'paused') attemptTo(() => writeDownWish(next.jobId));
      for (const effect of step?.effects ?? []) attemptTo(() => carryOut(effect));
      events.shift();
    }
    onChanged();
  };

  /** A bug in one place stops nothing else. */
  const attemptTo = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      log?.error('The transfers met something unforeseen.', error);
      return undefined;
    }
  };

  const alarm = createAlarm(clock, () => dispatch({ kind: 'woke' }));
  const background = createBackground((error) => {
    if (!closing.signal.aborted) log?.error('The transfers could not do something.', error);
  });
  const inBackground = background.run;

  const openStorage = (runtime: JobRuntime) => storageOf(runtime, options.storages);
  const leftovers = createLeftovers({
    journal,
    clock,
    storageOf: openStorage,
    closing: closing.signal,
    log,
  });
  const finder = createFinder({ ...options, storageOf: openStorage, dispatch });
  const runAttempt = createAttempts({
    ...options,
    storageOf: openStorage,
    lookInside: finder.lookInside,
    onBytes(runtime, bytes) {
      // The speed is the line's: bytes that are taken back have gone over it all the same.
      if (bytes > 0) {
        runtime.meter.add(bytes, clock.nowMs());
        options.onBytes(bytes);
      }
      onChanged();
    },
  });

  const carryOut = (effect: TransferEffect): void => {
    if (effect.kind === 'wake') {
      if (!closing.signal.aborted) alarm.set(effect.atMs);
      return;
    }
    const runtime = runtimes.get(effect.jobId);
    if (runtime === undefined) return;
    const { jobId, writer } = runtime;
    // What has ended is still written down while all else is over.
    if (closing.signal.aborted && effect.kind !== 'itemsEnded' && effect.kind !== 'jobChanged') return;
    switch (effect.kind) {
      case 'plan': {
        const controller = new AbortController();
        runtime.planController = controller;
        inBackground(finder.plan(runtime, effect.run, controller.signal));
        break;
      }
      case 'stopPlan':
        runtime.planController?.abort();
        break;
      case 'load': {
        const { lane, limit } = effect;
        const loaded = writer.inOrder(() => journal.load(jobId, lane, limit));
        inBackground(loaded.then((items) => dispatch({ kind: 'loaded', jobId, lane, items })));
        break;
      }
      case 'start':
        start(runtime, effect);
        break;
      case 'stop':
        for (const itemId of effect.itemIds) stop(runtime, itemId, effect.discard);
        break;
      case 'discard':
        for (const item of effect.items) {
          setMoved(runtime, item.id, undefined);
          inBackground(leftovers.discard(runtime, item));
        }
        break;
      case 'itemsEnded':
        for (const { item } of effect.results) setMoved(runtime, item.id, undefined);
        inBackground(writer.endItems(effect.results));
        break;
      case 'requeue': {
        const requeued = writer.inOrder(async () => {
          await journal.requeueFailed(jobId);
          return journal.rewind(jobId);
        });
        inBackground(requeued.then((stored) => dispatch({ kind: 'requeued', jobId, stored })));
        break;
      }
      case 'jobChanged':
        jobChanged(runtime);
        break;
      case 'jobRemoved':
        inBackground(forget(runtime));
        break;
      default:
        assertNever(effect, 'transfer effect');
    }
  };

  const start = (runtime: JobRuntime, effect: Effect<'start'>): void => {
    const { item } = effect;
    const controller = new AbortController();
    const run = async (): Promise<void> => {
      await leftovers.interrupt(runtime, item.id);
      const event = await runAttempt(runtime, effect, controller.signal);
      runtime.attempts.delete(item.id);
      const isSettled = event.kind === 'itemDone' || event.kind === 'itemSkipped';
      if (event.kind === 'itemTaken' || isSettled) setMoved(runtime, item.id, undefined);
      if (runtime.discardAfter.delete(item.id) && !isSettled) {
        setMoved(runtime, item.id, undefined);
        inBackground(leftovers.discard(runtime, item));
      }
      // Attempts that fail because everything stops have not failed, and nothing is thrown away any more.
      if (event.kind === 'itemDone' || !closing.signal.aborted) dispatch(event);
    };
    const over = run();
    runtime.attempts.set(item.id, { controller, over });
    inBackground(over);
  };

  const stop = (runtime: JobRuntime, itemId: string, discard: boolean): void => {
    const attempt = runtime.attempts.get(itemId);
    if (attempt === undefined) return;
    if (discard) runtime.discardAfter.add(itemId);
    attempt.controller.abort();
  };

  const writeJob = (job: JobState): Promise<void> => {
    const { phase, plan, answerForAll, error, endedAtMs } = job;
    const change = { phase, isPlanned: plan.status === 'ended', answerForAll, error, endedAtMs };
    return journal.changeJob(job.id, change);
  };

  /**
   * That the user has stopped a job, at once: other writes may wait for what moves or is thrown away, Satchel may end before
   * that, and the next start must not go on with it.
   */
  const writeDownWish = (jobId: string): void => {
    const write = async (): Promise<void> => {
      const job = state.jobs.get(jobId);
      if (job?.phase === 'cancelled' || job?.phase === 'paused') await writeJob(job);
    };
    const writer = runtimes.get(jobId)?.writer;
    if (writer !== undefined) inBackground(writer.atOnce(write, closing.signal));
  };

  const jobChanged = (runtime: JobRuntime): void => {
    const job = state.jobs.get(runtime.jobId);
    if (job !== undefined) inBackground(runtime.writer.inOrder(() => writeJob(job)));
    const phase = job?.phase;
    runtime.sweepController?.abort();
    if (phase === 'ended' || phase === 'cancelled') {
      clearMoved(runtime);
      runtime.folders.forget();
    }
    if (phase === 'cancelled') sweep(runtime);
  };

  const sweep = (runtime: JobRuntime): void => {
    const controller = new AbortController();
    runtime.sweepController = controller;
    inBackground(leftovers.sweep(runtime, controller.signal));
  };

  /** The job stays in the journal for as long as there is something to throw away. */
  const forget = async (runtime: JobRuntime): Promise<void> => {
    const { jobId, writer } = runtime;
    runtime.sweepController?.abort();
    for (const { controller } of runtime.attempts.values()) controller.abort();
    if (!(await leftovers.sweep(runtime, closing.signal))) return;
    await writer.inOrder(() => journal.removeJob(jobId));
    runtimes.delete(jobId);
  };

  const addRuntime: Engine['addRuntime'] = ({ jobId, source, place }) => {
    const writer = createJobWriter({
      jobId,
      journal,
      clock,
      closing: closing.signal,
      async forgettable(results) {
        const left = await Promise.all(results.map(({ item }) => runtime.discards.get(item.id)?.over));
        // What closing has interrupted is known to the next start only as long as the item has not ended.
        return closing.signal.aborted ? results.filter((_result, index) => left[index] !== 'later') : results;
      },
      onTrouble: onChanged,
      log,
    });
    const runtime = createJobRuntime({ jobId, source, place, writer }, clock.nowMs());
    runtimes.set(jobId, runtime);
    return runtime;
  };

  const closeJournal = async (): Promise<void> => {
    await background.idle();
    await journal.close().catch((error: unknown) => log?.error('The journal could not be closed.', error));
  };

  return {
    dispatch(event) {
      if (!closing.signal.aborted) dispatch(event);
    },
    state: () => state,
    runtime: (jobId) => runtimes.get(jobId),
    addRuntime,
    restore({ place, ...job }) {
      const runtime = addRuntime({ jobId: job.id, source: job.source, place });
      if (job.source.kind === 'download' && job.counts.doneCount > 0) {
        runtime.revealPath = job.source.folderPath;
      }
      dispatch({ kind: 'jobRestored', job });
      if (job.phase === 'cancelled') sweep(runtime);
    },
    isClosed: () => closing.signal.aborted,
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      alarm.cancel();
      for (const { planController, attempts } of runtimes.values()) {
        planController?.abort();
        for (const { controller } of attempts.values()) controller.abort();
      }
      await atMost(clock, closeWithinMs, closeJournal());
    },
  };
}
