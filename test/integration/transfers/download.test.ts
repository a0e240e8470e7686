import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { oddKeys } from '../../support/keyCorpus.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';
import { bucket, noise, readTree, selection, startTransfers, temporaryFolder, writeTree } from './harness.ts';

const mebibyte = 1024 * 1024;
const lost = new SatchelError('network.lost', 'lost');

async function stored(objects: Readonly<Record<string, string | Buffer>>): Promise<MemoryStorage> {
  const storage = createMemoryStorage({ buckets: [bucket], nowMs: () => Date.UTC(2020, 1, 3) });
  for (const [key, content] of Object.entries(objects)) {
    await storage.put({ bucket, key }, Buffer.from(content));
  }
  return storage;
}

async function begin(objects: Readonly<Record<string, string | Buffer>>, wrap = (s: MemoryStorage) => s) {
  const storage = await stored(objects);
  const harness = await startTransfers(wrap(storage));
  return { ...harness, storage };
}

describe('what is downloaded', () => {
  test('a folder comes down whole, with empty folders and the objects’ times', async () => {
    const { transfers, folder, ended } = await begin({
      'x/a.txt': 'a',
      'x/sub/b.txt': 'bb',
      'x/empty.bin': '',
      'x/none/': '',
      'y/not chosen': 'n',
    });
    const job = await ended(transfers.download(selection({ prefixes: ['x/'] }), folder));
    expect(job).toMatchObject({
      status: 'done',
      kind: 'download',
      firstName: 'x',
      accountId: 'work',
      targetLabel: folder,
      fileCount: 3,
      doneCount: 3,
      sizeBytes: 3,
      doneBytes: 3,
      renamedCount: 0,
    });
    expect(await readTree(folder)).toEqual({
      'x/a.txt': 'a',
      'x/sub/b.txt': 'bb',
      'x/empty.bin': '',
      'x/none/': '',
    });
    expect((await stat(join(folder, 'x/a.txt'))).mtimeMs).toBe(Date.UTC(2020, 1, 3));
    expect(transfers.revealPath(job.id)).toBe(join(folder, 'x'));
  });

  test('files and folders chosen within a folder land below the chosen place, each once', async () => {
    const { transfers, folder, ended } = await begin({ 'p/q/a': 'a', 'p/q/r/b': 'b', 'p/q/r/s/c': 'c' });
    const chosen = selection({ basePrefix: 'p/q/', keys: ['p/q/a'], prefixes: ['p/q/r/', 'p/q/r/s/'] });
    const job = await ended(transfers.download(chosen, folder));
    expect(job).toMatchObject({ status: 'done', chosenCount: 3, doneCount: 3 });
    expect(await readTree(folder)).toEqual({ a: 'a', 'r/b': 'b', 'r/s/c': 'c' });
    expect(transfers.revealPath(job.id)).toBeDefined();
  });

  test('a large file comes in ranges of one version, byte for byte', async () => {
    const film = noise(50 * mebibyte + 7);
    const { transfers, folder, ended, storage } = await begin({ film });
    const job = await ended(transfers.download(selection({ keys: ['film'] }), folder));
    expect(job).toMatchObject({ status: 'done', sizeBytes: film.length, doneBytes: film.length });
    expect((await readFile(join(folder, 'film'))).equals(film)).toBe(true);
    expect(storage.calls.filter(({ method }) => method === 'openRange')).toHaveLength(4);
    expect(await readdir(folder)).toEqual(['film']);
  });

  test('no key leaves the chosen folder, and every odd key arrives', async () => {
    const keys = Object.values(oddKeys);
    const { transfers, folder, ended } = await begin(
      Object.fromEntries(keys.map((key) => [key, `<${key}>`])),
    );
    const inner = join(folder, 'chosen');
    await mkdir(inner);
    const job = await ended(transfers.download(selection({ keys }), inner));
    expect(job).toMatchObject({ status: 'done', doneCount: keys.length, failures: [] });
    expect(job.renamed).toContainEqual({ from: '../', to: '__/' });
    expect(await readdir(folder)).toEqual(['chosen']);
    const contents = Object.values(await readTree(inner)).map((text) =>
      Buffer.from(text, 'latin1').toString(),
    );
    expect(contents.sort()).toEqual(keys.map((key) => `<${key}>`).sort());
  });

  test.skipIf(process.platform === 'win32')(
    'a link in the chosen folder that leads out of it is not followed',
    async () => {
      const { transfers, folder, ended } = await begin({ 'out/a.txt': 'a', 'in/b.txt': 'b' });
      const inner = join(folder, 'chosen');
      await writeTree(folder, { 'elsewhere/kept': 'k', 'chosen/real/kept': 'k' });
      await symlink(join(folder, 'elsewhere'), join(inner, 'out'));
      await symlink(join(inner, 'real'), join(inner, 'in'));
      const job = await ended(transfers.download(selection({ prefixes: ['in/', 'out/'] }), inner));
      expect(job).toMatchObject({
        status: 'failed',
        doneCount: 1,
        failures: [{ name: 'a.txt', error: { code: 'local.notWritable' } }],
      });
      expect(job.error).toBeUndefined();
      expect(await readTree(join(inner, 'real'))).toEqual({ 'b.txt': 'b', kept: 'k' });
      expect(await readdir(join(folder, 'elsewhere'))).toEqual(['kept']);
    },
  );

  test.each(['linux', 'win32'])(
    'a key that failed at first lands where it belongs after Retry (%s)',
    async (platform) => {
      const keys = ['p/..', 'p/..\\..\\x', 'p/a.txt', 'p/nested/b.txt'];
      const storage = await stored(Object.fromEntries(keys.map((key) => [key, `<${key}>`])));
      const { transfers, folder, ended } = await startTransfers(storage, { platform });
      const inner = join(folder, 'outer/chosen');
      await mkdir(inner, { recursive: true });
      storage.inject(
        'stat',
        { kind: 'fail', error: new SatchelError('access.denied', 'denied') },
        { times: 4 },
      );
      const jobId = transfers.download(selection({ basePrefix: 'p/', keys }), inner);
      expect(await ended(jobId)).toMatchObject({ status: 'failed', failedCount: 4 });
      transfers.retry(jobId);
      expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 4, failures: [] });
      expect(await readTree(folder)).toEqual({
        'outer/chosen/__': '<p/..>',
        [`outer/chosen/${platform === 'win32' ? '.._.._x' : '..\\..\\x'}`]: '<p/..\\..\\x>',
        'outer/chosen/a.txt': '<p/a.txt>',
        'outer/chosen/nested/b.txt': '<p/nested/b.txt>',
      });
    },
  );

  test('a local file where a folder has to be fails what is in it and nothing else', async () => {
    const { transfers, folder, ended } = await begin({ 'a/b': 'b', c: 'c' });
    await writeTree(folder, { a: 'a file' });
    const job = await ended(transfers.download(selection({ keys: ['c'], prefixes: ['a/'] }), folder));
    expect(job).toMatchObject({ status: 'failed', doneCount: 1, failures: [{ name: 'b' }] });
    expect(job.failures[0]?.error.code).toBe('object.alreadyExists');
    expect(await readTree(folder)).toEqual({ a: 'a file', c: 'c' });
  });
});

describe('failures on the way', () => {
  test('a body that is cut is asked for again', async () => {
    const { transfers, folder, ended, storage } = await begin({ 'a.bin': noise(mebibyte) });
    storage.inject('openRange', { kind: 'cut', afterBytes: 100_000 }, { times: 2 });
    const plain = new Error('socket hang up') as unknown as SatchelError;
    storage.inject('openRange', { kind: 'cut', afterBytes: 5, error: plain });
    expect(await ended(transfers.download(selection({ keys: ['a.bin'] }), folder))).toMatchObject({
      status: 'done',
      doneBytes: mebibyte,
    });
    expect((await readFile(join(folder, 'a.bin'))).equals(noise(mebibyte))).toBe(true);
    expect(await readdir(folder)).toEqual(['a.bin']);
  });

  test('a large file goes on with the ranges that are there already', async () => {
    const film = noise(60 * mebibyte);
    const { transfers, folder, ended, storage } = await begin({ film });
    storage.inject(
      'openRange',
      { kind: 'cut', afterBytes: 1000 },
      { when: (_ref, options) => options?.range?.startByte === 32 * mebibyte },
    );
    expect(await ended(transfers.download(selection({ keys: ['film'] }), folder))).toMatchObject({
      status: 'done',
    });
    expect((await readFile(join(folder, 'film'))).equals(film)).toBe(true);
    expect(storage.calls.filter(({ method }) => method === 'openRange')).toHaveLength(5);
  });

  test('after five attempts in vain nothing half written stays', async () => {
    const { transfers, folder, ended, storage } = await begin({
      'a.bin': noise(mebibyte),
      film: noise(20 * mebibyte),
    });
    storage.inject('openRange', { kind: 'cut', afterBytes: 1000 }, { times: 1000 });
    const job = await ended(transfers.download(selection({ keys: ['a.bin', 'film'] }), folder));
    expect(job).toMatchObject({ status: 'failed', failedCount: 2, doneCount: 0 });
    await expect.poll(() => readdir(folder)).toEqual([]);
  });

  test('an object that changes while it is read is read again from its start, once', async () => {
    const film = noise(60 * mebibyte);
    const { transfers, folder, ended, storage } = await begin({ film: noise(60 * mebibyte, 9) });
    const held = storage.hold('openRange');
    const jobId = transfers.download(selection({ keys: ['film'] }), folder);
    await held.reached;
    const second = storage.hold('openRange');
    held.release();
    await second.reached;
    await storage.put({ bucket, key: 'film' }, film);
    second.release();
    expect(await ended(jobId)).toMatchObject({ status: 'done' });
    expect((await readFile(join(folder, 'film'))).equals(film)).toBe(true);
    expect(await readdir(folder)).toEqual(['film']);
  });

  test('a range is only ever taken from the version that the first one came from', async () => {
    const asked: unknown[] = [];
    const { transfers, folder, ended, storage } = await begin({ film: noise(40 * mebibyte) }, (inner) => ({
      ...inner,
      openRange(ref, options) {
        asked.push([options?.range?.startByte, options?.ifMatchEtag]);
        return inner.openRange(ref, options);
      },
    }));
    await ended(transfers.download(selection({ keys: ['film'] }), folder));
    const etag = storage.objects(bucket).get('film')?.etag;
    expect(asked).toEqual([
      [undefined, undefined],
      [16 * mebibyte, etag],
      [32 * mebibyte, etag],
    ]);
  });

  test('an object that changes again and again has failed, and nothing stays', async () => {
    const { transfers, folder, ended, storage } = await begin({ film: noise(40 * mebibyte) });
    const changed = new SatchelError('object.changed', 'changed');
    const when = (_ref: unknown, options?: { readonly range?: unknown }) => options?.range !== undefined;
    storage.inject('openRange', { kind: 'fail', error: changed }, { times: 1000, when });
    const job = await ended(transfers.download(selection({ keys: ['film'] }), folder));
    expect(job).toMatchObject({ status: 'failed', failures: [{ error: { code: 'object.changed' } }] });
    expect(storage.calls.filter(({ method }) => method === 'openRange').length).toBeLessThanOrEqual(6);
    await expect.poll(() => readdir(folder)).toEqual([]);
  });

  test.each([1000, 40 * mebibyte])('damaged bytes are noticed and fetched again (%d bytes)', async (size) => {
    const content = noise(size);
    let damage = 1;
    const { transfers, folder, ended } = await begin({ film: content }, (storage) => ({
      ...storage,
      async openRange(ref, options) {
        const opened = await storage.openRange(ref, options);
        if (damage === 0) return opened;
        damage -= 1;
        return {
          ...opened,
          body: opened.body.map((chunk: Buffer) => Buffer.from(chunk.map((byte) => byte ^ 1))),
        };
      },
    }));
    expect(await ended(transfers.download(selection({ keys: ['film'] }), folder))).toMatchObject({
      status: 'done',
    });
    expect((await readFile(join(folder, 'film'))).equals(content)).toBe(true);
    expect(await readdir(folder)).toEqual(['film']);
  });

  /** The server keeps no checksum, so that only the ETag tells. */
  const withoutChecksum = (storage: MemoryStorage, encryption?: 'kms', damage = true): MemoryStorage => ({
    ...storage,
    async openRange(ref, options) {
      const { checksum: _checksum, ...opened } = await storage.openRange(ref, options);
      const body = damage
        ? opened.body.map((chunk: Buffer) => Buffer.from(chunk.map((byte) => byte ^ 1)))
        : opened.body;
      return { ...opened, body, ...(encryption === undefined ? {} : { encryption }) };
    },
  });

  test.each([1000, 17 * mebibyte])(
    'bytes that are damaged each time never become a file (%d bytes)',
    async (size) => {
      const { transfers, folder, ended } = await begin(
        { film: noise(size), other: noise(size, 2) },
        (storage) => withoutChecksum(storage),
      );
      const job = await ended(transfers.download(selection({ keys: ['film', 'other'] }), folder));
      expect(job).toMatchObject({
        status: 'failed',
        doneCount: 0,
        failures: [{ error: { code: 'integrity.mismatch' } }, { error: { code: 'integrity.mismatch' } }],
      });
      await expect.poll(() => readdir(folder)).toEqual([]);
    },
  );

  test.each([1000, 17 * mebibyte])(
    'an object encrypted with KMS comes down although its ETag is no MD5 (%d bytes)',
    async (size) => {
      const content = noise(size);
      const etag = '"0123456789abcdef0123456789abcdef"';
      const { transfers, folder, ended } = await begin({ film: content }, (storage) => ({
        ...storage,
        async openRange(ref, { ifMatchEtag: _etag, ...options } = {}) {
          return { ...(await withoutChecksum(storage, 'kms', false).openRange(ref, options)), etag };
        },
      }));
      const job = await ended(transfers.download(selection({ keys: ['film'] }), folder));
      expect(job).toMatchObject({ status: 'done', failures: [] });
      expect((await readFile(join(folder, 'film'))).equals(content)).toBe(true);
    },
  );

  test('a chosen object that is gone fails by name; a folder that may not be listed fails the job', async () => {
    const { transfers, folder, ended, storage } = await begin({ a: 'a' });
    const denied = new SatchelError('access.denied', 'denied');
    storage.inject('listPage', { kind: 'fail', error: denied });
    const job = await ended(transfers.download(selection({ keys: ['gone', 'a'], prefixes: ['p/'] }), folder));
    expect(job).toMatchObject({
      status: 'failed',
      doneCount: 1,
      failures: [{ name: 'gone', error: { code: 'object.notFound' } }],
      error: { code: 'access.denied' },
    });
  });

  test('a listing that breaks off goes on by itself', async () => {
    const objects = Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`p/${index}`, 'x']));
    const { transfers, folder, ended, storage } = await begin(objects);
    storage.inject('listPage', { kind: 'fail', error: lost }, { when: ({ cursor }) => cursor !== undefined });
    const job = await ended(transfers.download(selection({ prefixes: ['p/'] }), folder));
    expect(job).toMatchObject({ status: 'done', fileCount: 1500, doneCount: 1500 });
  });
});

describe('cancel', () => {
  test.each([1000, 40 * mebibyte])('leaves no temporary file (%d bytes)', async (size) => {
    const { transfers, folder, ended, storage } = await begin({ film: noise(size) });
    const held = storage.hold('openRange');
    const jobId = transfers.download(selection({ keys: ['film'] }), folder);
    await held.reached;
    const second = storage.hold('openRange');
    if (size > mebibyte) {
      held.release();
      await second.reached;
    }
    transfers.cancel(jobId);
    expect(await ended(jobId)).toMatchObject({ status: 'cancelled' });
    await expect.poll(() => readdir(folder)).toEqual([]);
    held.release();
    second.release();
    transfers.retry(jobId);
    expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 1 });
    expect(await readdir(folder)).toEqual(['film']);
  });
});

const isRoot = process.getuid?.() === 0;

/** A small file system of its own; undefined where it cannot be mounted. */
async function smallDisk(options: string): Promise<string | undefined> {
  if (process.platform !== 'linux' || !isRoot) return undefined;
  const folder = await temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    // Containers may forbid mounting; the caller then skips.
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
  return folder;
}

describe('a target that cannot take it', () => {
  test('a full disk stops the whole job with one message, before and while writing, and nothing half written stays', async (context) => {
    const disk = await smallDisk('size=1m');
    if (disk === undefined) return context.skip('no small disk can be mounted here');
    const big = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`big/${index}`, noise(100_000, index)]),
    );
    const { transfers, ended } = await begin({ ...big, huge: noise(2 * mebibyte) });
    const huge = await ended(transfers.download(selection({ keys: ['huge'] }), disk));
    expect(huge).toMatchObject({
      status: 'failed',
      error: { code: 'local.noSpace', action: 'chooseAnotherPlace' },
    });
    expect(huge.error?.params).toEqual({ needed: 2 * mebibyte, free: expect.any(Number) });
    expect(await readdir(disk)).toEqual([]);

    const job = await ended(transfers.download(selection({ prefixes: ['big/'] }), disk));
    expect(job).toMatchObject({ status: 'failed', error: { code: 'local.noSpace' } });
    expect(job.doneCount + job.failedCount).toBe(20);
    expect(job.failures).toHaveLength(1);
    await expect
      .poll(async () => (await readdir(join(disk, 'big'))).filter((name) => name.includes('.satchel')))
      .toEqual([]);
    const sizes = await Promise.all(
      (await readdir(join(disk, 'big'))).map(async (name) => (await stat(join(disk, 'big', name))).size),
    );
    expect(sizes).toEqual(Array.from({ length: job.doneCount }, () => 100_000));
    expect(job.doneCount).toBeGreaterThan(0);
  });

  test('a folder that may not be written stops the whole job with one message', async (context) => {
    let folder: string | undefined;
    if (isRoot) {
      folder = await smallDisk('size=1m,ro');
      if (folder === undefined) return context.skip('no read-only disk can be mounted here');
    } else {
      folder = await temporaryFolder();
      await chmod(folder, 0o500);
    }
    const { transfers, ended } = await begin({ 'p/a': 'a', 'p/b': 'b' });
    const job = await ended(transfers.download(selection({ prefixes: ['p/'] }), folder));
    expect(job).toMatchObject({
      status: 'failed',
      doneCount: 0,
      failedCount: 2,
      error: { code: 'local.notWritable', action: 'chooseAnotherPlace' },
    });
    expect(job.failures).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test('a folder that the user removed is made again', async () => {
    const denied = new SatchelError('access.denied', 'denied');
    const { transfers, folder, ended, storage } = await begin({
      'p/q/a': 'a',
      'p/q/b': 'b',
      'p/film': noise(20 * mebibyte),
    });
    storage.inject(
      'openRange',
      { kind: 'fail', error: denied },
      { times: 2, when: ({ key }) => key !== 'p/q/a' },
    );
    const jobId = transfers.download(selection({ prefixes: ['p/'] }), folder);
    expect(await ended(jobId)).toMatchObject({ status: 'failed', doneCount: 1, failedCount: 2 });
    await rm(join(folder, 'p'), { recursive: true });
    transfers.retry(jobId);
    expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 3 });
    expect(Object.keys(await readTree(folder)).sort()).toEqual(['p/film', 'p/q/b']);
  });

  test.skipIf(process.platform === 'win32')('one file that cannot be written fails alone', async () => {
    const { transfers, folder, ended } = await begin({ 'p/loop/a': 'a', 'p/ok': 'ok', 'p/z': 'z' });
    await mkdir(join(folder, 'p'));
    await symlink(join(folder, 'p/loop'), join(folder, 'p/loop'));
    const job = await ended(transfers.download(selection({ prefixes: ['p/'] }), folder));
    expect(job).toMatchObject({
      status: 'failed',
      doneCount: 2,
      failures: [{ name: 'a', error: { code: 'local.notWritable' } }],
    });
    expect(job.error).toBeUndefined();
  });

  test('a chosen folder that is gone by now says so', async () => {
    const { transfers, folder, ended } = await begin({ a: 'a' });
    const job = await ended(transfers.download(selection({ keys: ['a'] }), join(folder, 'gone')));
    expect(job).toMatchObject({ status: 'failed', error: { code: 'local.notWritable' } });
    expect(await readdir(folder)).toEqual([]);
  });
});
