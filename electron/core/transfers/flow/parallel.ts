import { SatchelError } from '../../satchelError.ts';

/**
 * Runs `work` over `values`, `limit` at a time, in their order. After a failure none is started any more. Those that go
 * may finish, so that what they bring counts, unless the failure is for good: then they are aborted. The first failure
 * is thrown once nothing goes any more.
 */
export async function inParallel<T>(
  values: Iterable<T>,
  limit: number,
  signal: AbortSignal,
  work: (value: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const iterator = values[Symbol.iterator]();
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const failures: unknown[] = [];
  const runner = async (): Promise<void> => {
    while (failures.length === 0) {
      const next = iterator.next();
      if (next.done) return;
      try {
        await work(next.value, either);
      } catch (error) {
        failures.push(error);
        if (!(error instanceof SatchelError && error.appError.retryable)) stop.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, runner));
  if (failures.length > 0) throw failures[0];
}
