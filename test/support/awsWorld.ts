import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Storage } from '../../electron/core/storage/storage.ts';
import { type AwsFileTexts, writeAwsFiles } from './awsHome.ts';
import { connectionTo, openConnection } from './connectionTo.ts';
import { type LaunchOptions, launchSatchel, type RunningSatchel } from './electronApp.ts';
import { connectIdentity } from './identityServer/connectIdentity.ts';
import { type IdentityServer, startIdentityServer } from './identityServer/identityServer.ts';
import type { SessionLimits } from './s3server/control/protocol.ts';
import type { ControlClient } from './s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from './s3server/spawn.ts';
import { fillBucket, type Objects } from './satchelOnServer.ts';

/** A cloud of its own: S3, STS and Identity Center on this computer, and a home folder whose AWS files point there. */
export type AwsWorld = {
  readonly server: SpawnedS3Server;
  readonly control: ControlClient;
  readonly identity: IdentityServer;
  /** The owner's client, not the window's. */
  readonly storage: Storage;
  readonly folder: string;
  readonly home: string;
  /** The lines of a profile that send its requests here; below them `services` has to be in the config file once. */
  readonly here: string;
  /** The section that `here` names. */
  readonly services: string;
  /** Keys that S3 and STS know, within these limits. */
  addKeys(name: string, limits?: SessionLimits): Promise<Keys>;
  writeFiles(texts: AwsFileTexts): Promise<void>;
  /** Opens Satchel on this home; its settings outlive it. */
  open(options?: LaunchOptions): Promise<RunningSatchel>;
  close(): Promise<void>;
};

/** Keys for a test, and their lines in a profile. */
export type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly lines: string };

/** Starts the servers with these buckets; `limits` says what a role's session may see, by the role's ARN. */
export async function startAwsWorld(
  buckets: Readonly<Record<string, Objects>>,
  limits: (arn: string) => SessionLimits = () => ({}),
): Promise<AwsWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'satchel-world-'));
  const home = join(folder, 'home');
  const server = await spawnS3Server({ control: true });
  const { control } = server;
  if (!control) throw new Error('The server has no control port');
  const identity = await startIdentityServer();
  identity.sso.intervalSeconds = 1;
  connectIdentity(identity, control, ({ arn }) => limits(arn));
  const storage = openConnection(connectionTo(server, 'Owner'));
  for (const [bucket, objects] of Object.entries(buckets)) await fillBucket(storage, bucket, objects);
  const endpoints = { s3: server.url, sts: identity.url, sso: identity.url, sso_oidc: identity.url };
  return {
    server,
    control,
    identity,
    storage,
    folder,
    home,
    here: 'region = us-east-1\nservices = here\ns3 =\n  addressing_style = path\n',
    services: [
      '[services here]',
      ...Object.entries(endpoints).map(([service, url]) => `${service} =\n  endpoint_url = ${url}`),
      '',
    ].join('\n'),
    addKeys: async (name, sessionLimits = {}) => {
      const accessKeyId = `AKIA${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}0000`;
      const secretAccessKey = `secret/of+${name}/${'x'.repeat(20)}`;
      identity.addUser({ accessKeyId, secretAccessKey, userName: name });
      await control.addSession({ accessKeyId, secretAccessKey, ...sessionLimits });
      const lines = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
      return { accessKeyId, secretAccessKey, lines };
    },
    writeFiles: async (texts) => {
      await writeAwsFiles(home, texts);
    },
    open: (options = {}) => launchSatchel({ userData: join(folder, 'userData'), home, ...options }),
    close: async () => {
      storage.close();
      await identity.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
