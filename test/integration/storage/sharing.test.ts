import { RestoreObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CredentialSource } from '../../../electron/core/accounts/credentials/credentialSource.ts';
import type { Network } from '../../../electron/core/network/network.ts';
import type { S3Connection } from '../../../electron/core/storage/s3/s3Connection.ts';
import type { S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { plain } from '../s3server/harness.ts';
import { serve } from './fakeServer.ts';
import { openS3 } from './openS3.ts';

const bucket = 'shared';
const ref = { bucket, key: 'trip/beach day.txt' };
const hourMs = 3_600_000;
const anHour = { expiresInSeconds: 3600, asDownload: false };
let server: SpawnedS3Server;
let control: ControlClient;
let storage: S3Storage;
const opened: S3Storage[] = [];

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  if (!server.control) throw new Error('the control port is missing');
  control = server.control;
  storage = openS3(server);
  await storage.createBucket(bucket);
  await storage.put(ref, Buffer.from('sand'), { contentType: 'text/plain' });
});
afterEach(async () => {
  for (const each of opened.splice(0)) each.close();
  await control.reset();
});
afterAll(async () => {
  storage.close();
  await server.stop();
});

function open(more: Partial<S3Connection>): S3Storage {
  const other = openS3(server, {}, more);
  opened.push(other);
  return other;
}

/** A network on which every name is this computer's. */
const networkToHere: Network = {
  createHandler(options) {
    class HereHandler extends NodeHttpHandler {
      override handle(...[request, more]: Parameters<NodeHttpHandler['handle']>) {
        return super.handle(Object.assign(Object.create(request), { hostname: '127.0.0.1' }), more);
      }
    }
    return new HereHandler({ connectionTimeout: options.connectionTimeout ?? 0 });
  },
};

async function statusOf(url: string): Promise<number> {
  const answer = await fetch(url);
  await answer.text();
  return answer.status;
}

/** Keys of a session that the server knows. */
async function session(name: string, expiresAtMs: number) {
  const keys = { accessKeyId: `ASIA${name}`, secretAccessKey: `secret ${name}`, sessionToken: `t=${name}` };
  await control.addSession({ ...keys, expiresAtMs });
  return { ...keys, expiresAtMs };
}

describe('a link', () => {
  test('is shown or saved under the name of the file', async () => {
    const shown = await fetch((await storage.shareLink(ref, anHour)).url);
    expect([await shown.text(), shown.headers.get('content-type')]).toEqual(['sand', 'text/plain']);
    expect(shown.headers.get('content-disposition')).toBe('inline; filename="beach day.txt"');
    const saving = await storage.shareLink(ref, { ...anHour, asDownload: true, fileName: 'sand.txt' });
    expect((await fetch(saving.url)).headers.get('content-disposition')).toBe(
      'attachment; filename="sand.txt"',
    );
  });

  test('ends after its time', async () => {
    const { url, endsAtMs, limit } = await storage.shareLink(ref, anHour);
    expect(limit).toBe('asked');
    expect(Math.abs(endsAtMs - Date.now() - hourMs)).toBeLessThan(60_000);
    await control.clockOffsetMs(hourMs - 120_000);
    expect(await statusOf(url)).toBe(200);
    await control.clockOffsetMs(hourMs + 120_000);
    expect(await statusOf(url)).toBe(403);
  });

  test('opens the file as it is when it is opened', async () => {
    const changing = { bucket, key: 'changing.txt' };
    await storage.put(changing, Buffer.from('first'));
    const { url } = await storage.shareLink(changing, anHour);
    await storage.put(changing, Buffer.from('second'));
    expect(await (await fetch(url)).text()).toBe('second');
  });

  test('has the bucket in the name of the host where the account has it there', async () => {
    const other = open({
      endpoint: server.url.replace('127.0.0.1', 'localhost'),
      addressing: 'virtualHost',
      network: networkToHere,
    });
    const { host, hostname, pathname, search } = new URL((await other.shareLink(ref, anHour)).url);
    expect([hostname, pathname]).toEqual([`${bucket}.localhost`, '/trip/beach%20day.txt']);
    const answer = await plain(server, { path: pathname + search, headers: { host } });
    expect([answer.status, answer.body]).toEqual([200, 'sand']);
  });

  test('is signed with the time of the server, however wrong this computer’s clock is', async () => {
    await control.clockOffsetMs(-2 * hourMs);
    const { url, endsAtMs } = await open({}).shareLink(ref, anHour);
    expect(Math.abs(endsAtMs - (Date.now() - hourMs))).toBeLessThan(60_000);
    expect(await statusOf(url)).toBe(200);
  });

  test('is not made for what may not be read', async () => {
    await control.deny({ actions: ['GetObject', 'HeadObject'], bucket, keyPrefix: 'trip/' });
    await expect(storage.shareLink(ref, anHour)).rejects.toMatchObject({ code: 'access.denied' });
  });
});

describe('temporary keys', () => {
  test('that end sooner end the link, which says so', async () => {
    const keys = await session('SHORT', Date.now() + 600_000);
    const other = open({ credentials: { get: async () => keys, refuse: () => undefined } });
    const { url, endsAtMs, limit } = await other.shareLink(ref, anHour);
    expect([limit, Math.abs(endsAtMs - keys.expiresAtMs) < 2000]).toEqual(['keys', true]);
    expect(await statusOf(url)).toBe(200);
  });

  test('are renewed first, so that the link lives as long as it can', async () => {
    const short = await session('OLD', Date.now() + 600_000);
    const long = await session('NEW', Date.now() + 2 * hourMs);
    let current = short;
    const credentials: CredentialSource = {
      get: async () => current,
      refuse: () => undefined,
      prolong: async () => {
        current = long;
      },
    };
    const { url, limit } = await open({ credentials }).shareLink(ref, anHour);
    expect(limit).toBe('asked');
    expect(new URL(url).searchParams.get('X-Amz-Security-Token')).toBe(long.sessionToken);
    expect(await statusOf(url)).toBe(200);
    const week = await open({ credentials }).shareLink(ref, { ...anHour, expiresInSeconds: 604_800 });
    expect(week.limit).toBe('keys');
  });

  test('that do not tell their end may end it sooner', async () => {
    const { expiresAtMs: _unknown, ...keys } = await session('SILENT', Date.now() + hourMs);
    const other = open({ credentials: { get: async () => keys, refuse: () => undefined } });
    expect(await other.shareLink(ref, anHour)).toMatchObject({ limit: 'unknown' });
  });
});

test('what is in the archive has a link once it is restored, for as long as that lasts', async () => {
  const cold = { bucket, key: 'cold.txt' };
  await storage.put(cold, Buffer.from('ice'), { storageClass: 'GLACIER' });
  await expect(storage.shareLink(cold, anHour)).rejects.toMatchObject({
    code: 'object.archived',
    appError: { params: { name: 'cold.txt' } },
  });
  const admin = new S3Client({
    endpoint: server.url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: server,
  });
  await admin.send(new RestoreObjectCommand({ Bucket: bucket, Key: cold.key, RestoreRequest: { Days: 1 } }));
  admin.destroy();
  const link = await storage.shareLink(cold, { ...anHour, expiresInSeconds: 604_800 });
  expect(link.limit).toBe('archive');
  expect(await (await fetch(link.url)).text()).toBe('ice');
});

test('a class that only has the name of an archive is no archive', async () => {
  const other = await serve((request, response) => {
    const headers = { etag: '"1"', 'content-length': '4', 'x-amz-storage-class': 'GLACIER' };
    response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : 'cold');
  });
  expect(await other.shareLink({ bucket, key: 'cold.txt' }, anHour)).toMatchObject({ limit: 'asked' });
});
