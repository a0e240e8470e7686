import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeAwsFiles } from '../../test/support/awsHome.ts';
import { connectionTo, openConnection } from '../../test/support/connectionTo.ts';
import { connectIdentity } from '../../test/support/identityServer/connectIdentity.ts';
import { startIdentityServer } from '../../test/support/identityServer/identityServer.ts';
import { spawnS3Server } from '../../test/support/s3server/spawn.ts';
import { demoAwsFiles, demoPreferences, sampleAccountId, signInRole, visibleTo } from './demoAccounts.ts';
import { seedSample } from './sample/seed.ts';

/** The demo's servers with their sample, all in one throw-away folder. */
export type DemoServer = {
  /** What Satchel is started with: a home folder with AWS files that lead to the sample, and a user data folder. */
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
};

/**
 * Starts the embedded S3 server and a sign-in service on loopback ports and fills the first with the sample.
 * `resources` ends both and removes the folder, also when it is disposed of while this is still starting.
 */
export async function startDemoServer(resources: AsyncDisposableStack): Promise<DemoServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'satchel-demo-'));
  resources.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const starting = spawnS3Server({ dir: path.join(folder, 'server'), control: true });
  resources.defer(async () => (await starting).stop());
  const identity = await startIdentityServer();
  resources.defer(identity.close);
  const server = await starting;
  const storage = openConnection(connectionTo(server, 'Sample account'));
  await seedSample(storage).finally(() => storage.close());

  identity.sso.intervalSeconds = 1;
  identity.sso.addAssignment(signInRole);
  identity.addUser({ ...server, userName: 'sample' });
  if (server.control) connectIdentity(identity, server.control, ({ arn }) => visibleTo(arn));

  const home = path.join(folder, 'home');
  const userData = path.join(folder, 'user-data');
  const { config, credentials } = await writeAwsFiles(home, demoAwsFiles(server, identity));
  await mkdir(userData);
  await writeFile(path.join(userData, 'accounts.json'), JSON.stringify({ preferences: demoPreferences }));
  await writeFile(
    path.join(userData, 'settings.json'),
    JSON.stringify({ settings: { lastAccountId: sampleAccountId } }),
  );
  return {
    environment: {
      SATCHEL_HOME: home,
      SATCHEL_USER_DATA: userData,
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
    },
    folder,
  };
}
