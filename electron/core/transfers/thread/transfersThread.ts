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
let { proxy, readOnly } = data;

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
const transfers: Promise<Transfers> = start();
// Whoever calls is told; the log is for when nobody does.
transfers.catch((error: unknown) => log.error('The transfers could not be started.', error));

async function start(): Promise<Transfers> {
  const journal = await openLevelJournal(data.journalFolder);
  if (journal.problem !== undefined) log.error(`The journal of the transfers: ${journal.problem}`);
  return createTransfers({
    storages,
    clock: systemClock,
    journal,
    settings: data.settings,
    platform: data.platform,
    onChanged: (snapshot) => void host.changed(snapshot),
    newId: randomUUID,
    log,
  });
}

function functions(): ThreadFunctions {
  return {
    upload: async (...args) => (await transfers).upload(...args),
    download: async (...args) => (await transfers).download(...args),
    list: async () => (await transfers).list(),
    listItems: async (...args) => (await transfers).listItems(...args),
    answerConflict: async (...args) => (await transfers).answerConflict(...args),
    pause: async (jobIds) => (await transfers).pause(jobIds),
    resume: async (jobIds) => (await transfers).resume(jobIds),
    cancel: async (jobIds) => (await transfers).cancel(jobIds),
    retry: async (jobIds) => (await transfers).retry(jobIds),
    clear: async (jobIds) => (await transfers).clear(jobIds),
    goOn: async (accountId) => (await transfers).goOn(accountId),
    revealPath: async (jobId) => (await transfers).revealPath(jobId),
    saveReceipt: async (...args) => (await transfers).saveReceipt(...args),
    uploadIds: async (bucket) => (await transfers).uploadIds(bucket),
    configure: async (settings) => (await transfers).configure(settings),
    nudge: async () => (await transfers).nudge(),
    close: async () => {
      await (await transfers).close();
      storages.close();
      network.close();
    },
    setProxy(rule) {
      proxy = rule;
      network.proxyChanged();
    },
    setReadOnly(accounts) {
      readOnly = accounts;
    },
  };
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : messageOf(cause);
}
