/** Tasks that run one after the other. */
export type Serial = {
  /** Runs a task after all earlier ones, however those went; answers what it does. */
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when all tasks of now are over. */
  settled(): Promise<void>;
};

/** An empty row of tasks. */
export function createSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      const mine = last.then(task);
      last = Promise.allSettled([mine]);
      return mine;
    },
    async settled() {
      await last;
    },
  };
}
