/** Work that nobody waits for by itself. */
export type Background = {
  run(work: Promise<unknown>): void;
  /** Resolves when nothing goes any more, also of what was begun meanwhile. */
  idle(): Promise<void>;
};

/** Holds on to work until it is over; a failure goes to `onFailed` and stops no other. */
export function createBackground(onFailed: (error: unknown) => void): Background {
  const going = new Set<Promise<void>>();
  return {
    run(work) {
      const mine = work
        .then(() => undefined)
        .catch(onFailed)
        .finally(() => going.delete(mine));
      going.add(mine);
    },
    async idle() {
      while (going.size > 0) await Promise.all(going);
    },
  };
}
