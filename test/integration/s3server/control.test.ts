import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { clientOf, failure, freshName, plain, presigned, someBytes } from './harness.ts';

let server: SpawnedS3Server;
let client: ReturnType<typeof clientOf>;
let control: ControlClient;
const Bucket = freshName();
const large = someBytes(2 * 1024 * 1024);
beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  if (server.control === undefined) throw new Error('no control port');
  control = server.control;
  client = clientOf(server);
  await client.send(new CreateBucketCommand({ Bucket }));
  for (const Key of ['a', 'private/b']) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  await client.send(new PutObjectCommand({ Bucket, Key: 'large', Body: large }));
});
afterEach(() => control.reset());
afterAll(() => server.stop());

const get = async (Key: string): Promise<Buffer> => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};
const put = (Key: string, Body: string | Buffer) => client.send(new PutObjectCommand({ Bucket, Key, Body }));
const exists = (Key: string) =>
  client.send(new HeadObjectCommand({ Bucket, Key })).then(
    () => true,
    () => false,
  );

test('the log tells each request that is over, with what was answered', async () => {
  await control.reset();
  await control.fail('GetObject', 1, { status: 503, code: 'SlowDown', retryAfter: '7' });
  const refused = await plain(server, { path: presigned(server, { path: `/${Bucket}/a` }) });
  expect(refused.headers['retry-after']).toBe('7');
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
  await client.send(new UploadPartCommand({ Bucket, Key: 'parts', UploadId, PartNumber: 3, Body: 'x' }));
  await client.send(new GetObjectCommand({ Bucket, Key: 'a', Range: 'bytes=0-0' }));
  const place = { bucket: Bucket, key: 'parts' };
  expect(await control.log()).toEqual([
    { kind: 'GetObject', method: 'GET', bucket: Bucket, key: 'a', status: 503 },
    { kind: 'CreateMultipartUpload', method: 'POST', ...place, status: 200 },
    { kind: 'UploadPart', method: 'PUT', ...place, partNumber: 3, uploadId: UploadId, status: 200 },
    { kind: 'GetObject', method: 'GET', bucket: Bucket, key: 'a', range: 'bytes=0-0', status: 206 },
  ]);
  await control.reset();
  expect(await control.log()).toEqual([]);
});

describe('faults', () => {
  test('fail so many requests of a kind, with the error that is asked for', async () => {
    await control.fail('ListObjectsV2', 2, { status: 503, code: 'SlowDown', message: 'Calm down.' });
    const list = () => client.send(new ListObjectsV2Command({ Bucket }));
    await get('a');
    await expect(list()).rejects.toThrow('Calm down.');
    expect(await failure(list())).toEqual({ code: 'SlowDown', status: 503 });
    expect((await list()).KeyCount).toBe(3);
  });

  test('fail one key only, or any kind', async () => {
    await control.fail('*', 1, { status: 500, code: 'InternalError', key: 'private/b' });
    await get('a');
    expect(await failure(get('private/b'))).toEqual({ code: 'InternalError', status: 500 });
    expect((await get('private/b')).toString()).toBe('private/b');
  });

  test('an early answer to a long body arrives whole, and the connection after it works', async () => {
    await control.fail('PutObject', 1, { status: 503, code: 'SlowDown' });
    const body = someBytes(8 * 1024 * 1024);
    const link = presigned(server, { method: 'PUT', path: `/${Bucket}/early` });
    const answer = await plain(server, { method: 'PUT', path: link, body });
    expect([answer.status, answer.headers.connection]).toEqual([503, 'close']);
    expect(await exists('early')).toBe(false);
    await control.fail('PutObject', 1, { status: 503, code: 'SlowDown' });
    expect((await failure(put('early', 'short'))).code).toBe('SlowDown');
    await put('early', 'short');
  });

  test('delay', async () => {
    await control.delay('GetObject', 300, 1);
    const startMs = performance.now();
    await get('a');
    expect(performance.now() - startMs).toBeGreaterThan(290);
  });

  test('hang until the client gives up', async () => {
    await control.hang('GetObject', 1);
    const abort = new AbortController();
    const hanging = client.send(new GetObjectCommand({ Bucket, Key: 'a' }), { abortSignal: abort.signal });
    const outcome = failure(hanging);
    await waitFor(async () => (await control.counters()).openRequests === 1);
    abort.abort();
    expect((await outcome).code).toBe('AbortError');
    await waitFor(async () => (await control.counters()).openRequests === 0);
    expect((await get('a')).toString()).toBe('a');
  });

  test('cut a body on its way out or in, and what came in is gone', async () => {
    await control.cut('GetObject', 100_000, 1);
    expect((await failure(get('large'))).code).toBe('Error');
    expect((await get('large')).equals(large)).toBe(true);
    await control.cut('PutObject', 100_000, 1);
    await failure(put('cut', large));
    expect(await exists('cut')).toBe(false);
    await put('cut', large);
  });

  test('corrupt one byte of a body on its way out', async () => {
    await control.corrupt('GetObject', 1);
    const link = presigned(server, { path: `/${Bucket}/a` });
    expect((await plain(server, { path: link })).body).not.toBe('a');
    expect((await plain(server, { path: link })).body).toBe('a');
    await control.corrupt('GetObject', 1);
    await expect(get('large')).rejects.toThrow(/[Cc]hecksum/);
  });

  test('throttle all bodies together', async () => {
    await control.throttle(4 * 1024 * 1024);
    const startMs = performance.now();
    const [first] = await Promise.all([get('large'), get('large'), put('throttled', large)]);
    const tookMs = performance.now() - startMs;
    expect(first.equals(large)).toBe(true);
    // 6 MiB at 4 MiB a second; only the lower bound is a promise.
    expect(tookMs).toBeGreaterThan(1300);
  });
});

describe('denials', () => {
  test('hold for an action until the reset', async () => {
    await control.deny({ actions: ['ListBuckets'] });
    const list = () => client.send(new ListBucketsCommand({}));
    expect(await failure(list())).toEqual({ code: 'AccessDenied', status: 403 });
    expect(await failure(list())).toEqual({ code: 'AccessDenied', status: 403 });
    await get('a');
    await control.reset();
    await list();
  });

  test('cover the calls that need the same permission, under a prefix', async () => {
    await control.deny({ actions: ['GetObject', 'ListBucket'], keyPrefix: 'private/' });
    expect((await failure(get('private/b'))).code).toBe('AccessDenied');
    expect((await failure(client.send(new HeadObjectCommand({ Bucket, Key: 'private/b' })))).status).toBe(
      403,
    );
    expect((await failure(client.send(new ListObjectsV2Command({ Bucket, Prefix: 'private/' })))).code).toBe(
      'AccessDenied',
    );
    await get('a');
    await client.send(new ListObjectsV2Command({ Bucket }));
  });

  test('are told for each key of DeleteObjects', async () => {
    await control.deny({ actions: ['DeleteObject'], keyPrefix: 'private/' });
    await put('public', 'x');
    const Objects = [{ Key: 'public' }, { Key: 'private/b' }];
    const result = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([result.Deleted, result.Errors?.map(({ Key, Code }) => [Key, Code])]).toEqual([
      [{ Key: 'public' }],
      [['private/b', 'AccessDenied']],
    ]);
    expect([await exists('public'), await exists('private/b')]).toEqual([false, true]);
  });
});

describe('counters', () => {
  test('tell requests by kind, bytes and how many were open at once', async () => {
    const link = presigned(server, { path: `/${Bucket}/large` });
    await control.delay('GetObject', 200, 3);
    await Promise.all([1, 2, 3].map(() => plain(server, { path: link })));
    await plain(server, {
      method: 'PUT',
      path: presigned(server, { method: 'PUT', path: `/${Bucket}/c` }),
      body: '12345',
    });
    expect(await control.counters()).toMatchObject({
      requests: { GetObject: 3, PutObject: 1 },
      bytesIn: 5,
      bytesOut: 3 * large.length,
      openRequests: 0,
      maximumOpenRequests: 3,
    });
    await control.reset();
    expect(await control.counters()).toMatchObject({
      requests: {},
      bytesIn: 0,
      bytesOut: 0,
      maximumOpenRequests: 0,
    });
  });
});

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}
