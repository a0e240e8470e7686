/** Tasks of which the newest goes first: what is asked for last is what is seen now. */
export type NewestFirst<T> = {
  /** Does a task when its turn comes; resolves to undefined when it was left out, because so many newer ones came. */
  run(key: string, task: () => Promise<T>): Promise<T | undefined>;
  /** Makes a task that waits the newest one. */
  renew(key: string): void;
  /** Leaves out a task that waits; its promise resolves to undefined. */
  drop(key: string): void;
};

/** Does `atOnce` tasks at a time and lets `maxWaiting` wait. */
export function createNewestFirst<T>(atOnce: number, maxWaiting: number): NewestFirst<T> {
  const waiting = new Map<string, { readonly start: () => Promise<void>; readonly leaveOut: () => void }>();
  let runningCount = 0;

  const next = (): void => {
    while (runningCount < atOnce) {
      const newest = [...waiting.keys()].at(-1);
      const task = newest === undefined ? undefined : waiting.get(newest);
      if (newest === undefined || task === undefined) return;
      waiting.delete(newest);
      runningCount += 1;
      void task.start();
    }
  };
  const drop = (key: string): void => {
    const task = waiting.get(key);
    waiting.delete(key);
    task?.leaveOut();
  };

  return {
    run: (key, task) =>
      new Promise((resolve, reject) => {
        const start = async (): Promise<void> => {
          try {
            resolve(await task());
          } catch (error) {
            reject(error);
          }
          runningCount -= 1;
          next();
        };
        waiting.set(key, { start, leaveOut: () => resolve(undefined) });
        const [oldest] = waiting.keys();
        if (oldest !== undefined && waiting.size > maxWaiting) drop(oldest);
        next();
      }),
    renew(key) {
      const task = waiting.get(key);
      if (task === undefined) return;
      waiting.delete(key);
      waiting.set(key, task);
    },
    drop,
  };
}
