import type { DemoHost, RunningDemo } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';
import type { AccountEntry } from './accountEntry.ts';
import { demoEntry } from './sources.ts';

/** The sample that can be tried without any account; it runs once at the most. */
export type Demo = {
  /** Its account, while it runs. */
  readonly entry: () => AccountEntry | undefined;
  /** Starts it under a name, or finds it running; the account's id. Throws `internal` when it does not start. */
  start(name: string): Promise<string>;
  /** Ends it with all that was put into it. */
  stop(): Promise<void>;
  /** The same, silently and for good. */
  close(): Promise<void>;
};

type Parts = {
  readonly host: DemoHost;
  readonly newId: () => string;
  /** Called when its account came or went; with the id of one that went. */
  readonly onChanged: (goneId?: string) => void;
};

type Running = RunningDemo & { readonly entry: AccountEntry };

/** Nothing runs yet. */
export function createDemo({ host, newId, onChanged }: Parts): Demo {
  let running: Running | undefined;
  let starting: Promise<Running> | undefined;
  let isClosed = false;

  async function begin(name: string): Promise<Running> {
    const demo = await host.start();
    const one = { ...demo, entry: demoEntry(`demo:${newId()}`, name, demo.keys) };
    if (isClosed) return one;
    running = one;
    void demo.ended.then(() => {
      if (running !== one) return;
      running = undefined;
      onChanged(one.entry.id);
    });
    onChanged();
    return one;
  }

  return {
    entry: () => running?.entry,
    async start(name) {
      if (isClosed) throw new SatchelError('cancelled', 'Satchel ends.');
      if (running !== undefined) return running.entry.id;
      starting ??= begin(name).finally(() => {
        starting = undefined;
      });
      return (await starting).entry.id;
    },
    async stop() {
      await running?.stop();
    },
    async close() {
      isClosed = true;
      const one = running ?? (await starting?.catch(() => undefined));
      running = undefined;
      await one?.stop();
    },
  };
}
