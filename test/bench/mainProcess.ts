import { setTimeout as pause } from 'node:timers/promises';
import type { RunningSatchel } from '../support/electronApp.ts';
import { alone, type Figure } from './figures.ts';

/** What the main process felt while a piece of work went on. */
export type MainProcessLoad = {
  /** The largest resident set, in MB (10^6 bytes). */
  readonly peakMemoryMb: number;
  /** The settled resident set before the work, in MB. */
  readonly idleMemoryMb: number;
  /** The longest time that the event loop was not free, in milliseconds. */
  readonly longestBlockMs: number;
  readonly p99BlockMs: number;
  /** Processor time of all its threads. */
  readonly cpuSeconds: number;
};

/** The most that they should be: memory above idle in MB, and blocks in milliseconds. */
const goals = { memoryMb: 150, longestBlockMs: 50, p99BlockMs: 15 };

/** What the main process felt, as figures with their goals. */
export function loadFigures(name: string, load: MainProcessLoad): readonly Figure[] {
  const aboveIdleMb = load.peakMemoryMb - load.idleMemoryMb;
  return [
    alone(`${name}: peak memory of the main process`, load.peakMemoryMb, 'MB'),
    alone(`${name}: peak memory above idle`, aboveIdleMb, 'MB', goals.memoryMb),
    alone(`${name}: longest block of the event loop`, load.longestBlockMs, 'ms', goals.longestBlockMs),
    alone(`${name}: 99th percentile of the event loop's blocks`, load.p99BlockMs, 'ms', goals.p99BlockMs),
    alone(`${name}: processor time of the main process`, load.cpuSeconds, 's'),
  ];
}

type Watch = {
  readonly delay: { readonly max: number; percentile(percent: number): number; disable(): unknown };
  readonly timer: NodeJS.Timeout;
  readonly startedCpu: NodeJS.CpuUsage;
  peakBytes: number;
};

declare global {
  /** The bench's watch inside the app's main process. */
  var benchWatch: Watch | undefined;
}

/** Watches memory (every 20 ms) and the event loop of the main process from inside while `work` runs. */
export async function watchMainProcess(
  satchel: RunningSatchel,
  work: () => Promise<unknown>,
): Promise<MainProcessLoad> {
  const idleBytes = await settledMemory(satchel);
  await satchel.app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const timer = setInterval(() => {
      watch.peakBytes = Math.max(watch.peakBytes, process.memoryUsage.rss());
    }, 20);
    const watch: Watch = { delay, timer, startedCpu: process.cpuUsage(), peakBytes: 0 };
    globalThis.benchWatch = watch;
    delay.enable();
  });
  await work();
  const felt = await satchel.app.evaluate(() => {
    const watch = globalThis.benchWatch;
    if (!watch) throw new Error('The watch is gone');
    clearInterval(watch.timer);
    watch.delay.disable();
    const { user, system } = process.cpuUsage(watch.startedCpu);
    const { max: maxNs } = watch.delay;
    return { peakBytes: watch.peakBytes, maxNs, p99Ns: watch.delay.percentile(99), cpuUs: user + system };
  });
  return {
    peakMemoryMb: felt.peakBytes / 1e6,
    idleMemoryMb: idleBytes / 1e6,
    longestBlockMs: felt.maxNs / 1e6,
    p99BlockMs: felt.p99Ns / 1e6,
    cpuSeconds: felt.cpuUs / 1e6,
  };
}

/** The resident set of the main process once it has kept within 1 MB for two seconds, or after half a minute. */
async function settledMemory({ app }: RunningSatchel): Promise<number> {
  const samples: number[] = [];
  for (let count = 0; count < 60; count += 1) {
    samples.push(await app.evaluate(() => process.memoryUsage.rss()));
    const last = samples.slice(-5);
    if (last.length === 5 && Math.max(...last) - Math.min(...last) < 1e6) break;
    await pause(500);
  }
  return samples.at(-1) ?? 0;
}
