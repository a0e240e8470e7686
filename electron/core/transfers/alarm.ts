import type { Clock } from '../ports.ts';

/** A clock may be put back, and a timer holds 24 days at most: nobody sleeps longer than this. */
const longestSleepMs = 60_000;

/** Wakes once, at its time or after a minute when that is sooner; a new time takes the place of the one before. */
export type Alarm = { set(atMs: number): void; cancel(): void };

/** An alarm that is not set. */
export function createAlarm(clock: Clock, wake: () => void): Alarm {
  let cancelTimer: (() => void) | undefined;
  return {
    set(atMs) {
      cancelTimer?.();
      cancelTimer = clock.setTimer(wake, Math.min(Math.max(0, atMs - clock.nowMs()), longestSleepMs));
    },
    cancel() {
      cancelTimer?.();
    },
  };
}
