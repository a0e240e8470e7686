import type { Worker } from 'node:worker_threads';
import { SatchelError } from '../../satchelError.ts';
import type { Transfers, TransfersHost } from '../transfers.ts';
import { connectWire, type Remote } from './calls.ts';
import { hostFunctions } from './threadHost.ts';
import type { ThreadData, ThreadFunctions } from './threadRoles.ts';

/** The longest that `close` waits; the thread's own limit is 5 s. */
const closeWithinMs = 6000;

export type ThreadOptions = TransfersHost & {
  readonly journalFolder: string;
  readonly startThread: (data: ThreadData) => Worker;
};

/**
 * Transfers in a thread of their own. Credentials, proxies and the journal's folder are the host's; a thread that dies is
 * started again by the next call, and goes on with what its journal holds.
 */
export function createThreadedTransfers(options: ThreadOptions): Transfers {
  const { log } = options;
  const host = hostFunctions(options);
  let thread: { readonly worker: Worker; readonly remote: Remote<ThreadFunctions> } | undefined;
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
      // What was on its way goes on; a thread that dies at once is not started for ever.
      if (!isClosing && code !== 0)
        options.clock.setTimer(() => void remoteNow().list().catch(logFailure), 5000);
    });
    return remote;
  };
  const logFailure = (error: unknown): void => log.error('The transfers could not go on.', error);
  const remoteNow = (): Remote<ThreadFunctions> => thread?.remote ?? start();
  const tell = (sent: Promise<unknown> | undefined): void => void sent?.catch(logFailure);

  options.onProxyChanged(() => tell(thread?.remote.setProxy(options.proxy())));
  options.onReadOnlyChanged(() => tell(thread?.remote.setReadOnly(options.readOnly())));

  return {
    upload: (...args) => remoteNow().upload(...args),
    download: (...args) => remoteNow().download(...args),
    list: () => remoteNow().list(),
    listItems: (...args) => remoteNow().listItems(...args),
    answerConflict: (...args) => remoteNow().answerConflict(...args),
    pause: (jobIds) => remoteNow().pause(jobIds),
    resume: (jobIds) => remoteNow().resume(jobIds),
    cancel: (jobIds) => remoteNow().cancel(jobIds),
    retry: (jobIds) => remoteNow().retry(jobIds),
    clear: (jobIds) => remoteNow().clear(jobIds),
    goOn: (accountId) => remoteNow().goOn(accountId),
    revealPath: (jobId) => remoteNow().revealPath(jobId),
    saveReceipt: (...args) => remoteNow().saveReceipt(...args),
    uploadIds: (bucket) => remoteNow().uploadIds(bucket),
    configure: (settings) => remoteNow().configure(settings),
    nudge: () => remoteNow().nudge(),
    async close() {
      isClosing = true;
      if (thread === undefined) return;
      const { worker, remote } = thread;
      const tooLong = new Promise<void>((resolve) => options.clock.setTimer(resolve, closeWithinMs));
      await Promise.race([remote.close(), tooLong]).catch(logFailure);
      await worker.terminate();
    },
  };
}
