import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { fixedCredentials } from '../../../electron/core/accounts/credentials/credentialSource.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { systemClock } from '../../../electron/core/systemClock.ts';
import { openLevelJournal } from '../../../electron/core/transfers/journal/levelJournal.ts';
import { createThreadedTransfers } from '../../../electron/core/transfers/thread/threadedTransfers.ts';
import type { Transfers } from '../../../electron/core/transfers/transfers.ts';
import { defaultSettings } from '../../../electron/shell/storedState.ts';
import type { TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import { connectionTo, openConnection } from '../../support/connectionTo.ts';
import { spawnS3Server } from '../../support/s3server/spawn.ts';

const threadPath = new URL('../../../electron/core/transfers/thread/transfersThread.ts', import.meta.url);

/** The real thread, on a server of its own; `account` is what the main thread knows of it, and may be changed. */
async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'satchel-thread-'));
  const server = await spawnS3Server();
  const connection = connectionTo(server, 'Test');
  const storage = openConnection(connection);
  await storage.createBucket('photos');
  const { accessKeyId, secretAccessKey } = connection;
  const endpoint = server.url;
  const account = {
    server: { provider: 'other', endpoint, region: 'us-east-1', silenceTimeoutMs: 5000 },
    credentials: fixedCredentials({ accessKeyId, secretAccessKey }),
  };
  const readOnlyListeners: (() => void)[] = [];
  const workers: Worker[] = [];
  const logged: string[] = [];
  const snapshots: TransfersSnapshot[] = [];
  let readOnly: Readonly<Record<string, string>> = {};
  let known = account;
  let isDeaf = false;
  const transfers: Transfers = createThreadedTransfers({
    accounts: {
      storage: () => storage,
      connection: (accountId) => {
        if (accountId === 'mine') return known;
        throw new SatchelError('request.stale', 'There is no such account');
      },
    },
    settings: () => defaultSettings,
    platform: process.platform,
    clock: systemClock,
    log: { info: () => undefined, error: (message) => logged.push(message) },
    newId: () => 'unused',
    systemProxy: { resolve: async () => 'DIRECT' },
    proxy: () => ({ mode: 'none' }),
    onProxyChanged: () => undefined,
    readOnly: () => readOnly,
    onReadOnlyChanged: (listener) => readOnlyListeners.push(listener),
    onChanged(snapshot) {
      snapshots.push(snapshot);
      if (isDeaf) throw new Error('not now');
    },
    journalFolder: join(folder, 'journal'),
    startThread: (workerData) => {
      const worker = new Worker(threadPath, { workerData });
      workers.push(worker);
      return worker;
    },
  });
  onTestFinished(async () => {
    await transfers.close();
    storage.close();
    await server.stop();
    await rm(folder, { recursive: true });
  });
  const jobNow = async (jobId: string) => (await transfers.list()).jobs.find(({ id }) => id === jobId);
  return {
    transfers,
    storage,
    folder,
    workers,
    logged,
    snapshots,
    setReadOnly: (accounts: typeof readOnly) => {
      readOnly = accounts;
      for (const listener of readOnlyListeners) listener();
    },
    setDeaf: () => {
      isDeaf = true;
    },
    setAccount: (changed: typeof account) => {
      known = changed;
    },
    account,
    becomes: (jobId: string, status: string) => expect.poll(() => jobNow(jobId)).toMatchObject({ status }),
  };
}

const target = { accountId: 'mine', bucket: 'photos', prefix: '' };

test('files go up and down in the thread, and its snapshots arrive', async () => {
  const { transfers, storage, folder, snapshots, becomes, logged } = await setUp();
  await writeFile(join(folder, 'menu.txt'), 'soup');
  const jobId = await transfers.upload([join(folder, 'menu.txt')], target, 'ask');
  await becomes(jobId, 'done');
  await mkdir(join(folder, 'down'));
  const selection = { accountId: 'mine', bucket: 'photos', basePrefix: '', keys: ['menu.txt'], prefixes: [] };
  const downId = await transfers.download(selection, join(folder, 'down'), 'ask');
  await becomes(downId, 'done');
  expect(await readFile(join(folder, 'down', 'menu.txt'), 'utf8')).toBe('soup');
  expect((await storage.stat({ bucket: 'photos', key: 'menu.txt' })).sizeBytes).toBe(4);
  await expect
    .poll(() => snapshots.at(-1)?.jobs)
    .toMatchObject([
      { id: downId, status: 'done' },
      { id: jobId, status: 'done' },
    ]);
  expect(logged).toEqual([]);
});

test('an error of the thread arrives as it is', async () => {
  const { transfers } = await setUp();
  await expect(transfers.pause(['no such job'])).rejects.toMatchObject({ code: 'request.stale' });
});

test('a read-only account is refused by the thread at once, and goes on when it is none any more', async () => {
  const { transfers, folder, setReadOnly, becomes } = await setUp();
  await writeFile(join(folder, 'menu.txt'), 'soup');
  await transfers.list();
  setReadOnly({ mine: 'My account' });
  const jobId = await transfers.upload([join(folder, 'menu.txt')], target, 'ask');
  await becomes(jobId, 'blocked');
  expect((await transfers.list()).jobs[0]?.error).toMatchObject({
    code: 'account.readOnly',
    params: { profile: 'My account' },
  });
  await transfers.goOn('mine', 'itWorks');
  expect((await transfers.list()).jobs[0]?.status).toBe('blocked');
  setReadOnly({});
  await becomes(jobId, 'done');
});

test('a job does not go on at another server than the one it began at', async () => {
  const { transfers, folder, account, setAccount, becomes } = await setUp();
  const jobId = await transfers.upload([join(folder, 'menu.txt')], target, 'ask');
  await becomes(jobId, 'failed');
  setAccount({ ...account, server: { ...account.server, endpoint: 'http://127.0.0.1:9' } });
  await writeFile(join(folder, 'menu.txt'), 'soup');
  await transfers.retry([jobId]);
  await becomes(jobId, 'blocked');
  expect((await transfers.list()).jobs[0]?.error?.code).toBe('account.changed');
});

test('a thread that dies is started again, and goes on with what its journal holds', async () => {
  const { transfers, folder, workers, logged, becomes } = await setUp();
  await writeFile(join(folder, 'menu.txt'), 'soup');
  const jobId = await transfers.upload([join(folder, 'menu.txt')], target, 'ask');
  await becomes(jobId, 'done');
  await workers[0]?.terminate();
  expect((await transfers.list()).jobs).toMatchObject([{ id: jobId, status: 'done' }]);
  expect(workers.length).toBe(2);
  expect(logged).toEqual([]);
});

test('a message that the main thread cannot take ends nothing', async () => {
  const { transfers, folder, workers, logged, setDeaf, becomes } = await setUp();
  setDeaf();
  await writeFile(join(folder, 'menu.txt'), 'soup');
  await becomes(await transfers.upload([join(folder, 'menu.txt')], target, 'ask'), 'done');
  expect(workers.length).toBe(1);
  expect(logged.join()).toContain('not now');
});

test('a journal that could not be opened is tried again by the next call', async () => {
  const { transfers, folder, workers } = await setUp();
  const other = await openLevelJournal(join(folder, 'journal'));
  await expect(transfers.list()).rejects.toMatchObject({ code: 'local.notWritable' });
  await other.close();
  expect((await transfers.list()).jobs).toEqual([]);
  expect(workers.length).toBe(1);
});

test('once they are closed, no thread is started any more', async () => {
  const { transfers, workers } = await setUp();
  await transfers.list();
  await transfers.close();
  await expect(transfers.list()).rejects.toMatchObject({ code: 'request.stale' });
  expect(workers.length).toBe(1);
});
