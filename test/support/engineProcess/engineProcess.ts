import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TransferJob, TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import type { EngineNews, EngineOrder, EngineSetup } from './protocol.ts';

/** The real transfers in a process of their own. */
export type EngineProcess = {
  /** Resolves to the id of the job, once it would survive. */
  start(order: Extract<EngineOrder, { order: 'upload' | 'download' }>): Promise<string>;
  order(order: Extract<EngineOrder, { order: 'retry' | 'clear' | 'nudge' }>): void;
  /** Resolves with the first snapshot, from now on or the last that came, that is as wanted. */
  until(wanted: (snapshot: TransfersSnapshot) => boolean): Promise<TransfersSnapshot>;
  /** Resolves with these jobs once all of them have ended, whichever way. */
  ended(jobIds: readonly string[]): Promise<readonly TransferJob[]>;
  /** Ends it without a chance to tidy up. */
  kill9(): Promise<void>;
  /** Ends it as the app does. */
  close(): Promise<void>;
  /** What went wrong in it that is no transfer's own failure. */
  readonly troubles: readonly string[];
};

const mainFile = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Starts a process that goes on with what its journal holds; `onSnapshot` is called for each of its snapshots. */
export async function startEngineProcess(
  setup: EngineSetup,
  onSnapshot: (snapshot: TransfersSnapshot) => void = () => undefined,
): Promise<EngineProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', mainFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Tests start it a hundred times.
    env: { ...process.env, NODE_COMPILE_CACHE: `${setup.journalFolder}-compiled` },
  });
  // What is written to a process that has just been killed is lost, which is what killing means.
  child.stdin.on('error', () => child.stdin.destroy());
  const exited = once(child, 'exit');
  const troubles: string[] = [];
  const waiting = new Set<(news: EngineNews) => void>();
  let snapshot: TransfersSnapshot | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const news = JSON.parse(line) as EngineNews;
    if (news.news === 'trouble') troubles.push(news.text);
    if (news.news === 'changed') {
      snapshot = news.snapshot;
      onSnapshot(snapshot);
    }
    for (const listener of waiting) listener(news);
  });

  const tell = (line: EngineSetup | EngineOrder) => child.stdin.write(`${JSON.stringify(line)}\n`);
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  /** Resolves with what `pick` finds in the news; rejects with what it throws, and when the process ends before. */
  const next = <T>(pick: (news: EngineNews) => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const listener = (news: EngineNews): void => {
        try {
          const picked = pick(news);
          if (picked === undefined) return;
          waiting.delete(listener);
          resolve(picked);
        } catch (error) {
          reject(error);
        }
      };
      waiting.add(listener);
      void exited.then(() => reject(new Error(`The engine's process is gone: ${troubles.join('\n')}`)));
    });
  const until = async (wanted: (snapshot: TransfersSnapshot) => boolean): Promise<TransfersSnapshot> =>
    snapshot !== undefined && wanted(snapshot)
      ? snapshot
      : next((news) => (news.news === 'changed' && wanted(news.snapshot) ? news.snapshot : undefined));

  const ready = next((news) => {
    if (news.news === 'trouble') throw new Error(news.text);
    return news.news === 'ready' ? true : undefined;
  });
  tell(setup);
  await ready;
  return {
    async start(order) {
      const started = next((news) => (news.news === 'started' ? news.jobId : undefined));
      tell(order);
      return started;
    },
    order: (order) => void tell(order),
    until,
    async ended(jobIds) {
      const ended = ({ jobs }: TransfersSnapshot) =>
        jobs.filter((job) => jobIds.includes(job.id) && job.endedAtMs !== undefined);
      return ended(await until((latest) => ended(latest).length === jobIds.length));
    },
    async kill9() {
      child.kill('SIGKILL');
      await exited;
    },
    async close() {
      if (!isOver()) tell({ order: 'close' });
      await exited;
    },
    troubles,
  };
}
