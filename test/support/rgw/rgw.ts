import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type ClusterPlan, clusterConfig, monitorAddresses } from './config.ts';
import { freePorts, run, startDaemon, stopDaemon, waitUntil } from './processes.ts';

/** A real S3 server of another make: Ceph's RADOS Gateway over one monitor and one OSD that keeps all in memory. */
export type Rgw = {
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Frees at once what deleted objects still hold, which the gateway does hours later by itself. */
  collectGarbage(): Promise<void>;
  /** Ends the three daemons and removes their folder. */
  stop(): Promise<void>;
};

/** True where Debian's ceph-mon, ceph-osd, radosgw and ceph-common are installed. */
export function isRgwInstalled(): boolean {
  const commands = [
    'ceph',
    'ceph-authtool',
    'ceph-mon',
    'ceph-osd',
    'monmaptool',
    'radosgw',
    'radosgw-admin',
  ];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return commands.every((command) => folders.some((folder) => isExecutable(join(folder, command))));
}

/** Starts a gateway on free loopback ports, with random keys, in a temporary folder; takes a few seconds. */
export async function startRgw(): Promise<Rgw> {
  const folder = mkdtempSync(join(tmpdir(), 'satchel-rgw-'));
  const daemons: ChildProcess[] = [];
  const stop = async () => {
    for (const daemon of daemons.toReversed()) await stopDaemon(daemon);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [monitorPort = 0, monitorPortV1 = 0, gatewayPort = 0] = await freePorts(3);
    const plan: ClusterPlan = { folder, clusterId: randomUUID(), monitorPort, monitorPortV1, gatewayPort };
    const accessKeyId = randomBytes(10).toString('hex');
    const secretAccessKey = randomBytes(20).toString('hex');
    await startCluster(plan, daemons);
    await startGateway(plan, daemons);
    const admin = (...args: string[]) =>
      run('radosgw-admin', ['-c', join(folder, 'ceph.conf'), '-n', 'client.rgw.a', ...args]);
    const keys = [`--access-key=${accessKeyId}`, `--secret-key=${secretAccessKey}`];
    await admin('user', 'create', '--uid=test', '--display-name=test', ...keys);
    return {
      url: `http://127.0.0.1:${gatewayPort}`,
      accessKeyId,
      secretAccessKey,
      collectGarbage: async () => void (await admin('gc', 'process', '--include-all')),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startCluster(plan: ClusterPlan, daemons: ChildProcess[]): Promise<void> {
  const { folder } = plan;
  const inFolder = (name: string) => join(folder, name);
  const config = inFolder('ceph.conf');
  const keyring = inFolder('keyring');
  for (const name of ['mon', 'osd', 'run', 'log']) mkdirSync(inFolder(name));
  writeFileSync(config, clusterConfig(plan));

  const monmap = inFolder('monmap');
  await run('monmaptool', [
    '--create',
    '--fsid',
    plan.clusterId,
    '--addv',
    'a',
    monitorAddresses(plan),
    monmap,
  ]);
  await createKeys(keyring);
  await run('ceph-mon', [
    '-c',
    config,
    '--mkfs',
    '-i',
    'a',
    '--mon-data',
    inFolder('mon'),
    '--monmap',
    monmap,
    '--keyring',
    keyring,
  ]);
  daemons.push(
    startDaemon('ceph-mon', ['-c', config, '-f', '-i', 'a', ...asRoot()], inFolder('log/mon.out')),
  );

  const ceph = (...args: string[]) => run('ceph', ['-c', config, '--connect-timeout', '20', ...args]);
  const osdId = randomUUID();
  await ceph('osd', 'new', osdId, '0');
  await ceph('auth', 'import', '-i', keyring);
  await run('ceph-osd', ['-c', config, '-i', '0', '--mkfs', '--osd-uuid', osdId, ...asRoot()]);
  await ceph('osd', 'crush', 'add', 'osd.0', '1.0', 'root=default', 'host=local');
  daemons.push(
    startDaemon('ceph-osd', ['-c', config, '-f', '-i', '0', ...asRoot()], inFolder('log/osd.out')),
  );
  await waitUntil('the OSD', 30_000, async () => (await ceph('osd', 'stat')).includes('1 up'));
}

async function startGateway({ folder, gatewayPort }: ClusterPlan, daemons: ChildProcess[]): Promise<void> {
  const args = ['-c', join(folder, 'ceph.conf'), '-f', '-n', 'client.rgw.a', ...asRoot()];
  const gateway = startDaemon('radosgw', args, join(folder, 'log/rgw.out'));
  daemons.push(gateway);
  await waitUntil('the gateway', 60_000, async () => {
    if (gateway.exitCode !== null) throw new Error(`radosgw ended with ${gateway.exitCode}`);
    return fetch(`http://127.0.0.1:${gatewayPort}/`).then(
      () => true,
      () => false,
    );
  });
}

async function createKeys(keyring: string): Promise<void> {
  await run('ceph-authtool', [
    keyring,
    '--create-keyring',
    '--gen-key',
    '-n',
    'mon.',
    '--cap',
    'mon',
    'allow *',
  ]);
  const everything = ['--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *', '--cap', 'mgr', 'allow *'];
  await run('ceph-authtool', [keyring, '--gen-key', '-n', 'client.admin', ...everything]);
  const ofOsd = ['--cap', 'mon', 'allow profile osd', '--cap', 'osd', 'allow *'];
  await run('ceph-authtool', [keyring, '--gen-key', '-n', 'osd.0', ...ofOsd]);
  const ofGateway = ['--cap', 'mon', 'allow rw', '--cap', 'osd', 'allow rwx'];
  await run('ceph-authtool', [keyring, '--gen-key', '-n', 'client.rgw.a', ...ofGateway]);
}

/** Debian's builds change to the user `ceph` when root starts them, who may not enter our folder. */
function asRoot(): readonly string[] {
  return process.getuid?.() === 0 ? ['--setuser', 'root', '--setgroup', 'root'] : [];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
