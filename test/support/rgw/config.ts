import { join } from 'node:path';

export type ClusterPlan = {
  readonly folder: string;
  readonly clusterId: string;
  readonly monitorPort: number;
  readonly monitorPortV1: number;
  readonly gatewayPort: number;
};

/** The addresses under which the one monitor is known. */
export function monitorAddresses({ monitorPort, monitorPortV1 }: ClusterPlan): string {
  return `[v2:127.0.0.1:${monitorPort},v1:127.0.0.1:${monitorPortV1}]`;
}

/** A ceph.conf for one monitor, one OSD in memory and one gateway, on loopback and in one folder. */
export function clusterConfig(plan: ClusterPlan): string {
  const inFolder = (name: string) => join(plan.folder, name);
  const sections: Record<string, Record<string, string | number>> = {
    global: {
      fsid: plan.clusterId,
      'mon host': monitorAddresses(plan),
      'public addr': '127.0.0.1',
      'cluster addr': '127.0.0.1',
      'public network': '127.0.0.0/8',
      'ms bind ipv6': 'false',
      'auth cluster required': 'cephx',
      'auth service required': 'cephx',
      'auth client required': 'cephx',
      keyring: inFolder('keyring'),
      'run dir': inFolder('run'),
      'admin socket': inFolder('run/$name.asok'),
      'log file': inFolder('log/$name.log'),
      'debug default': 0,
      'osd pool default size': 1,
      'osd pool default min size': 1,
      'osd pool default pg num': 4,
      'osd pool default pgp num': 4,
      'osd pool default pg autoscale mode': 'off',
      'osd crush chooseleaf type': 0,
      // The monitor gathers changes for a second by default, and a start needs many of them.
      'paxos propose interval': 0.05,
      'paxos min wait': 0.01,
      'mon allow pool size one': 'true',
      'mon max pg per osd': 1000,
      'mon data avail warn': 1,
      'mon data avail crit': 0,
    },
    'mon.a': { 'mon data': inFolder('mon') },
    osd: {
      'osd data': inFolder('osd'),
      'osd objectstore': 'memstore',
      'osd memory target': 2 ** 30,
      'osd mclock skip benchmark': 'true',
      'osd class load list': '*',
      'osd class default list': '*',
      // Object names hold the bucket's id and escapes beside the 1,024 bytes of a key.
      'osd max object name len': 2048,
      'memstore device bytes': 4 * 2 ** 30,
    },
    'client.rgw.a': {
      'rgw data': plan.folder,
      'rgw frontends': `beast endpoint=127.0.0.1:${plan.gatewayPort} tcp_nodelay=1`,
      'rgw thread pool size': 64,
      'rgw enable usage log': 'false',
      'rgw enable ops log': 'false',
      'rgw dynamic resharding': 'false',
      'rgw override bucket index max shards': 1,
    },
  };
  return Object.entries(sections)
    .flatMap(([name, options]) => [
      `[${name}]`,
      ...Object.entries(options).map(([key, value]) => `${key} = ${value}`),
      '',
    ])
    .join('\n');
}
