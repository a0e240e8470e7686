/** Things that one side makes and several others work on, with room for so many in between. */
export type Channel<T> = {
  /** Resolves when there is room for more. */
  push(values: readonly T[]): Promise<void>;
  /** The next, or undefined when there are no more; throws what `end` was given. */
  pull(): Promise<T | undefined>;
  /** No more will come, because all are there or because of a failure. */
  end(failure?: unknown): void;
};

/** An empty channel. */
export function createChannel<T>(capacity: number): Channel<T> {
  const values: T[] = [];
  let first = 0;
  let waiting: (() => void)[] = [];
  let ended: { readonly failure: unknown } | undefined;
  const changed = (): void => {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  const change = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  return {
    async push(more) {
      for (const value of more) values.push(value);
      changed();
      while (values.length - first > capacity && ended === undefined) await change();
    },
    async pull() {
      for (;;) {
        if (ended?.failure !== undefined) throw ended.failure;
        if (first < values.length) {
          const value = values[first];
          first += 1;
          if (first > capacity) {
            values.splice(0, first);
            first = 0;
          }
          changed();
          return value;
        }
        if (ended !== undefined) return undefined;
        await change();
      }
    },
    end(failure) {
      ended ??= { failure };
      changed();
    },
  };
}
