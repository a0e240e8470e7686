import { join } from 'node:path';
import type { Selection } from '../../../shared/domain/object.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { coalesce } from '../coalesce.ts';
import type { Clock, Log } from '../ports.ts';
import { appErrorOf } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';
import { planStage, type StagePlan } from './planStage.ts';
import { stageFile } from './stageFile.ts';
import { createStageFolders } from './stageFolders.ts';

/** The host's own dragging. */
export interface DragOut {
  /** Goes on, with files, with the drag of the mouse button that is held in our window. */
  start(paths: readonly string[]): void;
}

/** Dragging out of the window: brings a selection to this computer first, because the system drags only real files. */
export type DraggingOut = {
  /**
   * `dragged` once the system has taken over; `tooLarge` before any byte was moved; `cancelled` after `cancel` or another
   * `start`. Throws what the storage throws.
   */
  start(selection: Selection): Promise<'dragged' | 'tooLarge' | 'cancelled'>;
  /** Gives up the files that are on their way; nothing happens when there are none. */
  cancel(): void;
  /** Gives up the stage of this operation; false when it is none of ours. */
  cancelOperation(operationId: string): boolean;
  /** Gives up what is on its way, and removes all that was brought. */
  close(): Promise<void>;
};

type DraggingOutOptions = {
  readonly accounts: Pick<Accounts, 'storage'>;
  readonly dragOut: DragOut;
  readonly platform: NodeJS.Platform;
  /** For the files; nothing else may be in it. */
  readonly stageFolder: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  /** Told of a stage that takes longer than a moment, at most ten times a second and with its end. */
  readonly onChanged: (operation: Operation) => void;
};

const quietMs = 500;
const changeIntervalMs = 100;
const filesAtOnce = 4;

/** Nothing is on its way; what an earlier run has left is removed. */
export function createDraggingOut(options: DraggingOutOptions): DraggingOut {
  const { accounts, dragOut, platform, stageFolder, clock, newId, log, onChanged } = options;
  const folders = createStageFolders({ root: stageFolder, newId, clock, log });
  let current: { readonly id: string; readonly controller: AbortController } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const stage = async (
    storage: Storage,
    selection: Selection,
    plan: StagePlan,
    id: string,
    { signal }: AbortController,
  ): Promise<readonly string[]> => {
    const progress = createProgress(id, selection, plan, clock, onChanged);
    const folder = await folders.create();
    try {
      const context = {
        storage,
        bucket: selection.bucket,
        folder,
        signal,
        onBytes: (bytes: number) => progress.moved(bytes, 0),
      };
      await allOf(plan.items, signal, async (item) => {
        await stageFile(item, context);
        if (item.kind === 'file') progress.moved(0, 1);
      });
      progress.end({ status: 'done' });
      const names = new Set(plan.items.map(({ target }) => target.split('/')[0] ?? target));
      return [...names].map((name) => join(folder, name));
    } catch (error) {
      progress.end(signal.aborted ? { status: 'cancelled' } : { status: 'failed', error: appErrorOf(error) });
      await folders.remove(folder);
      throw error;
    }
  };

  const run = async (
    storage: Storage,
    selection: Selection,
    id: string,
    controller: AbortController,
  ): Promise<'dragged' | 'tooLarge' | 'cancelled'> => {
    const { signal } = controller;
    try {
      const plan = await planStage(storage, selection, platform, signal);
      if (signal.aborted) return 'cancelled';
      if (plan === undefined) return 'tooLarge';
      if (plan.items.length === 0) return 'cancelled';
      const paths = await stage(storage, selection, plan, id, controller);
      if (signal.aborted) return 'cancelled';
      dragOut.start(paths);
      return 'dragged';
    } catch (error) {
      if (signal.aborted) return 'cancelled';
      throw error;
    } finally {
      if (current?.id === id) current = undefined;
    }
  };

  return {
    async start(selection) {
      current?.controller.abort();
      const storage = accounts.storage(selection.accountId);
      const id = newId();
      const controller = new AbortController();
      current = { id, controller };
      const outcome = run(storage, selection, id, controller);
      last = Promise.allSettled([last, outcome]);
      return outcome;
    },
    cancel: () => current?.controller.abort(),
    cancelOperation(operationId) {
      if (current?.id !== operationId) return false;
      current.controller.abort();
      return true;
    },
    async close() {
      current?.controller.abort();
      await last;
      await folders.removeAll();
    },
  };
}

/** Does a few at a time; the first failure ends all, and is thrown when none is under way any more. */
async function allOf<T>(
  items: readonly T[],
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  let failure: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      if (failure !== undefined) return;
      signal.throwIfAborted();
      await work(item);
    }
  };
  const watched = async (): Promise<void> => {
    try {
      await worker();
    } catch (error) {
      failure ??= { error };
    }
  };
  await Promise.all(Array.from({ length: filesAtOnce }, watched));
  if (failure !== undefined) throw failure.error;
}

function createProgress(
  id: string,
  { keys, prefixes, basePrefix }: Selection,
  { fileCount, sizeBytes }: StagePlan,
  clock: Clock,
  onChanged: (operation: Operation) => void,
) {
  const [only, ...others] = [...keys, ...prefixes];
  const name = others.length === 0 ? only?.slice(basePrefix.length).replace(/\/$/, '') : undefined;
  let operation: Operation = {
    id,
    kind: 'stage',
    status: 'running',
    ...(name !== undefined && { name }),
    fileCount,
    sizeBytes,
    doneCount: 0,
    doneBytes: 0,
    failures: [],
    failureCount: 0,
    canUndo: false,
  };
  let isTold = false;
  const changes = coalesce(clock, changeIntervalMs, () => onChanged(operation));
  const stopTimer = clock.setTimer(() => {
    isTold = true;
    changes.touch();
  }, quietMs);
  return {
    moved(bytes: number, files: number): void {
      const { doneBytes, doneCount } = operation;
      operation = { ...operation, doneBytes: doneBytes + bytes, doneCount: doneCount + files };
      if (isTold) changes.touch();
    },
    end(state: Pick<Operation, 'status' | 'error'>): void {
      stopTimer();
      operation = { ...operation, ...state };
      // What went by in a moment was never shown.
      if (!isTold) return;
      changes.touch();
      changes.flush();
    },
  };
}
