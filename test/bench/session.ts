import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectionSchema } from '../../electron/core/accounts/connection.ts';
import { createS3Storage } from '../../electron/core/storage/s3/s3Storage.ts';
import type { Storage } from '../../electron/core/storage/storage.ts';
import type {} from '../../renderer/ipc/client.ts';
import type { TransferJob } from '../../shared/domain/transfer.ts';
import { launchSatchel, type RunningSatchel } from '../support/electronApp.ts';
import { type SpawnedS3Server, spawnS3Server } from '../support/s3server/spawn.ts';
import { installedPeers, type Peer } from './peers.ts';

export const bucket = 'bench';

/** One server for Satchel and its peers, and the folder that holds everything a run makes. */
export type Session = {
  readonly folder: string;
  readonly server: SpawnedS3Server;
  /** A second client, to prepare and clean the bucket. */
  readonly storage: Storage;
  readonly peers: readonly Peer[];
  readonly launch: () => Promise<RunningSatchel>;
  readonly close: () => Promise<void>;
};

/** Starts the server in a temporary folder below `parent`, or below the system's own. */
export async function openSession(parent = tmpdir()): Promise<Session> {
  const folder = await mkdtemp(path.join(parent, 'satchel-bench-'));
  const server = await spawnS3Server({ dir: path.join(folder, 'server') });
  const connection = connectionSchema.parse({
    name: 'Bench',
    endpoint: server.url,
    accessKeyId: server.accessKeyId,
    secretAccessKey: server.secretAccessKey,
  });
  const storage = createS3Storage(connection);
  await storage.createBucket(bucket);
  const emptyHome = path.join(folder, 'home');
  await mkdir(emptyHome);
  return {
    folder,
    server,
    storage,
    peers: installedPeers(server, emptyHome),
    launch: () => launchSatchel({ connection }),
    close: async () => {
      storage.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Uploads through the running app's own engine; seconds from the job's start to its end. */
export async function uploadInSatchel(
  satchel: RunningSatchel,
  local: string,
  prefix: string,
): Promise<number> {
  await satchel.stubDialog({ files: [local] });
  const jobId = await satchel.page.evaluate(
    async ({ target }) => {
      const send = async (name: string, input: unknown) => {
        const answer = await window.satchel.request(name, input);
        if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
        return answer.value as { accountId: string; grantId: string; jobId: string; id: string }[];
      };
      const [account] = await send('account.list', {});
      const grant = (await send('upload.chooseFiles', {})) as unknown as { grantId: string };
      const job = await send('transfer.upload', {
        grantId: grant.grantId,
        target: { ...target, accountId: account?.id },
      });
      return (job as unknown as { jobId: string }).jobId;
    },
    { target: { bucket, prefix } },
  );
  return secondsOf(satchel, jobId);
}

/** Downloads one object, or a prefix that ends with a slash, through the running app's own engine; seconds. */
export async function downloadInSatchel(
  satchel: RunningSatchel,
  key: string,
  folder: string,
): Promise<number> {
  await satchel.stubDialog({ downloadFolder: folder });
  const isFolder = key.endsWith('/');
  const jobId = await satchel.page.evaluate(
    async (selection) => {
      const send = async (name: string, input: unknown) => {
        const answer = await window.satchel.request(name, input);
        if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
        return answer.value;
      };
      const [account] = (await send('account.list', {})) as { id: string }[];
      const grant = (await send('download.chooseFolder', {})) as { grantId: string };
      const job = await send('transfer.download', {
        grantId: grant.grantId,
        selection: { ...selection, accountId: account?.id },
      });
      return (job as { jobId: string }).jobId;
    },
    { bucket, basePrefix: '', keys: isFolder ? [] : [key], prefixes: isFolder ? [key] : [] },
  );
  return secondsOf(satchel, jobId);
}

async function secondsOf(satchel: RunningSatchel, jobId: string): Promise<number> {
  const job = await satchel.page.evaluate(
    (id) =>
      new Promise<TransferJob>((resolve) => {
        const look = (snapshot: unknown) => {
          const found = (snapshot as { jobs: TransferJob[] }).jobs.find((candidate) => candidate.id === id);
          if (found?.endedAtMs !== undefined) resolve(found);
        };
        window.satchel.subscribe((name, payload) => {
          if (name === 'transfer.changed') look(payload);
        });
        void window.satchel.request('transfer.list', {}).then((answer) => answer.ok && look(answer.value));
      }),
    jobId,
  );
  if (job.status !== 'done')
    throw new Error(`The job ended as ${job.status}: ${JSON.stringify(job.failures[0])}`);
  return ((job.endedAtMs ?? 0) - job.startedAtMs) / 1000;
}
