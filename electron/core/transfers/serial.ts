/** Tasks that run one after the other where they have the same key, and at the same time where they have not. */
export type Serial = {
  /** Runs a task after all earlier ones of its key; resolves when it is over, however it went. */
  run(key: string, task: () => Promise<void>): Promise<void>;
  /** Resolves when no task is left. */
  idle(): Promise<void>;
};

/** Runs tasks by key; a failure of one goes to `onFailed` and stops no other. */
export function createSerial(onFailed: (error: unknown) => void): Serial {
  const last = new Map<string, Promise<void>>();
  return {
    run(key, task) {
      const mine = (last.get(key) ?? Promise.resolve()).then(task).catch(onFailed);
      const done = mine.then(() => {
        if (last.get(key) === done) last.delete(key);
      });
      last.set(key, done);
      return done;
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
