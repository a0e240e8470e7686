import type { Clock } from './ports.ts';

/** Calls that are held together: `touch` asks for one soon, `flush` makes one that is owed at once, `stop` owes none. */
export type Coalesced = { touch(): void; flush(): void; stop(): void };

/** Calls `emit` at most once in `intervalMs` however often it is touched, and always once after the last touch. */
export function coalesce(clock: Clock, intervalMs: number, emit: () => void): Coalesced {
  let lastMs = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | undefined;
  const run = (): void => {
    cancelTimer = undefined;
    lastMs = clock.nowMs();
    emit();
  };
  return {
    touch() {
      if (cancelTimer !== undefined) return;
      cancelTimer = clock.setTimer(run, Math.max(0, lastMs + intervalMs - clock.nowMs()));
    },
    flush() {
      if (cancelTimer === undefined) return;
      cancelTimer();
      run();
    },
    stop() {
      cancelTimer?.();
      cancelTimer = undefined;
    },
  };
}
