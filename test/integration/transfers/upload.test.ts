import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';
import { bucket, mebibyte, noise, startUploads } from './uploadHarness.ts';

const lost = new SatchelError('network.lost', 'lost');
const denied = new SatchelError('access.denied', 'denied');

function memory(capabilities: Partial<Storage['capabilities']> = {}): MemoryStorage {
  return createMemoryStorage({ buckets: [bucket], capabilities });
}

function contents(storage: MemoryStorage): Readonly<Record<string, string>> {
  return Object.fromEntries([...storage.objects(bucket)].map(([key, { bytes }]) => [key, String(bytes)]));
}

function countOf(storage: MemoryStorage, method: string): number {
  return storage.calls.filter((call) => call.method === method).length;
}

async function put(storage: Storage, key: string, content: string, mtime?: string): Promise<void> {
  const metadata = mtime === undefined ? {} : { metadata: { mtime } };
  await storage.put({ bucket, key }, Buffer.from(content), metadata);
}

describe('a small file', () => {
  test('goes in one request, with its type, its time and a proof, and nothing of it is in the journal', async () => {
    const storage = memory();
    const { upload, folder, progress, told, flow } = await startUploads(storage, { 'a.pdf': 'content' });
    await utimes(join(folder, 'a.pdf'), 1_700_000_000.5, 1_700_000_000.5);
    const outcome = await upload('a.pdf');
    const stored = storage.objects(bucket).get('in/a.pdf');
    expect(outcome).toEqual({
      kind: 'done',
      sizeBytes: 7,
      proof: { etag: stored?.etag, checksum: expect.stringMatching(/^CRC64NVME .{11}=$/) },
    });
    expect(stored).toMatchObject({
      contentType: 'application/pdf',
      metadata: { mtime: '1700000000.500000000' },
    });
    expect(storage.calls).toEqual([{ method: 'put', target: 'in/a.pdf' }]);
    expect([progress.history, told, flow.moved]).toEqual([[], { moved: 7, restarts: [0] }, 7]);
  });

  test('may be empty, and may be 16 MiB', async () => {
    const storage = memory();
    const large = noise(16 * mebibyte);
    const { upload } = await startUploads(storage, { empty: '', large });
    expect(await upload('empty')).toMatchObject({ kind: 'done', sizeBytes: 0 });
    expect(await upload('large')).toMatchObject({ kind: 'done', sizeBytes: large.length });
    expect(storage.objects(bucket).get('in/large')?.bytes.equals(large)).toBe(true);
    expect([countOf(storage, 'put'), countOf(storage, 'putPart')]).toEqual([2, 0]);
  });

  test('counts for nothing while it has failed', async () => {
    const storage = memory();
    storage.inject('put', { kind: 'fail', error: lost });
    const { upload, told } = await startUploads(storage, { a: 'content' });
    await expect(upload('a')).rejects.toBe(lost);
    expect(told.moved).toBe(0);
    expect(await upload('a', { attempt: 2 })).toMatchObject({ kind: 'done' });
  });

  test.each([{ attempt: 2 }, { maybeBegun: true }])(
    'whose answer was lost is known again, and is no taken name (%o)',
    async (again) => {
      const storage = memory();
      storage.inject('put', { kind: 'loseAnswer' });
      const { upload } = await startUploads(storage, { a: 'content' });
      await expect(upload('a')).rejects.toMatchObject({ code: 'network.lost' });
      expect(await upload('a', again)).toMatchObject({
        kind: 'done',
        proof: { checksum: expect.stringMatching(/^MD5 [0-9a-f]{32}$/) },
      });
    },
  );

  test('of a first attempt is a taken name also where the same bytes are there', async () => {
    const storage = memory();
    await put(storage, 'in/a', 'content');
    const { upload } = await startUploads(storage, { a: 'content' });
    expect(await upload('a')).toMatchObject({ kind: 'taken', conflict: { existing: { sizeBytes: 7 } } });
  });

  test('a key over 1,024 bytes fails by name, before anything is sent', async () => {
    const storage = memory();
    const { upload } = await startUploads(storage, { a: 'a' });
    await expect(upload('a', { target: 'x'.repeat(1025) })).rejects.toMatchObject({
      code: 'object.nameTooLong',
      appError: { params: { name: 'a', limit: 1024 } },
    });
    expect(storage.calls).toEqual([]);
  });

  test('a signal that came before stops it without a request', async () => {
    const storage = memory();
    const { upload } = await startUploads(storage, { a: 'a' });
    await expect(upload('a', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(contents(storage)).toEqual({});
  });
});

describe('an empty folder', () => {
  test.each([true, false])('becomes its marker once (conditional writes: %s)', async (conditionalWrite) => {
    const storage = memory({ conditionalWrite });
    const { upload } = await startUploads(storage, {});
    const folder = { kind: 'folder', target: 'in/none/' } as const;
    expect(await upload('none', folder)).toMatchObject({ kind: 'done', sizeBytes: 0 });
    expect(await upload('none', folder)).toEqual({ kind: 'done', sizeBytes: 0, proof: {} });
    expect(contents(storage)).toEqual({ 'in/none/': '' });
  });
});

describe.each([true, false])('a taken name where conditional writes are %s', (conditionalWrite) => {
  async function taken() {
    const storage = memory({ conditionalWrite });
    await put(storage, 'in/menu.pdf', 'old');
    const uploads = await startUploads(storage, { 'menu.pdf': 'newer' });
    return { storage, ...uploads };
  }

  test('is asked about with the facts', async () => {
    const { upload, storage } = await taken();
    expect(await upload('menu.pdf')).toEqual({
      kind: 'taken',
      conflict: {
        existing: { sizeBytes: 3, modifiedAtMs: storage.objects(bucket).get('in/menu.pdf')?.modifiedAtMs },
        incoming: { sizeBytes: 5, modifiedAtMs: expect.any(Number) },
      },
    });
    expect(contents(storage)).toEqual({ 'in/menu.pdf': 'old' });
  });

  test('is replaced', async () => {
    const { upload, storage } = await taken();
    expect(await upload('menu.pdf', { onTaken: 'replace' })).toMatchObject({ kind: 'done' });
    expect(contents(storage)).toEqual({ 'in/menu.pdf': 'newer' });
  });

  test('keep both takes the first number that is free, or the name itself', async () => {
    const { upload, storage } = await taken();
    await put(storage, 'in/menu (2).pdf', '2');
    await put(storage, 'in/menu (4).pdf', '4');
    expect(await upload('menu.pdf', { onTaken: 'keepBoth' })).toMatchObject({
      kind: 'done',
      renamed: { from: 'in/menu.pdf', to: 'in/menu (3).pdf' },
    });
    expect(contents(storage)).toMatchObject({ 'in/menu.pdf': 'old', 'in/menu (3).pdf': 'newer' });
    const free = await upload('menu.pdf', { onTaken: 'keepBoth', target: 'in/free.pdf' });
    expect(free).not.toHaveProperty('renamed');
  });

  test('keep both after a question takes a number, also when the bytes are the same', async () => {
    const { upload, storage } = await taken();
    await put(storage, 'in/menu.pdf', 'newer');
    const answered = { onTaken: 'keepBoth', answer: 'keepBoth', attempt: 2 } as const;
    expect(await upload('menu.pdf', answered)).toMatchObject({ renamed: { to: 'in/menu (2).pdf' } });
    expect(Object.keys(contents(storage))).toHaveLength(2);
  });

  test.each([
    ['an older time of change is replaced', '1600000000.25', 'done', 'newer'],
    ['the same time is left', '1700000000.123', 'skipped', 'old'],
    ['a later time is left', '1700000001', 'skipped', 'old'],
    ['no time counts as that of its upload', undefined, 'skipped', 'old'],
  ])('only if newer: %s', async (_what, mtime, kind, after) => {
    const { upload, storage, folder } = await taken();
    await put(storage, 'in/menu.pdf', 'old', mtime);
    await utimes(join(folder, 'menu.pdf'), 1_700_000_000.123, 1_700_000_000.123);
    expect(await upload('menu.pdf', { onTaken: 'onlyIfNewer' })).toMatchObject({ kind });
    expect(contents(storage)).toEqual({ 'in/menu.pdf': after });
  });

  test('only if newer puts what is not there, and what is newer than an upload', async () => {
    const { upload, storage, folder } = await taken();
    expect(await upload('menu.pdf', { onTaken: 'onlyIfNewer', target: 'in/b' })).toMatchObject({
      kind: 'done',
    });
    await utimes(join(folder, 'menu.pdf'), new Date(Date.now() + 60_000), new Date(Date.now() + 60_000));
    expect(await upload('menu.pdf', { onTaken: 'onlyIfNewer' })).toMatchObject({ kind: 'done' });
    expect(contents(storage)).toEqual({ 'in/menu.pdf': 'newer', 'in/b': 'newer' });
  });

  test('who may upload and not look uploads all the same', async () => {
    const storage = memory({ conditionalWrite });
    storage.inject('stat', { kind: 'fail', error: denied }, { times: 100 });
    const { upload } = await startUploads(storage, { photo: noise(256 * 1024), a: 'a' });
    expect(await upload('photo')).toMatchObject({ kind: 'done' });
    expect(await upload('a', { looksFirst: true })).toMatchObject({ kind: 'done' });
    expect(await upload('a', { onTaken: 'onlyIfNewer', target: 'in/b' })).toMatchObject({ kind: 'done' });
  });
});

describe('what somebody else does meanwhile', () => {
  test('an object that appears after the look is not overwritten', async () => {
    const storage = memory();
    const { upload } = await startUploads(storage, { a: 'mine' });
    const held = storage.hold('put');
    const uploading = upload('a', { looksFirst: true });
    await held.reached;
    await put(storage, 'in/a', 'theirs');
    held.release();
    expect(await uploading).toMatchObject({ kind: 'taken', conflict: { existing: { sizeBytes: 6 } } });
    expect(contents(storage)).toEqual({ 'in/a': 'theirs' });
  });

  test('one that becomes newer while it is compared is looked at again', async () => {
    const storage = memory();
    await put(storage, 'in/a', 'old', '1');
    const { upload } = await startUploads(storage, { a: 'mine' });
    const held = storage.hold('put');
    const uploading = upload('a', { onTaken: 'onlyIfNewer' });
    await held.reached;
    await put(storage, 'in/a', 'theirs', '99999999999');
    held.release();
    expect(await uploading).toEqual({ kind: 'skipped' });
    expect(contents(storage)).toEqual({ 'in/a': 'theirs' });
  });

  test('a taken name is found by a look, and not by sending, from 256 KiB on and once one was met', async () => {
    const storage = memory();
    await put(storage, 'in/photo', 'old');
    await put(storage, 'in/a', 'old');
    const before = countOf(storage, 'put');
    const { upload } = await startUploads(storage, { photo: noise(256 * 1024), a: 'a' });
    expect(await upload('photo')).toMatchObject({ kind: 'taken' });
    expect(await upload('a', { looksFirst: true })).toMatchObject({ kind: 'taken' });
    expect(countOf(storage, 'put')).toBe(before);
  });
});

describe('where nothing but the ETag proves the bytes', () => {
  const weak = { checksum: undefined, bodyProof: 'etag' } as const;

  function damagingOnce(storage: MemoryStorage, afterwards?: (key: string) => Promise<void>): MemoryStorage {
    let count = 0;
    return {
      ...storage,
      async put(ref, body, options) {
        count += 1;
        const written = await storage.put(ref, count === 1 ? Buffer.from('damaged') : body, options);
        if (count === 1) await afterwards?.(ref.key);
        return written;
      },
    };
  }

  test('the MD5 is compared and written down', async () => {
    const { upload } = await startUploads(memory(weak), { a: 'content' });
    expect(await upload('a')).toMatchObject({
      proof: { checksum: 'MD5 9a0364b9e99bb480dd25e1f0284c8555' },
    });
  });

  test('damaged bytes are taken off the server again', async () => {
    const storage = memory(weak);
    const { upload, told } = await startUploads(damagingOnce(storage), { a: 'content' });
    await expect(upload('a')).rejects.toMatchObject({ code: 'integrity.mismatch' });
    expect([contents(storage), told.moved]).toEqual([{}, 0]);
    expect(await upload('a', { attempt: 2 })).toMatchObject({ kind: 'done' });
    expect(contents(storage)).toEqual({ 'in/a': 'content' });
  });

  test('what somebody else has put in the place of damaged bytes is not taken away', async () => {
    const storage = memory(weak);
    const replacing = damagingOnce(storage, (key) => put(storage, key, 'newer'));
    const { upload } = await startUploads(replacing, { a: 'content' });
    await upload('a');
    expect(contents(storage)).toEqual({ 'in/a': 'newer' });
    expect(countOf(storage, 'deleteMany')).toBe(0);
  });

  test('damaged bytes that cannot be taken off the server are a failure', async () => {
    const storage = memory(weak);
    storage.inject('deleteMany', { kind: 'refuseKeys', keys: new Set(['in/a']), error: denied });
    const { upload } = await startUploads(damagingOnce(storage), { a: 'content' });
    await expect(upload('a')).rejects.toMatchObject({ code: 'access.denied' });
  });

  test('in a bucket whose ETags are no MD5s, one file is read back and the rest is believed', async () => {
    const storage = memory(weak);
    const etag = '"0123456789abcdef0123456789abcdef"';
    const opaque: MemoryStorage = {
      ...storage,
      put: async (...args) => ({ ...(await storage.put(...args)), etag }),
      openRange: (ref, { ifMatchEtag: _etag, ...options } = {}) => storage.openRange(ref, options),
    };
    const { upload } = await startUploads(opaque, { 1: '1', 2: '2', 3: '3' });
    for (const name of ['1', '2', '3']) expect(await upload(name)).toMatchObject({ kind: 'done' });
    expect(countOf(storage, 'openRange')).toBe(1);
  });
});
