import type { Clock } from '../../../electron/core/ports.ts';

/** A clock that begins with the wall's and runs `factor` times as fast, so that pauses do not keep a test waiting. */
export function createQuickClock(factor: number): Clock {
  const startMs = Date.now();
  const startedAt = performance.now();
  return {
    nowMs: () => startMs + (performance.now() - startedAt) * factor,
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs / factor);
      return () => clearTimeout(timer);
    },
  };
}
