import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Connection } from '../../electron/core/accounts/connection.ts';

/** Seconds from the start of a peer's process to its first line and to its end. */
export type ListingTimes = { readonly firstLine: number; readonly all: number };

/** Another client that does the same work as whole processes on the same server, with its own defaults. */
export type Peer = {
  readonly name: string;
  /** Seconds to copy a local file to the key, or a local folder to the prefix when it ends with a slash. */
  readonly upload: (local: string, bucket: string, key: string) => Promise<number>;
  /** Seconds to copy an object, or a prefix when it ends with a slash, into a local folder. */
  readonly download: (bucket: string, key: string, localFolder: string) => Promise<number>;
  /** False where each file takes a process of its own. */
  readonly takesFolders: boolean;
  /** Prints every key of a folder, where it can. */
  readonly list?: (bucket: string, prefix: string) => Promise<ListingTimes>;
};

type Environment = Readonly<Record<string, string>>;

/** Debian's own packages, which the set-up installs, before any other copy. */
const searchPath = `/usr/bin:${process.env.PATH ?? ''}`;

/** The peers that are installed here; a missing one is named on the terminal and left out. */
export function installedPeers(connection: Connection, emptyHome: string): readonly Peer[] {
  const server: Server = { ...connection, endpoint: connection.endpoint ?? '' };
  return [rclone(server, emptyHome), awsCli(server, emptyHome), curl(server, emptyHome)].filter(
    ({ name }) => {
      const env = { PATH: searchPath, HOME: emptyHome };
      const { status, stdout } = spawnSync(name, ['--version'], { encoding: 'utf8', env });
      const [version] = (stdout ?? '').split('\n');
      console.log(
        status === 0 ? `Beside ${version}` : `${name} is not installed here: its figures are left out.`,
      );
      return status === 0;
    },
  );
}

type Server = Pick<Connection, 'provider' | 'accessKeyId' | 'secretAccessKey'> & {
  readonly endpoint: string;
};

function rclone(server: Server, emptyHome: string): Peer {
  const env = {
    HOME: emptyHome,
    RCLONE_CONFIG: path.join(emptyHome, 'rclone.conf'),
    RCLONE_CONFIG_BENCH_TYPE: 's3',
    RCLONE_CONFIG_BENCH_PROVIDER: server.provider === 'ceph' ? 'Ceph' : 'Other',
    RCLONE_CONFIG_BENCH_ENDPOINT: server.endpoint,
    RCLONE_CONFIG_BENCH_REGION: 'us-east-1',
    RCLONE_CONFIG_BENCH_ACCESS_KEY_ID: server.accessKeyId,
    RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY: server.secretAccessKey,
  };
  // Without one, every process says so.
  writeFileSync(env.RCLONE_CONFIG, '');
  const run = (...args: readonly string[]) => timeProcess('rclone', args, env);
  return {
    name: 'rclone',
    takesFolders: true,
    upload: (local, bucket, key) => run(isFolder(key) ? 'copy' : 'copyto', local, `bench:${bucket}/${key}`),
    download: (bucket, key, folder) => run('copy', `bench:${bucket}/${key}`, folder),
    list: (bucket, prefix) => timeListing('rclone', ['lsf', `bench:${bucket}/${prefix}`], env),
  };
}

function awsCli(server: Server, emptyHome: string): Peer {
  const env = {
    HOME: emptyHome,
    AWS_ACCESS_KEY_ID: server.accessKeyId,
    AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const s3 = ['--endpoint-url', server.endpoint, 's3'];
  const copy = (from: string, to: string, recursive: boolean) => {
    const args = [...s3, 'cp', '--only-show-errors', ...(recursive ? ['--recursive'] : []), from, to];
    return timeProcess('aws', args, env);
  };
  return {
    name: 'aws',
    takesFolders: true,
    upload: (local, bucket, key) => copy(local, `s3://${bucket}/${key}`, isFolder(key)),
    download: (bucket, key, folder) => copy(`s3://${bucket}/${key}`, `${folder}/`, isFolder(key)),
    list: (bucket, prefix) => timeListing('aws', [...s3, 'ls', `s3://${bucket}/${prefix}`], env),
  };
}

/** One PUT or one GET, with no check of the body at all. */
function curl(server: Server, emptyHome: string): Peer {
  const config = path.join(emptyHome, 'curl.conf');
  const lines = [
    `user = "${server.accessKeyId}:${server.secretAccessKey}"`,
    'aws-sigv4 = "aws:amz:us-east-1:s3"',
    'header = "x-amz-content-sha256: UNSIGNED-PAYLOAD"',
    'silent',
    'show-error',
    'fail',
  ];
  writeFileSync(config, lines.join('\n'), { mode: 0o600 });
  const run = (...args: readonly string[]) =>
    timeProcess('curl', ['--config', config, ...args], { HOME: emptyHome });
  const urlOf = (bucket: string, key: string) => `${server.endpoint}/${bucket}/${key}`;
  return {
    name: 'curl',
    takesFolders: false,
    upload: (local, bucket, key) => run('--upload-file', local, urlOf(bucket, key)),
    download: (bucket, key, folder) =>
      run('--output', path.join(folder, path.basename(key)), urlOf(bucket, key)),
  };
}

const isFolder = (key: string) => key.endsWith('/');

/** Seconds from start to end of a whole process; throws when it fails. */
async function timeProcess(command: string, args: readonly string[], env: Environment): Promise<number> {
  const startedMs = performance.now();
  const child = start(command, args, env, 'ignore');
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${code}`);
  return (performance.now() - startedMs) / 1000;
}

async function timeListing(
  command: string,
  args: readonly string[],
  env: Environment,
): Promise<ListingTimes> {
  const startedMs = performance.now();
  const secondsSoFar = () => (performance.now() - startedMs) / 1000;
  const child = start(command, args, env, 'pipe');
  let firstLine: number | undefined;
  child.stdout?.on('data', () => {
    firstLine ??= secondsSoFar();
  });
  const [code] = await once(child, 'close');
  if (code !== 0 || firstLine === undefined)
    throw new Error(`${command} ${args.join(' ')} ended with code ${code}`);
  return { firstLine, all: secondsSoFar() };
}

function start(command: string, args: readonly string[], env: Environment, stdout: 'ignore' | 'pipe') {
  const options: SpawnOptions = {
    stdio: ['ignore', stdout, 'inherit'],
    env: { ...env, PATH: searchPath },
  };
  const child = spawn(command, args, options);
  const end = () => child.kill();
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
}
