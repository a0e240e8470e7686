import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { guardStorage } from '../../../electron/core/storage/readOnlyStorage.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import { type StorageOutcome, watchStorage } from '../../../electron/core/storage/watchedStorage.ts';
import { createMemoryStorage } from '../../support/memoryStorage.ts';

const ref = { bucket: 'bucket', key: 'key' };
const upload = { ...ref, uploadId: 'upload' };
const part = { partNumber: 1, etag: '"1"', sizeBytes: 1 };
const body = Buffer.from('x');

const changes: Readonly<Record<string, (storage: Storage) => Promise<unknown>>> = {
  createBucket: (storage) => storage.createBucket('another'),
  deleteBucket: (storage) => storage.deleteBucket('bucket'),
  put: (storage) => storage.put(ref, body),
  beginMultipart: (storage) => storage.beginMultipart(ref),
  putPart: (storage) => storage.putPart(upload, 1, body),
  finishMultipart: (storage) => storage.finishMultipart(upload, [part]),
  copy: (storage) => storage.copy(ref, { ...ref, key: 'copy' }),
  deleteUnchanged: (storage) => storage.deleteUnchanged(ref, '"1"'),
  deleteMany: (storage) => storage.deleteMany('bucket', ['key']),
};
const looks: readonly (keyof Storage)[] = [
  'capabilities',
  'listBuckets',
  'statBucket',
  'listPage',
  'stat',
  'shareLink',
  'describe',
  'openRange',
  'listUploads',
  'listParts',
  'abortMultipart',
  'close',
];

function refuseChange(): never {
  throw new SatchelError('account.readOnly', 'The account is marked read-only.');
}

describe('a read-only account', () => {
  test.for(Object.entries(changes))('refuses %s when it is called', async ([_name, change]) => {
    const memory = createMemoryStorage();
    await memory.createBucket('bucket');
    let isReadOnly = true;
    const storage = guardStorage(memory, () => {
      if (isReadOnly) refuseChange();
    });
    await expect(change(storage)).rejects.toMatchObject({ code: 'account.readOnly' });
    isReadOnly = false;
    const outcome = await change(storage).then(
      () => 'done',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );
    expect(outcome).not.toBe('account.readOnly');
  });

  test('is only looked at by everything else', async () => {
    const memory = createMemoryStorage();
    expect([...Object.keys(changes), ...looks].sort()).toEqual(
      Object.keys(guardStorage(memory, refuseChange)).sort(),
    );
    await memory.createBucket('bucket');
    await memory.put(ref, body);
    const begun = await memory.beginMultipart(ref);
    const storage = guardStorage(memory, refuseChange);
    expect(await storage.listBuckets()).toHaveLength(1);
    expect((await storage.listPage({ bucket: 'bucket', prefix: '' })).entries).toHaveLength(1);
    expect(await storage.stat(ref)).toMatchObject({ sizeBytes: 1 });
    expect(await storage.listParts(begun)).toEqual([]);
    expect((await storage.listUploads('bucket')).uploads).toMatchObject([begun]);
    await storage.abortMultipart(begun);
    expect(storage.capabilities).toEqual(memory.capabilities);
  });
});

test('a storage that reads ranges into a sink does so behind its wrappers', async () => {
  const chooseSink = () => ({ take: () => undefined, write: async () => undefined });
  const options = { range: { startByte: 0, endByte: 0 }, ifMatchEtag: '"1"' };
  const reader: Storage = { ...createMemoryStorage(), readRange: async (...args) => args[2] === chooseSink };
  const wrapped = guardStorage(
    watchStorage(reader, () => undefined),
    refuseChange,
  );
  expect(await wrapped.readRange?.(ref, options, chooseSink)).toBe(true);
});

test('a watched storage tells how its looks went, and not that one was given up', async () => {
  const outcomes: StorageOutcome[] = [];
  const memory = createMemoryStorage();
  await memory.createBucket('bucket');
  const storage = watchStorage(memory, (outcome) => outcomes.push(outcome));
  await storage.listBuckets();
  await storage.put(ref, body);
  await storage.stat(ref);
  await expect(storage.statBucket('nowhere')).rejects.toMatchObject({ code: 'bucket.notFound' });
  await expect(storage.listBuckets({ signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(outcomes).toEqual([
    { method: 'listBuckets' },
    { method: 'stat' },
    { method: 'statBucket', error: expect.objectContaining({ code: 'bucket.notFound' }) },
  ]);
});
