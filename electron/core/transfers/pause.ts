import type { Clock } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';

/** Resolves after `delayMs`, or as soon as a signal is given. */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const go = (): void => {
      cancelTimer();
      signal.removeEventListener('abort', go);
      resolve();
    };
    const cancelTimer = clock.setTimer(go, delayMs);
    signal.addEventListener('abort', go, { once: true });
  });
}

/** What `work` comes to, or `cancelled` as soon as the signal is given: then it is left to itself. */
export function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new SatchelError('cancelled', 'The work was stopped.'));
    const end = (): void => signal.removeEventListener('abort', stop);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    work.finally(end).then(resolve, reject);
  });
}

/** Waits for `work`, but no longer than `delayMs`. */
export async function atMost(clock: Clock, delayMs: number, work: Promise<void>): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([work, pause(clock, delayMs, waiting.signal)]).finally(() => waiting.abort());
}
