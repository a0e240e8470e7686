import type { Clock } from '../core/ports.ts';

/** The computer's own time. */
export const systemClock: Clock = {
  // Timers are reckoned by it, and a clock that is set back must not stop them. On some systems it does not count the
  // time of sleep, in which no timer goes either: it then lags behind the clock on the wall until Satchel starts anew.
  nowMs: () => performance.timeOrigin + performance.now(),
  setTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
