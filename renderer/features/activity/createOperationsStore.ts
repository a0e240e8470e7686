import type { Operation } from '../../../shared/domain/operation.ts';
import type { About } from './about.ts';

/** Where operations come from; main in the app, a fake in tests. */
export type OperationsSource = {
  readonly list: () => Promise<readonly Operation[]>;
  readonly onChanged: (listener: (operation: Operation) => void) => () => void;
  readonly cancel: (operationId: string) => Promise<unknown>;
};

/** Called once with each operation that ended, and with what its starter said of it. */
export type EndListener = (operation: Operation, about: About | undefined) => void;

export type OperationsStore = {
  /** Those under way, in the order in which they were first heard of; the same array until one changes. */
  readonly running: () => readonly Operation[];
  readonly aboutOf: (operationId: string) => About | undefined;
  readonly subscribe: (listener: () => void) => () => void;
  readonly onEnded: (listener: EndListener) => () => void;
  /** Hears when one that has ended can be undone no longer. */
  readonly onPast: (listener: (operationId: string) => void) => () => void;
  /** Starts one, and resolves with its last state; rejects when it could not be started. */
  readonly start: (ask: Ask, about: About) => Promise<Operation>;
  readonly cancel: (operationId: string) => Promise<unknown>;
};

type Ask = () => Promise<{ readonly operationId: string }>;

/**
 * Follows all operations. An event may overtake the answer that tells an operation's id, so what ends while one is being
 * started waits until it is known whose it is.
 */
export function createOperationsStore(source: OperationsSource): OperationsStore {
  let running: readonly Operation[] = [];
  let startingCount = 0;
  let isListening = false;
  const abouts = new Map<string, About>();
  const waiting = new Map<string, (operation: Operation) => void>();
  const early = new Map<string, Operation>();
  const listeners = new Set<() => void>();
  const endListeners = new Set<EndListener>();
  const pastListeners = new Set<(operationId: string) => void>();
  const ended = new Set<string>();

  const setRunning = (next: readonly Operation[]) => {
    running = next;
    for (const listener of listeners) listener();
  };

  const end = (operation: Operation) => {
    ended.add(operation.id);
    const about = abouts.get(operation.id);
    abouts.delete(operation.id);
    for (const listener of endListeners) listener(operation, about);
    waiting.get(operation.id)?.(operation);
    waiting.delete(operation.id);
  };

  const accept = (operation: Operation) => {
    if (ended.has(operation.id)) {
      // All that still changes is whether it can be undone.
      if (!operation.canUndo) for (const listener of pastListeners) listener(operation.id);
      return;
    }
    const others = running.filter(({ id }) => id !== operation.id);
    if (operation.status === 'running') {
      const isKnown = others.length < running.length;
      return setRunning(
        isKnown
          ? running.map((known) => (known.id === operation.id ? operation : known))
          : [...running, operation],
      );
    }
    if (others.length < running.length) setRunning(others);
    if (startingCount > 0 && !abouts.has(operation.id)) early.set(operation.id, operation);
    else end(operation);
  };

  const listen = () => {
    if (isListening) return;
    isListening = true;
    const heard = new Set<string>();
    source.onChanged((operation) => {
      heard.add(operation.id);
      accept(operation);
    });
    source.list().then(
      (operations) => {
        // An event that came meanwhile is newer than this answer.
        for (const operation of operations) if (!heard.has(operation.id)) accept(operation);
      },
      (thrown: unknown) => console.warn('What is under way could not be listed', thrown),
    );
  };

  /** Whose it is what ended meanwhile is known once nothing is being started any more. */
  const settle = () => {
    startingCount -= 1;
    for (const operation of [...early.values()]) {
      if (startingCount > 0 && !abouts.has(operation.id)) continue;
      early.delete(operation.id);
      end(operation);
    }
  };

  return {
    running: () => running,
    aboutOf: (operationId) => abouts.get(operationId),
    subscribe(listener) {
      listeners.add(listener);
      listen();
      return () => listeners.delete(listener);
    },
    onEnded(listener) {
      endListeners.add(listener);
      listen();
      return () => endListeners.delete(listener);
    },
    onPast(listener) {
      pastListeners.add(listener);
      listen();
      return () => pastListeners.delete(listener);
    },
    async start(ask, about) {
      listen();
      startingCount += 1;
      try {
        const { operationId } = await ask();
        abouts.set(operationId, about);
        return await new Promise<Operation>((resolve) => {
          waiting.set(operationId, resolve);
          settle();
        });
      } catch (thrown) {
        settle();
        throw thrown;
      }
    },
    cancel: source.cancel,
  };
}
