import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { oddKeys } from '../../support/keyCorpus.ts';
import {
  makeCertificates,
  startTlsFront,
  type TestCertificates,
  type TlsFront,
} from '../../support/proxyServer/tlsServer.ts';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { networkWith, openBy } from '../network/networkOn.ts';
import { serve, xml } from './fakeServer.ts';
import { openS3 } from './openS3.ts';

const ref = { bucket: 'bucket', key: 'key' };

describe('over TLS with an authority of its own', () => {
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

  test('every odd key is stored, looked at and read, byte for byte', async () => {
    const storage = openBy(networkWith({ mode: 'none' }), server, {
      endpoint: `https://127.0.0.1:${front.port}`,
      caBundlePath: certificates.caPath,
    });
    await storage.createBucket('tls');
    for (const key of Object.values(oddKeys)) {
      const at = { bucket: 'tls', key };
      await storage.put(at, Buffer.from(key));
      expect(await storage.stat(at)).toMatchObject({ key, sizeBytes: Buffer.byteLength(key) });
      expect(String(await buffer((await storage.openRange(at)).body))).toBe(key);
    }
    const bytes = randomBytes(5 * 1024 * 1024);
    const upload = await storage.beginMultipart({ bucket: 'tls', key: 'parts' });
    const part = await storage.putPart(upload, 1, bytes, { onBytes: () => undefined });
    await storage.finishMultipart(upload, [part]);
    const { body } = await storage.openRange({ bucket: 'tls', key: 'parts' });
    expect((await buffer(body)).equals(bytes)).toBe(true);
  });

  test('a body that changed on its way is refused, for its hash is signed', async () => {
    const storage = openS3(server, { provider: 'other' });
    onTestFinished(storage.close);
    await storage.createBucket('signed');
    const bytes = randomBytes(1024 * 1024);
    const put = storage.put({ bucket: 'signed', key: 'key' }, bytes, {
      onBytes: () => bytes.fill(0, bytes.length - 10),
    });
    await expect(put).rejects.toMatchObject({ code: 'integrity.mismatch' });
  });

  test('a look that a busy server refuses is tried again', async () => {
    const storage = openS3(server);
    onTestFinished(storage.close);
    await storage.createBucket('busy');
    await storage.put({ bucket: 'busy', key: 'key' }, Buffer.from('x'));
    await control.fail('HeadObject', 2, { status: 503, code: 'SlowDown' });
    expect(await storage.stat({ bucket: 'busy', key: 'key' })).toMatchObject({ sizeBytes: 1 });
    await control.reset();
  });
});

test('an upload in parts is begun once, and a busy server says for how long it wants to be left alone', async () => {
  const server = await spawnS3Server({ control: true });
  onTestFinished(server.stop);
  const storage = openS3(server);
  onTestFinished(storage.close);
  await storage.createBucket('once');
  await server.control?.fail('CreateMultipartUpload', 1, {
    status: 503,
    code: 'SlowDown',
    retryAfter: '7',
  });
  await expect(storage.beginMultipart({ bucket: 'once', key: 'key' })).rejects.toMatchObject({
    appError: { code: 'server.busy', params: { retryAfterMs: 7000 } },
  });
  expect((await server.control?.counters())?.requests.CreateMultipartUpload).toBe(1);
  expect((await storage.listUploads('once')).uploads).toEqual([]);
});

test('a server that says it has other bytes than were sent is not believed to have them', async () => {
  const storage = await serve((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { etag: '"1"', 'x-amz-checksum-crc32': 'AAAAAA==', 'content-length': 0 });
      response.end();
    });
  });
  await expect(storage.put(ref, Buffer.from('x'))).rejects.toMatchObject({ code: 'integrity.mismatch' });
  const part = storage.putPart({ ...ref, uploadId: 'upload' }, 1, Buffer.from('x'));
  await expect(part).rejects.toMatchObject({ code: 'integrity.mismatch' });
});

test('an error behind a 200 is no success', async () => {
  const storage = await serve((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { etag: '"1"', 'content-type': 'application/xml' });
      response.end(xml('<Error><Code>SlowDown</Code><Message>Later</Message></Error>'));
    });
  });
  await expect(storage.put(ref, Buffer.from('x'))).rejects.toMatchObject({ code: 'server.busy' });
});

test('what a head tells is told', async () => {
  const storage = await serve((_request, response) => {
    response.writeHead(200, {
      etag: '"1"',
      'content-length': 12,
      'content-type': 'text/plain',
      'last-modified': 'Sun, 06 Nov 1994 08:49:37 GMT',
      'x-amz-meta-Mtime': '1 2',
      'x-amz-meta-empty': '',
      'x-amz-storage-class': 'STANDARD_IA',
      'x-amz-version-id': 'v1',
    });
    response.end();
  });
  expect(await storage.stat(ref)).toEqual({
    key: 'key',
    sizeBytes: 12,
    modifiedAtMs: Date.UTC(1994, 10, 6, 8, 49, 37),
    etag: '"1"',
    metadata: { mtime: '1 2', empty: '' },
    contentType: 'text/plain',
    storageClass: 'STANDARD_IA',
    versionId: 'v1',
  });
});

test('a message that repeats the keys has them hidden, also in the forms of XML', async () => {
  const storage = await serve((request, response) => {
    request.resume();
    response.writeHead(403, { 'content-type': 'application/xml' });
    response.end(
      xml('<Error><Code>AccessDenied</Code><Message>no, &#65;KIAFAKE and Signature=abc!</Message></Error>'),
    );
  });
  await expect(storage.put(ref, Buffer.from('x'))).rejects.toMatchObject({
    message: 'AccessDenied (HTTP 403): no, *** and Signature=***',
  });
});
