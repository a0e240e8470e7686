import type { Selection } from '../../../shared/domain/object.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import type { SpeedLimits } from '../../../shared/domain/settings.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock, Log } from '../ports.ts';
import { createMemoryJournal, type KeyValueJournal } from '../relocating/keyValueJournal.ts';
import type { RelocationRequest } from '../relocating/records.ts';
import { createRelocations } from '../relocating/relocations.ts';
import { deleteSelection } from './deleteSelection.ts';
import { measureSelection } from './measureSelection.ts';
import type { OperationTask } from './operationTask.ts';
import { createRunning } from './running.ts';

export type OperationsOptions = {
  readonly accounts: Pick<Accounts, 'storage'>;
  readonly clock: Clock;
  /** Called at most 10 times a second for each operation, and always with its last state. */
  readonly onChanged: (operation: Operation) => void;
  readonly newId: () => string;
  /** Opens where copies and moves are written down, when the first one begins; without it they are forgotten with Satchel. */
  readonly openJournal?: () => Promise<KeyValueJournal>;
  /** What copies through this computer keep below; without it they go as fast as the line. */
  readonly speedLimits?: () => SpeedLimits;
  /** From 0 up to 1. */
  readonly random?: () => number;
  readonly log?: Log;
};

/** Long work that is no transfer; each returns its id at once, and how it goes comes by `onChanged`. */
export interface Operations {
  /** Counts the objects of a selection, each key once; throws `request.stale` for an unknown account. */
  measure(selection: Selection): string;
  /** Deletes a selection for good; throws `request.stale` for an unknown account. */
  delete(selection: Selection): string;
  /**
   * Copies a selection; throws `request.stale` for an unknown account, `request.invalid` for a thing that would go onto or
   * into itself, `object.nameInvalid` and `object.nameTooLong` for a new name.
   */
  copy(request: RelocationRequest): string;
  /** The same, and deletes each source whose copy was proven. */
  move(request: RelocationRequest): string;
  /** Takes back what a copy or a move has done; throws `request.stale` for one whose `canUndo` is not true. */
  undo(operationId: string): string;
  /** What is under way. */
  list(): readonly Operation[];
  /** Goes on with the copies and moves of an earlier run; each waits until its accounts are there. */
  resume(): Promise<void>;
  /** An account was found to work: what waits for it goes on. */
  goOn(accountId: string): void;
  /** The network may be back: what waits tries at once. */
  nudge(): void;
  /** Stops after the request that is under way; nothing changes for one that has ended; throws `request.stale`. */
  cancel(operationId: string): void;
  /** Stops all, and resolves when none is under way; copies and moves go on at the next start. */
  close(): Promise<void>;
}

const unlimited: SpeedLimits = { uploadBytesPerSecond: null, downloadBytesPerSecond: null, schedule: null };

/** No operations yet. */
export function createOperations(options: OperationsOptions): Operations {
  const { accounts, clock, onChanged, newId } = options;
  const running = createRunning(clock, onChanged);
  const relocations = createRelocations({
    storageOf: accounts.storage,
    clock,
    newId,
    running,
    openJournal: options.openJournal ?? (async () => createMemoryJournal()),
    speedLimits: options.speedLimits ?? (() => unlimited),
    random: options.random ?? Math.random,
    log: options.log,
  });

  const start = (
    kind: Operation['kind'],
    selection: Selection,
    work: (task: OperationTask) => Promise<void>,
  ): string => {
    const storage = accounts.storage(selection.accountId);
    const id = newId();
    running.start({ id, kind }, (control) => work({ storage, selection, ...control }));
    return id;
  };

  return {
    measure: (selection) => start('measure', selection, measureSelection),
    delete: (selection) => start('delete', selection, deleteSelection),
    copy: (request) => relocations.start('copy', request),
    move: (request) => relocations.start('move', request),
    undo: relocations.undo,
    list: running.list,
    resume: relocations.resume,
    goOn: relocations.goOn,
    nudge: relocations.nudge,
    cancel: running.cancel,
    async close() {
      relocations.stop();
      await running.close();
      await relocations.close();
    },
  };
}
