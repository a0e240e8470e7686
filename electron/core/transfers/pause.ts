import type { Clock } from '../ports.ts';

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
