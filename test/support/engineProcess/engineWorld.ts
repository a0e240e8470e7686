import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connection } from '../../../electron/core/accounts/connection.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import { connectionTo, openConnection } from '../connectionTo.ts';
import { type FaultProxy, startFaultProxy } from '../faultProxy/faultProxy.ts';
import { spawnS3Server } from '../s3server/spawn.ts';
import { type EngineProcess, startEngineProcess } from './engineProcess.ts';
import { createSteps, type Steps } from './killing.ts';
import type { EngineSetup } from './protocol.ts';

export const bucket = 'archive';
/** The account's id in jobs; a process of this folder knows one account only. */
export const accountId = 'work';

/** A server, a proxy in front of it, and a folder, for processes that run the real transfers over the proxy. */
export type EngineWorld = {
  readonly folder: string;
  readonly proxy: FaultProxy;
  /** What happens at the proxy and in the processes. */
  readonly steps: Steps;
  /** The test's own way to the server, past the proxy. */
  readonly storage: Storage;
  /** Starts a process over the proxy that goes on with the journal of that name. */
  start(
    journalName: string,
    options?: Partial<Omit<EngineSetup, 'journalFolder' | 'connection'>> & {
      readonly silenceTimeoutMs?: number;
    },
  ): Promise<EngineProcess>;
  /** Ends all of it, the processes without asking them. */
  close(): Promise<void>;
};

/** Starts a world with an empty bucket. `silenceTimeoutMs` is the connection's, unless a process is given another one. */
export async function openEngineWorld(silenceTimeoutMs: number): Promise<EngineWorld> {
  // Files lie in memory where they can: it is not the disk that is tested.
  const folder = await mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'satchel-engine-'));
  const server = await spawnS3Server({ dir: path.join(folder, 'server') });
  const steps = createSteps();
  const proxy = await startFaultProxy(server.url, { onStep: steps.step });
  const direct = connectionTo(server, accountId);
  const storage = openConnection(direct);
  await storage.createBucket(bucket);
  const engines: EngineProcess[] = [];
  let isClosed = false;
  return {
    folder,
    proxy,
    steps,
    storage,
    async start(journalName, { silenceTimeoutMs: ownTimeoutMs = silenceTimeoutMs, ...options } = {}) {
      if (isClosed) throw new Error('The world is closed');
      const journalFolder = path.join(folder, journalName);
      const connection: Connection = { ...direct, endpoint: proxy.url, silenceTimeoutMs: ownTimeoutMs };
      const setup = { connection, journalFolder, clockFactor: 50, parallelTransfers: 0, ...options };
      const engine = await startEngineProcess(setup, steps.step);
      engines.push(engine);
      return engine;
    },
    close: async () => {
      isClosed = true;
      for (const engine of engines) await engine.kill9();
      storage.close();
      await proxy.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
