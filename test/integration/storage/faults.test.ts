import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../../electron/core/accounts/connection.ts';
import type { ClockSkew } from '../../../electron/core/storage/s3/clock.ts';
import type { S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { openS3 } from './openS3.ts';

const bucket = 'faults';
const twentyMinutesMs = 20 * 60_000;

let server: SpawnedS3Server;
let control: ControlClient;
const opened: S3Storage[] = [];

function open(changes: Partial<Connection> = {}): S3Storage {
  const storage = openS3(server, changes);
  opened.push(storage);
  return storage;
}

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  if (!server.control) throw new Error('the control port is missing');
  control = server.control;
  await open().createBucket(bucket);
});

afterEach(async () => {
  for (const storage of opened.splice(0)) storage.close();
  await control.reset();
});

afterAll(() => server.stop());

const at = (key: string) => ({ bucket, key });

describe('a server that stops answering', () => {
  test.for([
    { kind: 'ListObjectsV2', call: (storage: S3Storage) => storage.listPage({ bucket, prefix: '' }) },
    { kind: 'PutObject', call: (storage: S3Storage) => storage.put(at('hang'), Buffer.from('x')) },
    { kind: 'GetObject', call: (storage: S3Storage) => storage.openRange(at('hang')) },
  ])('$kind ends as timed out, after one try', async ({ kind, call }) => {
    await control.hang(kind, 10);
    await expect(call(open({ silenceTimeoutMs: 1000 }))).rejects.toMatchObject({
      code: 'network.timedOut',
      appError: { retryable: true },
    });
    await expect.poll(async () => (await control.counters()).requests[kind]).toBe(1);
  });

  test('a reader may pause longer than the server may be silent', async () => {
    const bytes = randomBytes(8 * 1024 * 1024);
    await open().put(at('pause'), bytes);
    const { body } = await open({ silenceTimeoutMs: 2000 }).openRange(at('pause'));
    await sleep(3500);
    expect((await buffer(body)).equals(bytes)).toBe(true);
  });
});

describe('connections that break', () => {
  test('a body that is cut ends as lost', async () => {
    const storage = open();
    await storage.put(at('cut'), randomBytes(4 * 1024 * 1024));
    await control.cut('GetObject', 1_000_000, 1);
    const { body } = await storage.openRange(at('cut'));
    await expect(buffer(body)).rejects.toMatchObject({ code: 'network.lost', appError: { retryable: true } });
  });

  test('an upload that is cut ends as lost, and works when it is sent again', async () => {
    const storage = open();
    const bytes = randomBytes(4 * 1024 * 1024);
    await control.cut('PutObject', 1_000_000, 1);
    await expect(storage.put(at('cut-up'), bytes)).rejects.toMatchObject({ code: 'network.lost' });
    await storage.put(at('cut-up'), bytes);
    expect(await storage.stat(at('cut-up'))).toMatchObject({ sizeBytes: bytes.length });
  });

  test('a server that is gone is unreachable, and reached again when it is back', async () => {
    const storage = open();
    await storage.put(at('here'), Buffer.from('x'));
    await server.kill9();
    await expect(storage.listPage({ bucket, prefix: '' })).rejects.toMatchObject({
      code: 'network.unreachable',
    });
    await server.restart();
    expect(await storage.stat(at('here'))).toMatchObject({ sizeBytes: 1 });
  });
});

describe('a server that is busy', () => {
  const slowDown = { status: 503, code: 'SlowDown' };

  test('a listing is tried again by itself', async () => {
    const storage = open();
    await control.fail('ListObjectsV2', 2, slowDown);
    expect(await storage.listPage({ bucket, prefix: 'nothing/' })).toEqual({ entries: [] });
    expect((await control.counters()).requests.ListObjectsV2).toBe(3);
  });

  test('an upload is not: whoever moves the bytes decides', async () => {
    const storage = open();
    await control.fail('PutObject', 1, slowDown);
    await expect(storage.put(at('busy'), Buffer.from('x'))).rejects.toMatchObject({
      code: 'server.busy',
      appError: { retryable: true },
    });
    expect((await control.counters()).requests.PutObject).toBe(1);
  });

  test('a finished upload whose answer was lost is found finished', async () => {
    const storage = open();
    const upload = await storage.beginMultipart(at('lost-answer'));
    const part = await storage.putPart(upload, 1, Buffer.from('all of it'));
    const { etag } = await storage.finishMultipart(upload, [part]);
    await control.fail('CompleteMultipartUpload', 3, { status: 404, code: 'NoSuchUpload' });
    expect(await storage.finishMultipart(upload, [part])).toMatchObject({ etag });
  });
});

describe('a clock that is 20 minutes off', () => {
  test.for([
    { direction: 'behind', offsetMs: twentyMinutesMs },
    { direction: 'ahead', offsetMs: -twentyMinutesMs },
  ])(
    '$direction: everything works, and the storage says so until it is over',
    async ({ direction, offsetMs }) => {
      const storage = open();
      const skews: (ClockSkew | undefined)[] = [];
      storage.onClockSkew((skew) => skews.push(skew));
      await control.clockOffsetMs(offsetMs);
      await storage.listBuckets();
      // Data calls are not repeated: they have to be signed with the right time at once.
      await storage.put(at('skewed'), Buffer.from('x'));
      await buffer((await storage.openRange(at('skewed'))).body);
      expect(skews).toEqual([{ minutes: 20, direction }]);
      await control.clockOffsetMs(0);
      await storage.listBuckets();
      expect(skews).toEqual([{ minutes: 20, direction }, undefined]);
    },
  );

  test('a body that is sent twice for it arrives whole, and is told once', async () => {
    const storage = open();
    const body = randomBytes(4 * 1024 * 1024);
    const sums = [0];
    const onBytes = (bytes: number) => sums.push((sums.at(-1) ?? 0) + bytes);
    await control.clockOffsetMs(twentyMinutesMs);
    await storage.put(at('twice'), body, { onBytes });
    expect((await control.counters()).requests.PutObject).toBe(2);
    expect(sums.at(-1)).toBe(body.length);
    expect(sums.filter((sum) => sum < 0 || sum > body.length)).toEqual([]);
    const { body: stored } = await storage.openRange(at('twice'));
    expect((await buffer(stored)).equals(body)).toBe(true);
  });

  test('a server that still refuses gives the reason with the distance', async () => {
    const storage = open();
    await control.clockOffsetMs(twentyMinutesMs);
    await control.fail('ListBuckets', 10, { status: 403, code: 'RequestTimeTooSkewed' });
    await expect(storage.listBuckets()).rejects.toMatchObject({
      code: 'clock.skewed',
      appError: { params: { minutes: 20, direction: 'behind' } },
    });
  });
});

describe('a bucket in another region', () => {
  const far = 'far-away';

  test('just works, also for one that was never listed, and is found once', async () => {
    const home = open({ region: 'eu-central-1' });
    await home.createBucket(far);
    const storage = open();
    await control.reset();
    await storage.put({ bucket: far, key: 'a' }, Buffer.from('x'));
    await storage.listPage({ bucket: far, prefix: '' });
    await buffer((await storage.openRange({ bucket: far, key: 'a' })).body);
    expect(await storage.deleteMany(far, ['a'])).toEqual({ deletedCount: 1, failures: [] });
    expect((await control.counters()).requests).toMatchObject({
      PutObject: 2,
      ListObjectsV2: 1,
      GetObject: 1,
    });
    expect(await open().statBucket(far)).toEqual({ name: far, region: 'eu-central-1' });
    await expect(open().stat({ bucket: far, key: 'none' })).rejects.toMatchObject({
      code: 'object.notFound',
    });
    expect(await storage.listBuckets()).toContainEqual(
      expect.objectContaining({ name: far, region: 'eu-central-1' }),
    );
  });

  test('is named as that when the server does not say which region', async () => {
    const storage = open();
    const redirect = { status: 301, code: 'PermanentRedirect' };
    await control.fail('ListObjectsV2', 1, redirect);
    await control.fail('HeadBucket', 1, redirect);
    await expect(storage.listPage({ bucket: far, prefix: '' })).rejects.toMatchObject({
      code: 'bucket.wrongRegion',
    });
  });
});

describe('permissions', () => {
  test('an account that may not list buckets is told to name one, and can use it', async () => {
    await control.deny({ actions: ['ListAllMyBuckets'] });
    const storage = open();
    await expect(storage.listBuckets()).rejects.toMatchObject({
      code: 'access.listBucketsDenied',
      appError: { action: 'addBucketByName', retryable: false },
    });
    expect(await storage.statBucket(bucket)).toEqual({ name: bucket, region: 'us-east-1' });
  });

  test('a refusal of a HEAD, which has no body, is explained all the same', async () => {
    const storage = open();
    await storage.put(at('secret'), Buffer.from('x'));
    await control.deny({ actions: ['GetObject', 'ListBucket'], bucket });
    await expect(storage.stat(at('secret'))).rejects.toMatchObject({ code: 'access.denied' });
    await expect(storage.statBucket(bucket)).rejects.toMatchObject({
      code: 'access.denied',
      appError: { params: { bucket } },
    });
    const expired = open({ sessionToken: 'a-session-token' });
    await control.expireTokens(['a-session-token']);
    await expect(expired.stat(at('secret'))).rejects.toMatchObject({ code: 'credentials.expired' });
    await expect(expired.statBucket(bucket)).rejects.toMatchObject({ code: 'credentials.expired' });
  });

  test('keys that may not be deleted are told by name, whichever way they go', async () => {
    const storage = open();
    const keys = ['mine/1', 'mine/2\t', 'theirs/1', 'theirs/2\t'];
    for (const key of keys) await storage.put(at(key), Buffer.from('x'));
    await control.deny({ actions: ['DeleteObject'], bucket, keyPrefix: 'theirs/' });
    const { deletedCount, failures } = await storage.deleteMany(bucket, keys);
    expect(deletedCount).toBe(2);
    expect(failures.map(({ key, error }) => [key, error.code])).toEqual([
      ['theirs/1', 'access.denied'],
      ['theirs/2\t', 'access.denied'],
    ]);
  });
});

describe('servers that do not take DeleteObjects as it is sent', () => {
  test('the other proof of the body is tried, then single keys', async () => {
    const storage = open({ provider: 'aws' });
    for (const key of ['d/1', 'd/2']) await storage.put(at(key), Buffer.from('x'));
    await control.fail('DeleteObjects', 2, { status: 400, code: 'InvalidRequest' });
    expect(await storage.deleteMany(bucket, ['d/1', 'd/2'])).toEqual({ deletedCount: 2, failures: [] });
    expect((await control.counters()).requests).toMatchObject({ DeleteObjects: 2, DeleteObject: 2 });
    expect(await storage.listPage({ bucket, prefix: 'd/' })).toEqual({ entries: [] });
  });
});
