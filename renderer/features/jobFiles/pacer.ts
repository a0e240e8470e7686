/** Runs work that is wanted often, but not too often. */
export type Pacer = { readonly want: () => void; readonly stop: () => void };

/** Where a pacer gets its time from. */
export type PacerClock = {
  readonly nowMs: () => number;
  readonly later: (work: () => void, ms: number) => () => void;
};

const windowClock: PacerClock = {
  nowMs: () => performance.now(),
  later: (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Runs `work` after it was wanted, one at a time, with `pauseMs` at least between two starts, and longer where it takes
 * long itself. What was wanted while it ran is run once more. `work` never rejects.
 */
export function createPacer(work: () => Promise<void>, pauseMs: number, clock = windowClock): Pacer {
  let nextAtMs = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;
  let isRunning = false;
  let isWanted = false;
  let isStopped = false;
  const plan = () => {
    if (isStopped || isRunning || cancel !== undefined) return;
    cancel = clock.later(() => void run(), Math.max(0, nextAtMs - clock.nowMs()));
  };
  const run = async () => {
    cancel = undefined;
    isWanted = false;
    isRunning = true;
    const startedAtMs = clock.nowMs();
    await work();
    isRunning = false;
    nextAtMs = startedAtMs + Math.max(pauseMs, 3 * (clock.nowMs() - startedAtMs));
    if (isWanted) plan();
  };
  return {
    want: () => {
      isWanted = true;
      plan();
    },
    stop: () => {
      isStopped = true;
      cancel?.();
    },
  };
}
