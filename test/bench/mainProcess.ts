import type { RunningSatchel } from '../support/electronApp.ts';

/** What the main process felt while a piece of work went on. */
export type MainProcessLoad = {
  /** The largest resident set, in MB (10^6 bytes). */
  readonly peakMemoryMb: number;
  /** The resident set before the work, in MB. */
  readonly idleMemoryMb: number;
  /** The longest time that the event loop was not free, in milliseconds. */
  readonly longestBlockMs: number;
  readonly p99BlockMs: number;
};

/** Watches memory (every 50 ms) and the event loop of the main process from inside while `work` runs. */
export async function watchMainProcess(
  satchel: RunningSatchel,
  work: () => Promise<void>,
): Promise<MainProcessLoad> {
  await satchel.app.evaluate(async () => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const watch = { delay, idle: process.memoryUsage.rss(), peak: 0, timer: undefined as unknown };
    watch.timer = setInterval(() => {
      watch.peak = Math.max(watch.peak, process.memoryUsage.rss());
    }, 50);
    delay.enable();
    Object.assign(globalThis, { benchWatch: watch });
  });
  await work();
  return satchel.app.evaluate(async () => {
    const { benchWatch } = globalThis as unknown as {
      benchWatch: {
        delay: { max: number; percentile: (p: number) => number; disable: () => void };
        idle: number;
        peak: number;
        timer: number;
      };
    };
    clearInterval(benchWatch.timer);
    benchWatch.delay.disable();
    return {
      peakMemoryMb: benchWatch.peak / 1e6,
      idleMemoryMb: benchWatch.idle / 1e6,
      longestBlockMs: benchWatch.delay.max / 1e6,
      p99BlockMs: benchWatch.delay.percentile(99) / 1e6,
    };
  });
}
