import type { TransferJob } from '../../../shared/domain/transfer.ts';
import type { EngineProcess } from './engineProcess.ts';

const MiB = 1024 * 1024;

/** The sizes of a folder of small files and of two that move in parts, by name. */
export function mixedFolder(random: () => number): ReadonlyMap<string, number> {
  const small = Array.from(
    { length: 60 },
    (_, number) => [`notes ${number % 3}/note ${number}.txt`, Math.floor(random() * 60_000)] as const,
  );
  return new Map([
    ['films/long.bin', 50 * MiB + 7],
    ['films/short.bin', 33 * MiB],
    ['empty folder/', 0],
    ['nothing.txt', 0],
    ...small,
  ]);
}

/** Counts what happens, so that a kill comes after so many things and not after some time. */
export type Steps = {
  step(): void;
  /** Resolves as soon as so many more things have happened. */
  after(count: number): Promise<void>;
};

export function createSteps(): Steps {
  const waiting = new Set<{ left: number; readonly resolve: () => void }>();
  return {
    step() {
      for (const waiter of waiting) {
        waiter.left -= 1;
        if (waiter.left > 0) continue;
        waiting.delete(waiter);
        waiter.resolve();
      }
    },
    after: (count) =>
      count === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.add({ left: count, resolve })),
  };
}

/**
 * Starts jobs in a process of their own and kills it again and again, each time after so many steps as `nextKill` says;
 * each next process goes on. Resolves to the jobs at their end and to the number of kills; `beforeKill` is called right
 * before each.
 */
export async function runThroughKills(options: {
  readonly start: () => Promise<EngineProcess>;
  readonly steps: Steps;
  readonly begin: (engine: EngineProcess) => Promise<readonly string[]>;
  readonly nextKill: () => number;
  readonly beforeKill: () => void;
}): Promise<{ readonly jobs: readonly TransferJob[]; readonly kills: number }> {
  const { start, steps } = options;
  let engine = await start();
  const jobIds = await options.begin(engine);
  for (let kills = 0; ; kills += 1) {
    const ended = engine.ended(jobIds);
    const jobs = await Promise.race([ended, steps.after(options.nextKill())]);
    if (engine.troubles.length > 0) throw new Error(engine.troubles.join('\n'));
    if (jobs) {
      await engine.close();
      return { jobs, kills };
    }
    // It will not end any more.
    ended.catch(() => undefined);
    options.beforeKill();
    await engine.kill9();
    engine = await start();
  }
}
