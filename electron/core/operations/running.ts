import type { Operation } from '../../../shared/domain/operation.ts';
import { coalesce } from '../coalesce.ts';
import type { Clock } from '../ports.ts';
import { appErrorOf, SatchelError } from '../satchelError.ts';

/** Changes what is told of an operation. */
export type Update = (change: (operation: Operation) => Partial<Operation>) => void;

/** What work gets to be stopped by, and to tell how it goes. */
export type Work = (control: { readonly signal: AbortSignal; readonly update: Update }) => Promise<void>;

/** Operations that are under way, and what is remembered of those that have ended. */
export type Running = {
  /** Begins work after the caller has gone on; it ends as it settles. */
  start(first: Pick<Operation, 'id' | 'kind' | 'name' | 'target'>, work: Work): void;
  /** Tells a change of one that has ended. */
  change(operationId: string, changes: Partial<Operation>): void;
  find(operationId: string): Operation | undefined;
  list(): readonly Operation[];
  /** Throws `request.stale` for one that is not known. */
  cancel(operationId: string): void;
  /** Stops all, and resolves when none is under way. */
  close(): Promise<void>;
};

const changeIntervalMs = 100;
/** So many that have ended are remembered, so that cancelling one that has just ended is no error. */
const keptEnded = 100;

/** Nothing is under way yet. `onChanged` is called at most 10 times a second for each, and always with its last state. */
export function createRunning(clock: Clock, onChanged: (operation: Operation) => void): Running {
  const running = new Map<
    string,
    { readonly controller: AbortController; readonly done: Promise<void>; readonly now: () => Operation }
  >();
  const ended = new Map<string, Operation>();

  const remember = (operation: Operation): void => {
    ended.set(operation.id, operation);
    for (const oldest of ended.keys()) {
      if (ended.size <= keptEnded) break;
      ended.delete(oldest);
    }
  };

  return {
    start(first, work) {
      const { id, kind, name, target } = first;
      const controller = new AbortController();
      let operation: Operation = {
        id,
        kind,
        status: 'running',
        ...(name !== undefined && { name }),
        ...(target !== undefined && { target }),
        fileCount: 0,
        sizeBytes: 0,
        doneCount: 0,
        doneBytes: 0,
        failures: [],
        failureCount: 0,
        canUndo: false,
      };
      let isOver = false;
      const changes = coalesce(clock, changeIntervalMs, () => onChanged(operation));
      const update: Update = (change) => {
        if (isOver) return;
        operation = { ...operation, ...change(operation) };
        changes.touch();
      };
      const run = async (): Promise<void> => {
        try {
          await work({ signal: controller.signal, update });
          update(({ failureCount }) => ({ status: failureCount > 0 ? 'failed' : 'done' }));
        } catch (error) {
          const given = controller.signal.aborted;
          update(() => (given ? { status: 'cancelled' } : { status: 'failed', error: appErrorOf(error) }));
        }
        isOver = true;
        running.delete(id);
        remember(operation);
        changes.flush();
      };
      changes.touch();
      // Begins after the caller has the id.
      running.set(id, { controller, done: Promise.resolve().then(run), now: () => operation });
    },
    change(operationId, changes) {
      const before = ended.get(operationId);
      if (before === undefined) return;
      const operation = { ...before, ...changes };
      ended.set(operationId, operation);
      onChanged(operation);
    },
    find: (operationId) => running.get(operationId)?.now() ?? ended.get(operationId),
    list: () => [...running.values()].map(({ now }) => now()),
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
