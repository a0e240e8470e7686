import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectionTo, openConnection } from '../../test/support/connectionTo.ts';
import { spawnS3Server } from '../../test/support/s3server/spawn.ts';
import { seedSample } from './sample/seed.ts';

/** The demo's server with its sample, all in one throw-away folder. */
export type DemoServer = {
  /** What Satchel is started with: the sample's connection and a user data folder of its own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
};

/**
 * Starts the embedded S3 server on a loopback port and fills it with the sample. `resources` ends the server and
 * removes the folder, also when it is disposed of while this is still starting.
 */
export async function startDemoServer(resources: AsyncDisposableStack): Promise<DemoServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'satchel-demo-'));
  resources.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const starting = spawnS3Server({ dir: path.join(folder, 'server') });
  resources.defer(async () => (await starting).stop());
  const connection = connectionTo(await starting, 'Sample account');
  const storage = openConnection(connection);
  await seedSample(storage).finally(() => storage.close());
  const connectionFile = path.join(folder, 'connection.json');
  await writeFile(connectionFile, JSON.stringify(connection), { mode: 0o600 });
  return {
    environment: {
      SATCHEL_CONNECTION_FILE: connectionFile,
      SATCHEL_USER_DATA: path.join(folder, 'user-data'),
    },
    folder,
  };
}
