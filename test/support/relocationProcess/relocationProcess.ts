import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Operation } from '../../../shared/domain/operation.ts';
import type { RelocationNews, RelocationOrder, RelocationSetup } from './protocol.ts';

/** The real operations in a process of their own. */
export type RelocationProcess = {
  /** What it goes on with since its start. */
  readonly resumed: readonly Operation[];
  /** Resolves to the operation's id. */
  start(order: Exclude<RelocationOrder, { order: 'cancel' | 'close' }>): Promise<string>;
  cancel(operationId: string): void;
  /** Resolves with the operation once it has ended. */
  ended(operationId: string): Promise<Operation>;
  /** Ends it without a chance to tidy up. */
  kill9(): Promise<void>;
  /** Ends it as the app does. */
  close(): Promise<void>;
  /** What went wrong in it that is no operation's own failure. */
  readonly troubles: readonly string[];
};

const mainFile = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Starts a process that goes on with what its journal holds. */
export async function startRelocationProcess(setup: RelocationSetup): Promise<RelocationProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', mainFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: `${setup.journalFolder}-compiled` },
  });
  // What is written to a process that has just been killed is lost, which is what killing means.
  child.stdin.on('error', () => child.stdin.destroy());
  const exited = once(child, 'exit');
  const troubles: string[] = [];
  const ended = new Map<string, Operation>();
  const listeners = new Set<(news: RelocationNews) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const news = JSON.parse(line) as RelocationNews;
    if (news.news === 'trouble') troubles.push(news.text);
    if (news.news === 'changed' && news.operation.status !== 'running') {
      ended.set(news.operation.id, news.operation);
    }
    for (const listener of listeners) listener(news);
  });
  const tell = (line: RelocationSetup | RelocationOrder) => child.stdin.write(`${JSON.stringify(line)}\n`);
  const next = <T>(pick: (news: RelocationNews) => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const listener = (news: RelocationNews): void => {
        const picked = pick(news);
        if (picked === undefined) return;
        listeners.delete(listener);
        resolve(picked);
      };
      listeners.add(listener);
      void exited.then(() => reject(new Error(`The process is gone: ${troubles.join('\n')}`)));
    });

  const ready = next((news) => (news.news === 'ready' ? news.operations : undefined));
  tell(setup);
  const resumed = await ready;
  return {
    resumed,
    async start(order) {
      const started = next((news) => (news.news === 'started' ? news.operationId : undefined));
      tell(order);
      return started;
    },
    cancel: (operationId) => void tell({ order: 'cancel', operationId }),
    ended: async (id) =>
      ended.get(id) ??
      next((news) =>
        news.news === 'changed' && news.operation.id === id && news.operation.status !== 'running'
          ? news.operation
          : undefined,
      ),
    async kill9() {
      child.kill('SIGKILL');
      await exited;
    },
    async close() {
      if (child.exitCode === null && child.signalCode === null) tell({ order: 'close' });
      await exited;
    },
    troubles,
  };
}
