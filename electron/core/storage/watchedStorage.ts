import { SatchelError } from '../satchelError.ts';
import type { Storage } from './storage.ts';

/** How a call went; without an error it worked. */
export type StorageOutcome = { readonly method: keyof Storage; readonly error?: SatchelError };

/** A storage that tells how its looks at buckets, listings and objects went; one that was given up is not told. */
export function watchStorage(storage: Storage, onOutcome: (outcome: StorageOutcome) => void): Storage {
  const watch =
    <A extends readonly unknown[], R>(method: keyof Storage, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      try {
        const value = await call(...args);
        onOutcome({ method });
        return value;
      } catch (error) {
        if (error instanceof SatchelError && error.code !== 'cancelled') onOutcome({ method, error });
        throw error;
      }
    };
  return {
    ...storage,
    listBuckets: watch('listBuckets', (...args) => storage.listBuckets(...args)),
    statBucket: watch('statBucket', (...args) => storage.statBucket(...args)),
    listPage: watch('listPage', (...args) => storage.listPage(...args)),
    stat: watch('stat', (...args) => storage.stat(...args)),
  };
}
