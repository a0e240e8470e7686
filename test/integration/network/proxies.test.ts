import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createServiceClients } from '../../../electron/core/accounts/credentials/serviceClients.ts';
import type { S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import {
  type ProxyOptions,
  type ProxyServer,
  startHttpProxy,
  startSocksProxy,
} from '../../support/proxyServer/proxyServer.ts';
import {
  makeCertificates,
  startTlsFront,
  type TestCertificates,
  type TlsFront,
} from '../../support/proxyServer/tlsServer.ts';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { networkWith, openBy } from './networkOn.ts';

const bucket = 'behind-a-proxy';
let server: SpawnedS3Server;
let control: ControlClient;
let certificates: TestCertificates;
let front: TlsFront;

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  if (!server.control) throw new Error('the control port is missing');
  control = server.control;
  certificates = await makeCertificates();
  front = await startTlsFront(certificates, Number(new URL(server.url).port));
});

afterAll(async () => {
  await front.close();
  await server.stop();
  await certificates.remove();
});

/** Names that only the proxies know. */
const farUrl = (protocol: 'http' | 'https') =>
  protocol === 'https' ? `https://s3.test:${front.port}` : `http://s3.test:${new URL(server.url).port}`;

async function start(kind: 'http' | 'socks', options: ProxyOptions = {}): Promise<ProxyServer> {
  const proxy = await (kind === 'http' ? startHttpProxy(options) : startSocksProxy(options));
  onTestFinished(proxy.kill);
  return proxy;
}

function open(rule: Parameters<typeof networkWith>[0], protocol: 'http' | 'https', changes = {}): S3Storage {
  const endpoint = farUrl(protocol);
  const trust = protocol === 'https' ? { caBundlePath: certificates.caPath } : {};
  return openBy(networkWith(rule), server, { endpoint, ...trust, ...changes });
}

const manual = (scheme: string, { port }: ProxyServer, more = {}) =>
  ({ mode: 'manual', url: `${scheme}://127.0.0.1:${port}`, ...more }) as const;

/** Every kind of call, with keys that a proxy may spoil and bodies of several pieces. */
async function useAll(storage: S3Storage): Promise<void> {
  const bytes = randomBytes(3 * 1024 * 1024);
  if (!(await storage.listBuckets()).some(({ name }) => name === bucket)) await storage.createBucket(bucket);
  const keys = ['plain', 'a/../b', '/leading//double', 'dots/./in', 'sp ace+plus%25?&#ü', '://odd', 'x/..'];
  for (const key of keys) await storage.put({ bucket, key }, Buffer.from(key));
  for (const key of keys) {
    expect(String(await buffer((await storage.openRange({ bucket, key })).body))).toBe(key);
  }
  const upload = await storage.beginMultipart({ bucket, key: 'parts' });
  let sentBytes = 0;
  const onBytes = (count: number) => {
    sentBytes += count;
  };
  const part = await storage.putPart(upload, 1, bytes, { onBytes });
  expect(sentBytes).toBe(bytes.length);
  await storage.finishMultipart(upload, [part]);
  const range = { startByte: 1000, endByte: 2_000_000 };
  const { body } = await storage.openRange({ bucket, key: 'parts' }, { range });
  expect((await buffer(body)).equals(bytes.subarray(1000, 2_000_001))).toBe(true);
  const { entries } = await storage.listPage({ bucket, prefix: '' });
  expect(entries).toHaveLength(keys.length + 1);
  expect(await storage.deleteMany(bucket, [...keys, 'parts'])).toMatchObject({ failures: [] });
}

const ways = [
  { way: 'CONNECT', kind: 'http', scheme: 'http', protocol: 'https' },
  { way: 'whole addresses', kind: 'http', scheme: 'http', protocol: 'http' },
  { way: 'SOCKS5 for https', kind: 'socks', scheme: 'socks5', protocol: 'https' },
  { way: 'SOCKS5 for http', kind: 'socks', scheme: 'socks5', protocol: 'http' },
] as const;

describe.for(ways)('$way', ({ kind, scheme, protocol }) => {
  const names = { user: 'me@company', password: 'canary:päss' };

  test('takes everything, over sockets that are kept', async () => {
    const proxy = await start(kind);
    const storage = open(manual(scheme, proxy), protocol);
    await useAll(storage);
    // One for each lane; a request after the other needs no more.
    expect(proxy.connections()).toBeLessThanOrEqual(4);
    const far = farUrl(protocol).slice(`${protocol}://`.length);
    for (const line of proxy.asked) expect(line).toContain(far);
  });

  test('keeps no more sockets than there are requests at a time', async () => {
    const proxy = await start(kind);
    const storage = open(manual(scheme, proxy), protocol);
    const together = () => Promise.all(Array.from({ length: 20 }, () => storage.listBuckets()));
    await together();
    const before = proxy.connections();
    expect(before).toBeLessThanOrEqual(20);
    await together();
    await together();
    expect(proxy.connections()).toBe(before);
  });

  test('with a name and password', async () => {
    const proxy = await start(kind, names);
    await useAll(open(manual(scheme, proxy, names), protocol));
  });

  test.for([
    ['none', {}],
    ['a wrong one', { user: names.user, password: 'canary-wrong' }],
  ] as const)('that wants a password and gets %s says so, and not the password', async ([_what, given]) => {
    const proxy = await start(kind, names);
    const error = await open(manual(scheme, proxy, given), protocol)
      .listBuckets()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'network.proxyRefused',
      appError: { params: { url: `127.0.0.1:${proxy.port}` }, action: 'openSettings' },
    });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
  });

  const onlyOverTls = protocol === 'https' ? test : undefined;
  onlyOverTls?.('shows a certificate that nobody trusts as that', async () => {
    const proxy = await start(kind);
    const storage = openBy(networkWith(manual(scheme, proxy)), server, { endpoint: farUrl(protocol) });
    await expect(storage.listBuckets()).rejects.toMatchObject({
      code: 'network.certificateUntrusted',
      appError: { params: { host: 's3.test' } },
    });
  });

  test('that is not there is the proxy, not the server', async () => {
    const proxy = await start(kind);
    await proxy.kill();
    await expect(open(manual(scheme, proxy), protocol).listBuckets()).rejects.toMatchObject({
      code: 'network.proxyFailed',
      appError: { params: { url: `127.0.0.1:${proxy.port}` }, action: 'openSettings' },
    });
  });

  test('whose name nobody knows is the proxy too', async () => {
    const rule = { mode: 'manual', url: `${scheme}://nowhere.invalid:3128` } as const;
    await expect(open(rule, protocol).listBuckets()).rejects.toMatchObject({
      code: 'network.proxyFailed',
      appError: { params: { url: 'nowhere.invalid:3128' } },
    });
  });

  test('that ends in the middle is a lost connection, and the next proxy takes over', async () => {
    const first = await start(kind);
    const second = await start(kind);
    const word = kind === 'socks' ? 'SOCKS5' : 'PROXY';
    const answer = `${word} 127.0.0.1:${first.port}; ${word} 127.0.0.1:${second.port}`;
    const storage = open(answer, protocol);
    await storage.listBuckets();
    await storage.createBucket(`killed-${kind}-${protocol}`);
    const ref = { bucket: `killed-${kind}-${protocol}`, key: 'key' };
    await control.reset();
    await control.hang('PutObject', 1);
    const broken = storage.put(ref, randomBytes(1024 * 1024)).catch((reason: unknown) => reason);
    await expect.poll(async () => (await control.counters()).requests.PutObject ?? 0).toBeGreaterThan(0);
    await first.kill();
    expect(await broken).toMatchObject({ code: 'network.lost' });
    expect(await storage.listBuckets()).not.toEqual([]);
    expect(second.connections()).toBeGreaterThan(0);
    await control.reset();
  });

  test('a silent server is given up as without a proxy', async () => {
    const proxy = await start(kind);
    const storage = open(manual(scheme, proxy), protocol, { silenceTimeoutMs: 1000 });
    await control.hang('ListBuckets', 10);
    await expect(storage.listBuckets()).rejects.toMatchObject({ code: 'network.timedOut' });
    await control.reset();
  });
});

describe('a list of ways', () => {
  test('goes on to the next while the first cannot be reached', async () => {
    const dead = await start('http');
    await dead.kill();
    const proxy = await start('http');
    const storage = open(
      `PROXY 127.0.0.1:${dead.port}; HTTPS nowhere.invalid; PROXY 127.0.0.1:${proxy.port}`,
      'https',
    );
    await useAll(storage);
    expect(proxy.asked.length).toBeGreaterThan(0);
  });

  test('may end with the direct way', async () => {
    const dead = await start('http');
    await dead.kill();
    const network = networkWith(`PROXY 127.0.0.1:${dead.port}; DIRECT`);
    await useAll(openBy(network, server));
  });
});

test('STS goes the same way', async () => {
  const proxy = await start('http');
  const names = '<Arn>arn:aws:sts::1:assumed-role/r/s</Arn><UserId>u</UserId><Account>1</Account>';
  const identity = `<GetCallerIdentityResponse><GetCallerIdentityResult>${names}</GetCallerIdentityResult></GetCallerIdentityResponse>`;
  const sts = createServer((_request, response) => response.end(identity)).listen(0, '127.0.0.1');
  onTestFinished(() => void sts.close());
  await once(sts, 'listening');
  const { port } = sts.address() as AddressInfo;
  const client = createServiceClients(networkWith(manual('http', proxy))).sts(
    {
      region: 'us-east-1',
      endpoints: { sts: `http://sts.test:${port}` },
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
    },
    { accessKeyId: 'AK', secretAccessKey: 'SK' },
  );
  expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '1' });
  client.destroy();
  expect(proxy.asked).toEqual([`POST http://sts.test:${port}/`]);
});

describe('changed settings', () => {
  test('hold for the next request, and a running one goes on', async () => {
    const proxy = await start('http');
    const network = networkWith(manual('http', proxy));
    const storage = openBy(network, server);
    await storage.listBuckets();
    expect(proxy.asked).toHaveLength(1);
    await control.delay('ListBuckets', 300, 1);
    const running = storage.listBuckets();
    await expect.poll(() => proxy.asked.length).toBe(2);
    network.rule = { mode: 'none' };
    network.proxyChanged();
    await storage.listBuckets();
    await running;
    expect(proxy.asked).toHaveLength(2);
  });
});

describe('a proxy that speaks TLS itself', () => {
  test('is trusted by the same certificates', async () => {
    const proxy = await start('http', { tls: certificates });
    await useAll(open(manual('https', proxy), 'https'));
    expect(proxy.asked.every((line) => line.startsWith('CONNECT'))).toBe(true);
  });

  test('and is not without them', async () => {
    const proxy = await start('http', { tls: certificates });
    const storage = openBy(networkWith(manual('https', proxy)), server, { endpoint: farUrl('https') });
    await expect(storage.listBuckets()).rejects.toMatchObject({
      code: 'network.certificateUntrusted',
      appError: { params: { host: '127.0.0.1' } },
    });
  });
});

describe('a proxy that answers in place of the server', () => {
  const forged = 'HTTP/1.1 204 No Content\r\n\r\n';

  test.for([
    ['204', forged, 'network.unreachable'],
    ['206', 'HTTP/1.1 206 Partial Content\r\netag: "1"\r\ncontent-length: 1\r\n\r\nx', 'network.unreachable'],
    ['403', 'HTTP/1.1 403 Forbidden\r\n\r\n', 'network.proxyRefused'],
    ['502', 'HTTP/1.1 502 Bad Gateway\r\n\r\n', 'network.unreachable'],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', 'network.unreachable'],
  ] as const)('with %s is not believed', async ([_what, connectAnswer, code]) => {
    const proxy = await start('http', { connectAnswer });
    const storage = open(manual('http', proxy), 'https');
    const ref = { bucket, key: 'key' };
    await expect(storage.openRange(ref)).rejects.toMatchObject({ code });
    await expect(storage.stat(ref)).rejects.toMatchObject({ code });
    await expect(storage.deleteBucket(bucket)).rejects.toMatchObject({ code });
  });
});
