/** How fast a list is scrolled: what costs something is asked for only while that is slow enough to be looked at. */
export type ScrollPace = {
  readonly isCalm: () => boolean;
  /** Calls `listener` when it becomes calm or stops being so; returns the function that ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The list has been scrolled to here. */
  readonly scrolledTo: (topPx: number, nowMs: number) => void;
  readonly stop: () => void;
};

/** Faster than this, nothing that passes can be recognised. */
const fastPxPerMs = 2;
/** After the last scroll event the list is taken to stand. */
const settledMs = 120;

/** Starts calm. */
export function createScrollPace(): ScrollPace {
  let last = { topPx: 0, atMs: Number.NEGATIVE_INFINITY };
  let isCalm = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const become = (calm: boolean) => {
    if (calm === isCalm) return;
    isCalm = calm;
    for (const listener of listeners) listener();
  };
  return {
    isCalm: () => isCalm,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    scrolledTo: (topPx, nowMs) => {
      const passedMs = Math.max(1, nowMs - last.atMs);
      become(Math.abs(topPx - last.topPx) / passedMs < fastPxPerMs);
      last = { topPx, atMs: nowMs };
      clearTimeout(timer);
      if (!isCalm) timer = setTimeout(() => become(true), settledMs);
    },
    stop: () => clearTimeout(timer),
  };
}
