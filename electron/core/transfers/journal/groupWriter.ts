import type { ClassicLevel } from 'classic-level';
import type { SatchelError } from '../../satchelError.ts';

/** The writes of one group: all of them take effect, or none. */
export type Group = {
  put(key: string, value: string): void;
  del(key: string): void;
  /** From now on this group is written to survive the loss of power. */
  makeDurable(): void;
  /** Writes what has come so far, so that it can be read; what comes later is a group of its own. */
  flush(): Promise<void>;
};

/** One call of the journal, carried out when all calls before it were. */
export type Task<T> = (group: Group) => T | Promise<T>;

export type GroupWriter = {
  /** Resolves once what the task wrote is written. */
  call<T>(task: Task<T>): Promise<T>;
};

type Entry = {
  readonly task: Task<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

/** Larger groups would keep the event loop. */
const mostWrites = 500;

type GroupWriterOptions = {
  readonly db: () => Pick<ClassicLevel, 'batch'>;
  /** Adds what depends on all tasks of a group, just before it is written. */
  readonly finishGroup: (group: Pick<Group, 'put'>) => void;
  /** Makes the database whole again after a write that failed: the end of its own log may be torn. */
  readonly recover: () => Promise<void>;
  readonly errorOf: (error: unknown) => SatchelError;
};

/**
 * Carries out tasks one after the other; those that come while a write is under way are written together. After a write
 * that failed nothing is written until `recover` has succeeded.
 */
export function createGroupWriter({ db, finishGroup, recover, errorOf }: GroupWriterOptions): GroupWriter {
  const line: Entry[] = [];
  let isGoing = false;
  let isBroken = false;

  const chained = () => db().batch();

  /** Takes the tasks of one group from the line, and settles them. */
  const runGroup = async (): Promise<void> => {
    const done: { readonly entry: Entry; readonly value: unknown }[] = [];
    // A chained batch takes a third of the time that an array of writes takes.
    let batch: ReturnType<typeof chained> | undefined;
    const open = () => {
      batch ??= chained();
      return batch;
    };
    let isDurable = false;
    const group: Group = {
      put: (key, value) => void open().put(key, value),
      del: (key) => void open().del(key),
      makeDurable: () => {
        isDurable = true;
      },
      async flush() {
        finishGroup(group);
        const full = batch;
        batch = undefined;
        try {
          await full?.write({ sync: isDurable });
        } catch (error) {
          isBroken = true;
          throw errorOf(error);
        }
        isDurable = false;
        for (const { entry, value } of done.splice(0)) entry.resolve(value);
      },
    };
    try {
      while ((batch?.length ?? 0) < mostWrites) {
        const entry = line.shift();
        if (entry === undefined) break;
        try {
          const value = entry.task(group);
          done.push({ entry, value: value instanceof Promise ? await value : value });
        } catch (error) {
          entry.reject(errorOf(error));
          if (isBroken) throw error;
        }
      }
      await group.flush();
    } catch (error) {
      for (const { entry } of done) entry.reject(error);
    }
  };

  const runAll = async (): Promise<void> => {
    // Calls that are made together go together.
    await Promise.resolve();
    while (line.length > 0) {
      try {
        if (isBroken) await recover();
        isBroken = false;
        await runGroup();
      } catch (error) {
        const failure = errorOf(error);
        for (const { reject } of line.splice(0)) reject(failure);
      }
    }
    isGoing = false;
  };

  return {
    call<T>(task: Task<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        line.push({ task, resolve: (value) => resolve(value as T), reject });
        if (isGoing) return;
        isGoing = true;
        void runAll();
      });
    },
  };
}
