import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../../electron/core/accounts/connection.ts';
import { createOperations, type Operations } from '../../../electron/core/operations/operations.ts';
import { openKeyValueJournal } from '../../../electron/core/relocating/keyValueJournal.ts';
import type { RelocationRequest } from '../../../electron/core/relocating/records.ts';
import { createS3Storage, type S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import { systemClock } from '../../../electron/core/systemClock.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { createDirectNetwork } from '../../support/directNetwork.ts';
import { s3ConnectionOf } from '../../support/s3ConnectionOf.ts';
import { fillBucket } from '../../support/s3server/fillBucket.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { connectionTo } from '../storage/openS3.ts';

const bucket = 'archive';
const MiB = 1024 ** 2;
const attributes = {
  contentType: 'video/webm',
  contentEncoding: 'identity',
  contentDisposition: 'inline',
  contentLanguage: 'pt',
  cacheControl: 'no-store',
  metadata: { colour: 'green' },
  tags: { team: 'kitchen' },
  storageClass: 'STANDARD_IA',
};

let folder: string;
let one: SpawnedS3Server;
let other: SpawnedS3Server;
let storages: Readonly<Record<string, S3Storage>>;
let operations: Operations;
const endings = new Map<string, (operation: Operation) => void>();
const over = new Map<string, Operation>();

const storageOf = (accountId: string): S3Storage => {
  const storage = storages[accountId];
  if (storage === undefined) throw new Error(`no account ${accountId}`);
  return storage;
};

function open(server: SpawnedS3Server, changes: Partial<Connection> = {}): S3Storage {
  const connection = connectionTo(server, { provider: 'aws', ...changes });
  return createS3Storage(s3ConnectionOf(connection, createDirectNetwork()), {
    largestAtOnceBytes: 8 * MiB,
    partBytes: 5 * MiB,
  });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'satchel-relocating-'));
  [one, other] = await Promise.all([spawnS3Server({ control: true }), spawnS3Server({ control: true })]);
  storages = { one: open(one), other: open(other), plain: open(other, { provider: 'other' }) };
  await storageOf('one').createBucket(bucket);
  await storageOf('one').createBucket('second');
  await storageOf('other').createBucket(bucket);
  let count = 0;
  operations = createOperations({
    accounts: { storage: storageOf },
    clock: systemClock,
    openJournal: () => openKeyValueJournal(path.join(folder, 'journal')),
    newId() {
      count += 1;
      return `operation ${count}`;
    },
    onChanged(operation) {
      if (operation.status === 'running') return;
      over.set(operation.id, operation);
      endings.get(operation.id)?.(operation);
    },
  });
}, 60_000);

afterAll(async () => {
  await operations.close();
  for (const storage of Object.values(storages)) storage.close();
  await Promise.all([one.stop(), other.stop()]);
  await rm(folder, { recursive: true, force: true });
});

afterEach(() => Promise.all([one.control?.reset(), other.control?.reset()]));

const ended = async (id: string): Promise<Operation> =>
  over.get(id) ?? new Promise((resolve) => endings.set(id, resolve));

function request(
  accountId: string,
  prefix: string,
  target: RelocationRequest['target'],
  newName?: string,
): RelocationRequest {
  const selection = { accountId, bucket, basePrefix: '', keys: [], prefixes: [prefix] };
  return { selection, target, onTaken: 'stop', newName };
}

async function keysOf(accountId: string, prefix: string, name = bucket): Promise<readonly string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await storageOf(accountId).listPage({
      bucket: name,
      prefix,
      ...(cursor !== undefined && { cursor }),
    });
    for (const entry of page.entries) if (entry.kind === 'file') keys.push(entry.key);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return keys;
}

async function noUploads(): Promise<void> {
  for (const accountId of ['one', 'other']) {
    expect((await storageOf(accountId).listUploads(bucket)).uploads).toEqual([]);
  }
}

describe.for([
  { to: 'one', name: 'second' },
  { to: 'other', name: bucket },
  { to: 'plain', name: bucket },
])('moving to the bucket $name of the account $to', ({ to, name }) => {
  test('keeps the bytes of small, large and empty objects, and what belongs to them', {
    timeout: 60_000,
  }, async () => {
    const large = randomBytes(33 * MiB + 5);
    const prefix = `kept ${to}/`;
    const put = (key: string, body: Buffer) =>
      storageOf('one').put({ bucket, key: `${prefix}${key}` }, body, attributes);
    await put('large', large);
    await put('small', Buffer.from('1234'));
    await put('empty', Buffer.alloc(0));
    await put('', Buffer.alloc(0));
    await put('a/../b//c', Buffer.from('odd'));
    const id = operations.move(request('one', prefix, { accountId: to, bucket: name, prefix: 'here/' }));
    expect(await ended(id)).toMatchObject({
      status: 'done',
      fileCount: 5,
      doneCount: 5,
      sizeBytes: large.length + 7,
      doneBytes: large.length + 7,
      canUndo: true,
    });
    expect(await keysOf('one', prefix)).toEqual([]);
    const at = (key: string) => ({ bucket: name, key: `here/${prefix}${key}` });
    const { storageClass, ...others } = attributes;
    // What kind of server it is, is not known of that account; its classes may be others.
    const kept = to === 'plain' ? others : { ...others, storageClass };
    for (const key of ['large', 'small', 'empty', '', 'a/../b//c']) {
      expect((await storageOf(to).describe(at(key))).attributes).toEqual(kept);
    }
    expect((await buffer((await storageOf(to).openRange(at('large'))).body)).equals(large)).toBe(true);
    await noUploads();
    expect(await ended(operations.undo(id))).toMatchObject({ status: 'done', doneCount: 5 });
    expect(await keysOf(to, 'here/', name)).toEqual([]);
    const back = await storageOf('one').openRange({ bucket, key: `${prefix}large` });
    expect((await buffer(back.body)).equals(large)).toBe(true);
    await noUploads();
  });
});

test('a folder of 2,500 objects gets another name', { timeout: 240_000 }, async () => {
  const keys = Array.from({ length: 2500 }, (_, number) => `crowd/${number % 7}/${number}`);
  fillBucket(one.dir, bucket, keys, 10);
  const target = { accountId: 'one', bucket, prefix: '' };
  const id = operations.move(request('one', 'crowd/', target, 'people'));
  expect(await ended(id)).toMatchObject({ status: 'done', fileCount: 2500, doneCount: 2500, name: 'crowd' });
  expect(await keysOf('one', 'crowd/')).toEqual([]);
  const moved = await keysOf('one', 'people/');
  expect([...moved].sort()).toEqual(keys.map((key) => key.replace('crowd/', 'people/')).sort());
});

test.for(['one', 'other'])(
  'cancelling a copy to %s is told at once, also while a server is silent',
  { timeout: 30_000 },
  async (to) => {
    const prefix = `silent ${to}/`;
    // A copy of up to 64 MiB is waited for.
    await storageOf('one').put({ bucket, key: `${prefix}large` }, randomBytes(65 * MiB));
    const server = to === 'one' ? one : other;
    await server.control?.hang(to === 'one' ? 'UploadPartCopy' : 'UploadPart', 4);
    const id = operations.copy(request('one', prefix, { accountId: to, bucket, prefix: 'cancelled/' }));
    while ((await storageOf(to).listUploads(bucket)).uploads.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const startedAt = performance.now();
    operations.cancel(id);
    expect(await ended(id)).toMatchObject({ status: 'cancelled', canUndo: false });
    // Far less than the time that a silent server is given.
    expect(performance.now() - startedAt).toBeLessThan(5000);
    await expect.poll(async () => (await storageOf(to).listUploads(bucket)).uploads).toEqual([]);
    expect(await keysOf(to, 'cancelled/')).toEqual([]);
    expect(await keysOf('one', prefix)).toEqual([`${prefix}large`]);
  },
);

test('a busy server and broken connections only take longer', { timeout: 60_000 }, async () => {
  for (let number = 0; number < 30; number += 1) {
    await storageOf('one').put({ bucket, key: `rough/${number}` }, Buffer.from(String(number)));
  }
  await one.control?.fail('CopyObject', 5, { status: 503, code: 'SlowDown' });
  await one.control?.cut('CopyObject', 0, 3);
  await one.control?.fail('DeleteObject', 5, { status: 500, code: 'InternalError' });
  const id = operations.move(request('one', 'rough/', { accountId: 'one', bucket, prefix: 'smooth/' }));
  expect(await ended(id)).toMatchObject({ status: 'done', doneCount: 30 });
  expect(await keysOf('one', 'rough/')).toEqual([]);
  expect(await keysOf('one', 'smooth/')).toHaveLength(30);
});

test('who may not delete has copies, and is told of each', async () => {
  await storageOf('one').put({ bucket, key: 'held/1' }, Buffer.from('1'));
  await one.control?.deny({ actions: ['DeleteObject'], bucket, keyPrefix: 'held/' });
  const id = operations.move(request('one', 'held/', { accountId: 'one', bucket, prefix: 'free/' }));
  expect(await ended(id)).toMatchObject({
    status: 'failed',
    failures: [{ key: 'held/1', error: { code: 'access.denied' } }],
  });
  expect(await keysOf('one', 'held/')).toEqual(['held/1']);
});
