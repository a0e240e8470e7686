import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import type { SpawnedS3Server } from '../support/s3server/spawn.ts';

/** Another client that does the same work as whole processes on the same server. */
export type Peer = {
  readonly name: string;
  /** Seconds to copy a local file or folder to `bucket/key`. */
  readonly upload: (local: string, bucket: string, key: string) => Promise<number>;
  /** Seconds to copy `bucket/key` (an object, or a prefix when it ends with a slash) into a local folder. */
  readonly download: (bucket: string, key: string, localFolder: string) => Promise<number>;
  /** Seconds to list every key of a prefix. */
  readonly list: (bucket: string, prefix: string) => Promise<number>;
};

/** The peers that are installed here; a missing one is named on the terminal and left out. */
export function installedPeers(server: SpawnedS3Server, emptyHome: string): readonly Peer[] {
  return [rclone(server, emptyHome), awsCli(server, emptyHome)].filter(({ name }) => {
    const installed = spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0;
    if (!installed) console.log(`${name} is not installed here: its figures are left out.`);
    return installed;
  });
}

function rclone(server: SpawnedS3Server, emptyHome: string): Peer {
  const env = {
    HOME: emptyHome,
    RCLONE_CONFIG: path.join(emptyHome, 'rclone.conf'),
    RCLONE_CONFIG_BENCH_TYPE: 's3',
    RCLONE_CONFIG_BENCH_PROVIDER: 'Other',
    RCLONE_CONFIG_BENCH_ENDPOINT: server.url,
    RCLONE_CONFIG_BENCH_REGION: 'us-east-1',
    RCLONE_CONFIG_BENCH_ACCESS_KEY_ID: server.accessKeyId,
    RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY: server.secretAccessKey,
  };
  const run = (...args: readonly string[]) => timeProcess('rclone', args, env);
  return {
    name: 'rclone',
    upload: (local, bucket, key) => run('copy', local, `bench:${bucket}/${path.posix.dirname(key)}`),
    download: (bucket, key, folder) => run('copy', `bench:${bucket}/${key}`, folder),
    list: (bucket, prefix) => run('lsf', '-R', `bench:${bucket}/${prefix}`),
  };
}

function awsCli(server: SpawnedS3Server, emptyHome: string): Peer {
  const env = {
    HOME: emptyHome,
    AWS_ACCESS_KEY_ID: server.accessKeyId,
    AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const run = (...args: readonly string[]) =>
    timeProcess('aws', ['--endpoint-url', server.url, 's3', ...args, '--only-show-errors'], env);
  const isFolder = (key: string) => key.endsWith('/');
  return {
    name: 'aws',
    upload: (local, bucket, key) =>
      isFolder(key)
        ? run('cp', '--recursive', local, `s3://${bucket}/${key}`)
        : run('cp', local, `s3://${bucket}/${key}`),
    download: (bucket, key, folder) =>
      run('cp', ...(isFolder(key) ? ['--recursive'] : []), `s3://${bucket}/${key}`, `${folder}/`),
    list: (bucket, prefix) =>
      timeProcess(
        'aws',
        ['--endpoint-url', server.url, 's3api', 'list-objects-v2', '--bucket', bucket, '--prefix', prefix],
        env,
      ),
  };
}

/** Seconds from start to end of a whole process; throws when it fails. */
async function timeProcess(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const startedMs = performance.now();
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${code}`);
  return (performance.now() - startedMs) / 1000;
}
