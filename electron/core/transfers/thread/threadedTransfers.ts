import type { Worker } from 'node:worker_threads';
import { SatchelError } from '../../satchelError.ts';
import { atMost } from '../pause.ts';
import type { Transfers, TransfersHost } from '../transfers.ts';
import { connectWire, type Remote } from './calls.ts';
import { hostFunctions } from './threadHost.ts';
import type { ThreadData, ThreadFunctions } from './threadRoles.ts';

/** The longest that `close` waits; the thread's own limit is 5 s. */
const closeWithinMs = 6000;
const restartAfterMs = 5000;

export type ThreadOptions = TransfersHost & {
  readonly journalFolder: string;
  readonly startThread: (data: ThreadData) => Worker;
};

/**
 * Transfers in a thread of their own. Credentials, proxies and the journal's folder are the host's; a thread that dies is
 * started again by the next call, and goes on with what its journal holds.
 */
export function createThreadedTransfers(options: ThreadOptions): Transfers {
  const { clock, log } = options;
  const host = hostFunctions(options);
  let thread: { readonly worker: Worker; readonly remote: Remote<ThreadFunctions> } | undefined;
  let cancelRestart: (() => void) | undefined;
  let isClosing = false;

  const start = (): Remote<ThreadFunctions> => {
    const { journalFolder, settings, platform, proxy, readOnly } = options;
    const worker = options.startThread({
      journalFolder,
      settings: settings(),
      platform,
      proxy: proxy(),
      readOnly: readOnly(),
    });
    const { remote, end } = connectWire<ThreadFunctions>(worker, host);
    thread = { worker, remote };
    worker.on('error', (error) => log.error('The thread of the transfers failed.', error));
    worker.on('exit', (code) => {
      if (thread?.worker === worker) thread = undefined;
      end(new SatchelError('internal', `The thread of the transfers has ended (${code}).`));
      // What was on its way goes on; a thread that dies at once must not keep the computer busy.
      if (!isClosing && code !== 0) {
        cancelRestart?.();
        cancelRestart = clock.setTimer(() => tell(remoteNow().list()), restartAfterMs);
      }
    });
    return remote;
  };
  const logFailure = (error: unknown): void => log.error('The transfers could not go on.', error);
  const remoteNow = (): Remote<ThreadFunctions> => {
    if (isClosing) throw new SatchelError('request.stale', 'The transfers are closed.');
    return thread?.remote ?? start();
  };
  const tell = (sent: Promise<unknown> | undefined): void => void sent?.catch(logFailure);

  options.onProxyChanged(() => tell(thread?.remote.setProxy(options.proxy())));
  options.onReadOnlyChanged(() => tell(thread?.remote.setReadOnly(options.readOnly())));

  return {
    upload: async (...args) => remoteNow().upload(...args),
    download: async (...args) => remoteNow().download(...args),
    list: async () => remoteNow().list(),
    listItems: async (...args) => remoteNow().listItems(...args),
    answerConflict: async (...args) => remoteNow().answerConflict(...args),
    pause: async (jobIds) => remoteNow().pause(jobIds),
    resume: async (jobIds) => remoteNow().resume(jobIds),
    cancel: async (jobIds) => remoteNow().cancel(jobIds),
    retry: async (jobIds) => remoteNow().retry(jobIds),
    clear: async (jobIds) => remoteNow().clear(jobIds),
    goOn: async (...args) => remoteNow().goOn(...args),
    revealPath: async (jobId) => remoteNow().revealPath(jobId),
    saveReceipt: async (...args) => remoteNow().saveReceipt(...args),
    uploadIds: async (bucket) => remoteNow().uploadIds(bucket),
    configure: async (settings) => remoteNow().configure(settings),
    nudge: async () => remoteNow().nudge(),
    async close() {
      isClosing = true;
      cancelRestart?.();
      if (thread === undefined) return;
      const { worker, remote } = thread;
      await atMost(clock, closeWithinMs, remote.close()).catch(logFailure);
      await worker.terminate();
    },
  };
}
