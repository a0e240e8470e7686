import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { trustBesides } from '../../../electron/core/network/certificates.ts';
import {
  makeCertificates,
  startTlsFront,
  type TestCertificates,
  type TlsFront,
} from '../../support/proxyServer/tlsServer.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { networkWith, openBy } from './networkOn.ts';

let server: SpawnedS3Server;
let certificates: TestCertificates;
let front: TlsFront;

beforeAll(async () => {
  server = await spawnS3Server();
  certificates = await makeCertificates();
  front = await startTlsFront(certificates, Number(new URL(server.url).port));
});

afterAll(async () => {
  await front.close();
  await server.stop();
  await certificates.remove();
});

afterEach(() => vi.unstubAllEnvs());

const open = (host: string, caBundlePath?: string) =>
  openBy(networkWith({ mode: 'none' }), server, {
    endpoint: `https://${host}:${front.port}`,
    ...(caBundlePath !== undefined && { caBundlePath }),
  });

test("an authority of one's own is trusted where its file is named, and only there", async () => {
  expect(await open('127.0.0.1', certificates.caPath).listBuckets()).toEqual([]);
  await expect(open('127.0.0.1').listBuckets()).rejects.toMatchObject({
    code: 'network.certificateUntrusted',
    message: expect.stringContaining('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    appError: { params: { host: '127.0.0.1' }, retryable: false },
  });
});

test("another host's certificate is not", async () => {
  await expect(open('localhost', certificates.caPath).listBuckets()).rejects.toMatchObject({
    code: 'network.certificateUntrusted',
    message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    appError: { params: { host: 'localhost' } },
  });
});

test('no variable of the environment turns the check off', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  await expect(open('127.0.0.1').listBuckets()).rejects.toMatchObject({
    code: 'network.certificateUntrusted',
  });
});

test('a file that holds no certificate is told by its name, and read again when it does', async () => {
  const file = path.join(certificates.folder, 'mine.pem');
  const storage = open('127.0.0.1', file);
  const unreadable = {
    code: 'account.certificatesUnreadable',
    appError: { params: { file }, action: 'editAccount' },
  };
  await expect(storage.listBuckets()).rejects.toMatchObject(unreadable);
  await writeFile(file, 'no certificate');
  await expect(storage.listBuckets()).rejects.toMatchObject(unreadable);
  await writeFile(file, '-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n');
  await expect(storage.listBuckets()).rejects.toMatchObject(unreadable);
  await writeFile(file, certificates.cert);
  await expect(storage.listBuckets()).rejects.toMatchObject({ code: 'network.certificateUntrusted' });
});

test('what is trusted is made once of a file, until the file is another one', async () => {
  const file = path.join(certificates.folder, 'shared.pem');
  await writeFile(file, await readFile(certificates.caPath));
  const [first, second] = await Promise.all([trustBesides(file), trustBesides(file)]);
  expect(second).toBe(first);
  await writeFile(file, `${await readFile(certificates.caPath, 'utf8')}\n`);
  expect(await trustBesides(file)).not.toBe(first);
});

test('what is no file, and may have no end, is not read', async () => {
  const file = process.platform === 'win32' ? certificates.folder : '/dev/zero';
  await expect(trustBesides(file)).rejects.toMatchObject({ code: 'account.certificatesUnreadable' });
});

test('a port that speaks no TLS is no matter of certificates', async () => {
  const storage = openBy(networkWith({ mode: 'none' }), server, {
    endpoint: server.url.replace('http:', 'https:'),
  });
  await expect(storage.listBuckets()).rejects.toMatchObject({ code: 'network.unreachable' });
});
