import { mkdir } from 'node:fs/promises';
import { arch, cpus, platform, totalmem } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { connectionTo, openConnection } from '../support/connectionTo.ts';
import { type LaunchOptions, launchSatchel, type RunningSatchel } from '../support/electronApp.ts';
import { spawnS3Server } from '../support/s3server/spawn.ts';
import { installedPeers, type Peer } from './peers.ts';

export const bucket = 'bench';

/** One server for Satchel and its peers, and the folder that holds everything a run makes. */
export type Session = {
  readonly folder: string;
  /** Where the server keeps its index and objects. */
  readonly serverFolder: string;
  readonly peers: readonly Peer[];
  readonly launch: (options?: LaunchOptions) => Promise<RunningSatchel>;
  /** Deletes every object below a prefix, so that the next round finds as much room. */
  readonly removeObjects: (prefix: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts the server with an empty bucket, below a folder that the caller removes. */
export async function openSession(folder: string): Promise<Session> {
  const [cpu] = cpus();
  console.log(
    `${platform()} ${arch()}, ${cpus().length} x ${cpu?.model ?? 'CPU'}, ${Math.round(totalmem() / 1e9)} GB`,
  );
  const serverFolder = path.join(folder, 'server');
  const server = await spawnS3Server({ dir: serverFolder });
  // Before the folder is removed under it; nothing is left to do after `close`.
  process.prependOnceListener('exit', () => void server.stop());
  const connection = connectionTo(server, 'Bench');
  const storage = openConnection(connection);
  await storage.createBucket(bucket);
  const emptyHome = path.join(folder, 'home');
  await mkdir(emptyHome);
  return {
    folder,
    serverFolder,
    peers: installedPeers(server, emptyHome),
    launch: (options) => launchSatchel({ connection, ...options }),
    removeObjects: async (prefix) => {
      for (;;) {
        const { entries } = await storage.listPage({ bucket, prefix });
        if (entries.length === 0) return;
        const keys = entries.flatMap((entry) => (entry.kind === 'file' ? [entry.key] : []));
        await storage.deleteMany(bucket, keys);
      }
    },
    close: async () => {
      storage.close();
      await server.stop();
    },
  };
}
