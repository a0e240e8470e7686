import { setImmediate as nextTurn } from 'node:timers/promises';
import { assertNever } from '../../../shared/assertNever.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../ports.ts';
import { appErrorOf } from '../satchelError.ts';
import { downloadFile } from './download/downloadFile.ts';
import { createBudget } from './flow/budget.ts';
import { createJobRuntime, type JobRuntime, noteRevealPath, setMoved } from './jobRuntime.ts';
import type { Journal } from './journal/journal.ts';
import { createLeftovers } from './leftovers.ts';
import { emptyTransfers, transition } from './machine/machine.ts';
import type { TransferEffect, TransferEvent, TransfersState } from './machine/model.ts';
import { type MoveOutcome, type ProgressLog, singleRequestBytes } from './moving/moveContext.ts';
import type { PlannedBatch } from './planning/planning.ts';
import { createSerial } from './serial.ts';
import { uploadFile } from './upload/uploadFile.ts';

/** Memory for file content that is on its way up, over all jobs. */
const uploadMemoryBytes = 128 * 1024 * 1024;

/** How long `close` waits for what is being taken back. */
const closeWithinMs = 5000;

export type EngineOptions = {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly platform: string;
  readonly limit: number;
  readonly newId: () => string;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Called whenever the state or the bytes have changed. */
  readonly onChanged: () => void;
  readonly onBytes: (bytes: number) => void;
  /** Called with what failed without being a file's failure: a bug, or something that could not be taken back. */
  readonly onCrash: (error: unknown) => void;
};

/** Carries out what the machine asks for and tells it what came of it. */
export type Engine = {
  dispatch(event: TransferEvent): void;
  state(): TransfersState;
  runtime(jobId: string): JobRuntime | undefined;
  /** Stops everything and waits, 5 s at most, until nothing half done is left. */
  close(): Promise<void>;
};

type Effect<K extends TransferEffect['kind']> = Extract<TransferEffect, { kind: K }>;

/** An engine with no jobs. */
export function createEngine(options: EngineOptions): Engine {
  const { accounts, clock, journal, platform, newId, random, onChanged } = options;
  const budget = createBudget(uploadMemoryBytes, singleRequestBytes);
  const runtimes = new Map<string, JobRuntime>();
  const hurry = new AbortController();
  const serial = createSerial(options.onCrash);
  const leftovers = createLeftovers(journal, clock, serial, hurry.signal);
  const pending: TransferEvent[] = [];
  let state = emptyTransfers(options.limit);
  let cancelWake: (() => void) | undefined;

  /** One event after the other, also when an effect has its result at once. */
  const dispatch = (event: TransferEvent): void => {
    pending.push(event);
    if (pending.length > 1) return;
    for (let next = pending[0]; next !== undefined; next = pending[0]) {
      try {
        const step = transition(state, next, clock.nowMs());
        state = step.state;
        for (const effect of step.effects) carryOut(effect);
        if (next.kind === 'cleared') leftovers.forgetRemoved();
      } catch (error) {
        options.onCrash(error);
      }
      pending.shift();
    }
    onChanged();
  };

  const carryOut = (effect: TransferEffect): void => {
    switch (effect.kind) {
      case 'plan':
        plan(effect);
        break;
      case 'stopPlan':
        runtimes.get(effect.jobId)?.planController?.abort();
        break;
      case 'start':
        start(effect);
        break;
      case 'settle':
        settle(effect);
        break;
      case 'jobEnded':
        serial.run(effect.jobId, () => journal.record(effect));
        break;
      case 'jobRemoved':
        remove(effect);
        break;
      case 'wake':
        wakeAt(effect.atMs);
        break;
      default:
        assertNever(effect, 'transfer effect');
    }
  };

  const wakeAt = (atMs: number): void => {
    cancelWake?.();
    cancelWake = clock.setTimer(() => dispatch({ kind: 'woke' }), Math.max(0, atMs - clock.nowMs()));
  };

  const plan = ({ jobId, run, source }: Effect<'plan'>): void => {
    const isNew = !runtimes.has(jobId);
    const runtime = runtimes.get(jobId) ?? createJobRuntime(source, accounts, clock, platform);
    runtimes.set(jobId, runtime);
    const controller = new AbortController();
    runtime.planController = controller;
    serial.run(jobId, async () => {
      try {
        if (isNew) await journal.record({ kind: 'jobAdded', jobId, source });
        if (controller.signal.aborted) return;
        await tellOf(jobId, runtime.planner.run(controller.signal), controller.signal);
        if (controller.signal.aborted) return;
        await journal.record({ kind: 'planEnded', jobId });
        dispatch({ kind: 'planEnded', jobId, run });
      } catch (error) {
        if (controller.signal.aborted) return;
        dispatch({ kind: 'planFailed', jobId, run, error: appErrorOf(error), jitter: random() });
      }
    });
  };

  /** Tells of what is found until there is no more, or the signal was given; resolves to the number of batches. */
  const tellOf = async (jobId: string, found: AsyncIterable<PlannedBatch>, signal: AbortSignal) => {
    let count = 0;
    for await (const batch of found) {
      count += 1;
      await journal.record({ kind: 'itemsPlanned', jobId, items: batch.items });
      dispatch({ kind: 'planned', jobId, ...batch });
      // A listing that is answered from memory must not hold up everything else.
      await nextTurn();
      if (signal.aborted) break;
    }
    return count;
  };

  const start = ({ jobId, item, onTaken }: Effect<'start'>): void => {
    const runtime = runtimes.get(jobId);
    if (runtime === undefined) return;
    const attempt = { jobId, itemId: item.id, attempt: item.attempt };
    const controller = new AbortController();
    runtime.controllers.set(item.id, controller);
    let progressed = false;
    const move = async (): Promise<MoveOutcome> => {
      const { bucket, etags, folders, meter } = runtime;
      const progress = progressLog(runtime, jobId, item.id, () => {
        progressed = true;
      });
      const context = {
        storage: runtime.storage,
        bucket,
        item,
        onTaken,
        looksFirst: runtime.metTakenName,
        signal: controller.signal,
        budget,
        etags,
        folders,
        newId,
        progress,
        onBytes: (bytes: number) => {
          if (controller.signal.aborted) return;
          setMoved(runtime, item.id, (runtime.moved.get(item.id) ?? 0) + bytes);
          // The speed is the line's: bytes that are taken back have gone over it all the same.
          if (bytes > 0) {
            meter.add(bytes, clock.nowMs());
            options.onBytes(bytes);
          }
          onChanged();
        },
        onRestart: (movedBytes: number) => {
          if (!controller.signal.aborted) setMoved(runtime, item.id, movedBytes);
        },
      };
      const found = runtime.planner.again(item.id, controller.signal);
      if (found !== undefined && (await tellOf(jobId, found, controller.signal)) > 0) {
        return { kind: 'done', sizeBytes: 0 };
      }
      return runtime.source.kind === 'upload' ? uploadFile(context) : downloadFile(context);
    };
    serial.run(`${jobId} ${item.id}`, async () => {
      try {
        if (controller.signal.aborted) return;
        await journal.record({ kind: 'itemStarted', ...attempt });
        const outcome = await move();
        noteRevealPath(runtime, item, outcome);
        if (outcome.kind === 'taken') runtime.metTakenName = true;
        if (controller.signal.aborted) return;
        if (outcome.kind === 'taken') setMoved(runtime, item.id, undefined);
        if (outcome.kind === 'done') {
          runtime.begun.delete(item.id);
          const { sizeBytes, renamed } = outcome;
          setMoved(runtime, item.id, undefined);
          dispatch({ kind: 'itemDone', ...attempt, sizeBytes, ...(renamed ? { renamed } : {}) });
        } else dispatch({ kind: 'itemTaken', ...attempt, conflict: outcome.conflict });
      } catch (error) {
        if (controller.signal.aborted) return;
        const appError = appErrorOf(error);
        // Damaged bytes are thrown away, so they are no progress, however many there were.
        const kept = progressed && appError.code !== 'integrity.mismatch';
        dispatch({ kind: 'itemFailed', ...attempt, error: appError, jitter: random(), progressed: kept });
      } finally {
        if (runtime.controllers.get(item.id) === controller) runtime.controllers.delete(item.id);
      }
    });
  };

  const progressLog = (
    runtime: JobRuntime,
    jobId: string,
    itemId: string,
    onPart: () => void,
  ): ProgressLog => ({
    read: () => journal.readProgress(jobId, itemId),
    async begin(progress) {
      runtime.begun.add(itemId);
      await journal.record({ kind: 'progressBegun', jobId, itemId, progress });
    },
    async partDone(part) {
      await journal.record({ kind: 'partDone', jobId, itemId, part });
      onPart();
    },
    async drop() {
      await journal.record({ kind: 'progressDropped', jobId, itemId });
      runtime.begun.delete(itemId);
    },
  });

  const settle = ({ jobId, items, ending }: Effect<'settle'>): void => {
    const runtime = runtimes.get(jobId);
    if (runtime === undefined) return;
    const itemIds = items.map(({ id }) => id);
    for (const itemId of itemIds) {
      const controller = runtime.controllers.get(itemId);
      controller?.abort();
      setMoved(runtime, itemId, undefined);
      if (ending === 'done' || ending === 'kept' || (controller === undefined && !runtime.begun.has(itemId)))
        continue;
      leftovers.takeBack(jobId, runtime, itemId);
    }
    serial.run(`${jobId} settle`, () => journal.record({ kind: 'itemsEnded', jobId, itemIds, ending }));
  };

  const remove = ({ jobId }: Effect<'jobRemoved'>): void => {
    const runtime = runtimes.get(jobId);
    runtimes.delete(jobId);
    if (runtime !== undefined) leftovers.removed(jobId, runtime);
  };

  return {
    dispatch,
    state: () => state,
    runtime: (jobId) => runtimes.get(jobId),
    async close() {
      hurry.abort();
      for (const jobId of state.jobs.keys()) dispatch({ kind: 'cancelled', jobId });
      leftovers.forgetRemoved();
      for (const [jobId, runtime] of runtimes) {
        serial.run(jobId, () => leftovers.takeBackAll(jobId, runtime));
      }
      cancelWake?.();
      let cancelTimer = (): void => undefined;
      const tooLong = new Promise<void>((resolve) => {
        cancelTimer = clock.setTimer(resolve, closeWithinMs);
      });
      await Promise.race([serial.idle(), tooLong]);
      cancelTimer();
    },
  };
}
