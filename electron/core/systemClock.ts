import type { Clock } from './ports.ts';

/** How far the steady clock is behind the clock on the wall. */
let aheadMs = Date.now() - performance.now();

/** The computer's own time, which never goes backwards. */
export const systemClock: Clock = {
  // Timers are reckoned by it, and a clock that is set back must not stop them. On some systems the steady clock does not
  // count the time of sleep: whenever the clock on the wall is ahead, it counts.
  nowMs() {
    aheadMs = Math.max(aheadMs, Date.now() - performance.now());
    return performance.now() + aheadMs;
  },
  setTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
