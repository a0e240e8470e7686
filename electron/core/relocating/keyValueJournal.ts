import { journalError, openDatabase } from '../transfers/journal/openDatabase.ts';

/** A value that is written, or a key that is taken away. */
export type Change = { readonly key: string; readonly value: unknown } | { readonly gone: string };

/** Values by key, in the order of their keys; what is written together takes effect together. */
export interface KeyValueJournal {
  /** What lies below a prefix. */
  entries(prefix: string): AsyncIterable<readonly [key: string, value: unknown]>;
  /** Durable writes survive the loss of power, others the end of the process; all of them keep their order. */
  write(changes: readonly Change[], isDurable: boolean): Promise<void>;
  clear(prefix: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * A journal in a folder of its own, a LevelDB database: one small record for each object, instead of one growing file.
 * Throws `local.noSpace` or `local.notWritable`.
 */
export async function openKeyValueJournal(folderPath: string): Promise<KeyValueJournal> {
  const { db } = await openDatabase(folderPath);
  const told = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw journalError(error);
    }
  };
  return {
    async *entries(prefix) {
      for await (const [key, value] of db.iterator(below(prefix))) yield [key, JSON.parse(value)] as const;
    },
    write: (changes, isDurable) =>
      told(
        db.batch(
          changes.map((change) =>
            'gone' in change
              ? { type: 'del' as const, key: change.gone }
              : { type: 'put' as const, key: change.key, value: JSON.stringify(change.value) },
          ),
          { sync: isDurable },
        ),
      ),
    clear: (prefix) => told(db.clear(below(prefix))),
    close: () => told(db.close()),
  };
}

/** A journal that is forgotten with the process, for a host without a folder. */
export function createMemoryJournal(): KeyValueJournal {
  const values = new Map<string, string>();
  return {
    async *entries(prefix) {
      const keys = [...values.keys()].filter((key) => key.startsWith(prefix)).sort();
      for (const key of keys) yield [key, JSON.parse(values.get(key) ?? 'null')] as const;
    },
    async write(changes) {
      for (const change of changes) {
        if ('gone' in change) values.delete(change.gone);
        else values.set(change.key, JSON.stringify(change.value));
      }
    },
    async clear(prefix) {
      for (const key of [...values.keys()]) if (key.startsWith(prefix)) values.delete(key);
    },
    close: async () => undefined,
  };
}

function below(prefix: string) {
  return { gte: prefix, lt: `${prefix}\uffff` };
}
