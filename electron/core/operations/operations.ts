import type { Selection } from '../../../shared/domain/object.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { coalesce } from '../coalesce.ts';
import type { Clock } from '../ports.ts';
import { appErrorOf, SatchelError } from '../satchelError.ts';
import { deleteSelection } from './deleteSelection.ts';
import { measureSelection } from './measureSelection.ts';
import type { OperationTask } from './operationTask.ts';

type OperationsOptions = {
  readonly accounts: Pick<Accounts, 'storage'>;
  readonly clock: Clock;
  /** Called at most 10 times a second for each operation, and always with its last state. */
  readonly onChanged: (operation: Operation) => void;
  readonly newId: () => string;
};

/** Long work that is no transfer; each returns its id at once, and how it goes comes by `onChanged`. */
export interface Operations {
  /** Counts the objects of a selection, each key once; throws `request.stale` for an unknown account. */
  measure(selection: Selection): string;
  /** Deletes a selection for good; throws `request.stale` for an unknown account. */
  delete(selection: Selection): string;
  /** Stops after the request that is under way; nothing changes for one that has ended; throws `request.stale`. */
  cancel(operationId: string): void;
  /** Stops all, and resolves when none is under way. */
  close(): Promise<void>;
}

type Running = { readonly controller: AbortController; readonly done: Promise<void> };

const changeIntervalMs = 100;
/** So many that have ended are remembered, so that cancelling one that has just ended is no error. */
const keptEnded = 100;

/** No operations yet. */
export function createOperations({ accounts, clock, onChanged, newId }: OperationsOptions): Operations {
  const running = new Map<string, Running>();
  const ended = new Set<string>();

  const start = (
    kind: Operation['kind'],
    selection: Selection,
    work: (task: OperationTask) => Promise<void>,
  ): string => {
    const storage = accounts.storage(selection.accountId);
    const id = newId();
    const controller = new AbortController();
    let operation: Operation = {
      id,
      kind,
      status: 'running',
      fileCount: 0,
      sizeBytes: 0,
      doneCount: 0,
      failures: [],
      failureCount: 0,
    };
    const changes = coalesce(clock, changeIntervalMs, () => onChanged(operation));
    const update: OperationTask['update'] = (change) => {
      operation = { ...operation, ...change(operation) };
      changes.touch();
    };
    const run = async (): Promise<void> => {
      try {
        await work({ storage, selection, signal: controller.signal, update });
        update(({ failureCount }) => ({ status: failureCount > 0 ? 'failed' : 'done' }));
      } catch (error) {
        const given = controller.signal.aborted;
        update(() => (given ? { status: 'cancelled' } : { status: 'failed', error: appErrorOf(error) }));
      }
      running.delete(id);
      ended.add(id);
      for (const oldest of ended) {
        if (ended.size <= keptEnded) break;
        ended.delete(oldest);
      }
      changes.flush();
    };
    changes.touch();
    // Begins after the caller has the id.
    running.set(id, { controller, done: Promise.resolve().then(run) });
    return id;
  };

  return {
    measure: (selection) => start('measure', selection, measureSelection),
    delete: (selection) => start('delete', selection, deleteSelection),
    cancel(operationId) {
      if (ended.has(operationId)) return;
      const operation = running.get(operationId);
      if (operation === undefined) {
        throw new SatchelError('request.stale', `There is no operation ${operationId}`);
      }
      operation.controller.abort();
    },
    async close() {
      for (const { controller } of running.values()) controller.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}
