import type { RequestInput } from '../../../shared/ipc/contract.ts';

/** What the user can say when the window is closed while something moves. */
export type ClosingAnswer = RequestInput<'app.answerClosing'>['answer'];

/** Where the question comes from and its answer goes; main in the app, a fake in tests. */
export type ClosingSource = {
  readonly onChanged: (listener: (isAsking: boolean) => void) => () => void;
  readonly answer: (answer: ClosingAnswer, remember: boolean) => Promise<unknown>;
};

export type Closing = {
  readonly isAsking: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  /** Answers main; to stay is never for all times to come. Throws what main answers instead. */
  readonly answer: (answer: ClosingAnswer, remember: boolean) => Promise<void>;
};

/** Whether the window waits for an answer before it closes; listens from its first subscriber on. */
export function createClosing(source: ClosingSource): Closing {
  let isAsking = false;
  let started = false;
  const listeners = new Set<() => void>();
  const set = (next: boolean) => {
    isAsking = next;
    for (const listener of listeners) listener();
  };
  return {
    isAsking: () => isAsking,
    subscribe: (listener) => {
      listeners.add(listener);
      if (!started) {
        started = true;
        source.onChanged(set);
      }
      return () => listeners.delete(listener);
    },
    answer: async (answer, remember) => {
      await source.answer(answer, remember && answer !== 'stay');
      set(false);
    },
  };
}
