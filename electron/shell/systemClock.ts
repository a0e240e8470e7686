import type { Clock } from '../core/ports.ts';

/** The computer's own time. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  setTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
