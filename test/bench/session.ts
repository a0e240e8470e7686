import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { openConnection } from '../support/connectionTo.ts';
import { type LaunchOptions, launchSatchel, type RunningSatchel } from '../support/electronApp.ts';
import { installedPeers, type Peer } from './peers.ts';
import { type ServerKind, startServer } from './servers.ts';

export const bucket = 'bench';

/** One server for Satchel and its peers, and the folder that holds everything a run makes. */
export type Session = {
  readonly folder: string;
  /** Where the embedded server keeps its index and objects. */
  readonly serverFolder: string;
  readonly peers: readonly Peer[];
  /** The first page of a folder, asked for without Satchel's window. */
  readonly listFirstPage: (prefix: string) => Promise<void>;
  readonly launch: (options?: LaunchOptions) => Promise<RunningSatchel>;
  /** Deletes every object below a prefix, so that the next round finds as much room. */
  readonly removeObjects: (prefix: string) => Promise<void>;
};

/** Starts a server with an empty bucket, below a folder that the caller removes; it ends with `resources`. */
export async function openSession(
  kind: ServerKind,
  workFolder: string,
  resources: AsyncDisposableStack,
): Promise<Session> {
  const folder = await mkdtemp(path.join(workFolder, `${kind}-`));
  const server = await startServer(kind, folder);
  resources.defer(server.stop);
  console.log(`Server: ${server.description}.`);
  const { connection } = server;
  const storage = openConnection(connection);
  resources.defer(storage.close);
  await storage.createBucket(bucket);
  const emptyHome = path.join(folder, 'home');
  await mkdir(emptyHome);
  return {
    folder,
    serverFolder: path.join(folder, 'server'),
    peers: installedPeers(connection, emptyHome),
    listFirstPage: async (prefix) => void (await storage.listPage({ bucket, prefix })),
    launch: (options) => launchSatchel({ connection, ...options }),
    removeObjects: async (prefix) => {
      for (;;) {
        const { entries } = await storage.listPage({ bucket, prefix });
        if (entries.length === 0) break;
        const keys = entries.flatMap((entry) => (entry.kind === 'file' ? [entry.key] : []));
        await storage.deleteMany(bucket, keys);
      }
      await server.tidyUp();
    },
  };
}
