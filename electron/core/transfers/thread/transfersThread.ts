import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { createNetwork } from '../../network/network.ts';
import type { Log } from '../../ports.ts';
import { messageOf, SatchelError } from '../../satchelError.ts';
import { systemClock } from '../../systemClock.ts';
import { createTransfers } from '../createTransfers.ts';
import { openLevelJournal } from '../journal/levelJournal.ts';
import type { Transfers } from '../transfers.ts';
import { connectWire } from './calls.ts';
import type { HostFunctions, ThreadData, ThreadFunctions } from './threadRoles.ts';
import { createThreadStorages } from './threadStorages.ts';

/*
 * The thread in which files move: hashing and signing them never holds up the main process, which the window needs.
 */
if (parentPort === null) throw new SatchelError('internal', 'This is no thread.');
const data = workerData as ThreadData;
let { proxy, readOnly, settings } = data;

const { remote: host } = connectWire<HostFunctions>(parentPort, functions());
const log: Log = {
  info: (message) => void host.info(message),
  error: (message, cause) => void host.error(cause === undefined ? message : `${message} ${textOf(cause)}`),
};
const network = createNetwork({
  systemProxy: { resolve: (url) => host.resolveProxy(url) },
  proxy: () => proxy,
  clock: systemClock,
  log,
});
const storages = createThreadStorages({ host, network, readOnly: () => readOnly, nowMs: systemClock.nowMs });
let opening: Promise<Transfers> | undefined;
// Such as an account that is gone before it is told of: no reason to end all that moves.
process.on('unhandledRejection', (reason) => log.error('Nobody waited for this in the transfers.', reason));
// Whoever calls is told of a failure, and this one is logged.
void opened();

/** Opening that failed, as on a full disk, is tried again by the next call. */
function opened(): Promise<Transfers> {
  opening ??= open().catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

async function open(): Promise<Transfers> {
  const journal = await openLevelJournal(data.journalFolder);
  if (journal.problem !== undefined) log.error(`The journal of the transfers: ${journal.problem}`);
  return createTransfers({
    storages,
    clock: systemClock,
    journal,
    settings,
    platform: data.platform,
    onChanged: (snapshot) => void host.changed(snapshot),
    newId: randomUUID,
    log,
  });
}

function functions(): ThreadFunctions {
  return {
    upload: async (...args) => (await opened()).upload(...args),
    download: async (...args) => (await opened()).download(...args),
    list: async () => (await opened()).list(),
    listItems: async (...args) => (await opened()).listItems(...args),
    answerConflict: async (...args) => (await opened()).answerConflict(...args),
    pause: async (jobIds) => (await opened()).pause(jobIds),
    resume: async (jobIds) => (await opened()).resume(jobIds),
    cancel: async (jobIds) => (await opened()).cancel(jobIds),
    retry: async (jobIds) => (await opened()).retry(jobIds),
    clear: async (jobIds) => (await opened()).clear(jobIds),
    goOn: async (...args) => (await opened()).goOn(...args),
    revealPath: async (jobId) => (await opened()).revealPath(jobId),
    saveReceipt: async (...args) => (await opened()).saveReceipt(...args),
    uploadIds: async (bucket) => (await opened()).uploadIds(bucket),
    configure: async (changed) => {
      settings = changed;
      await (await opened()).configure(changed);
    },
    nudge: async () => (await opened()).nudge(),
    close: async () => {
      await opening?.then((transfers) => transfers.close());
      storages.close();
      network.close();
    },
    setProxy(rule) {
      proxy = rule;
      network.proxyChanged();
    },
    setReadOnly: async (accounts) => {
      const freed = Object.keys(readOnly).filter((accountId) => !(accountId in accounts));
      readOnly = accounts;
      for (const accountId of freed) await (await opened()).goOn(accountId, 'itMayBeChanged');
    },
  };
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : messageOf(cause);
}
