import { execFileSync } from 'node:child_process';
import {
  chmod,
  link,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { ChecksumAlgorithm } from '../../../electron/core/storage/storage.ts';
import type { DownloadProgress } from '../../../electron/core/transfers/journal/journal.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';
import { bucket, type DownloadHarness, downloadsInto, mebibyte, startDownloads } from './downloadHarness.ts';
import { noise, readTree, temporaryFolder, writeTree } from './harness.ts';

const modifiedAtMs = Date.UTC(2020, 1, 3);
const temporary = '.satchel-job-1.part';
const lost = new SatchelError('network.lost', 'lost');

type Options = {
  readonly checksum?: ChecksumAlgorithm | undefined;
  readonly wrap?: (storage: MemoryStorage) => MemoryStorage;
};

async function begin(
  objects: Readonly<Record<string, string | Buffer>>,
  options: Options = {},
): Promise<DownloadHarness & { readonly storage: MemoryStorage }> {
  const capabilities = 'checksum' in options ? { checksum: options.checksum } : {};
  const storage = createMemoryStorage({ buckets: [bucket], nowMs: () => modifiedAtMs, capabilities });
  for (const [key, content] of Object.entries(objects)) {
    await storage.put({ bucket, key }, Buffer.from(content));
  }
  return { ...(await startDownloads(options.wrap?.(storage) ?? storage)), storage };
}

function newGate() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}

const rangesAsked = (storage: MemoryStorage): number =>
  storage.calls.filter(({ method }) => method === 'openRange').length;

/** Flips a bit of each of the first `times` bodies. */
function damaging(times: number): (storage: MemoryStorage) => MemoryStorage {
  let left = times;
  return (storage) => ({
    ...storage,
    async openRange(ref, options) {
      const opened = await storage.openRange(ref, options);
      if (left === 0) return opened;
      left -= 1;
      let isFirst = true;
      const body = Readable.from(opened.body, { objectMode: false }).map((chunk: Buffer) => {
        const copy = Buffer.from(chunk);
        if (isFirst) copy[0] = (copy[0] ?? 0) ^ 1;
        isFirst = false;
        return copy;
      });
      return { ...opened, body };
    },
  });
}

describe('an object', () => {
  test.each([0, 1, 100_000, mebibyte, mebibyte + 1, 16 * mebibyte, 16 * mebibyte + 1, 50 * mebibyte + 7])(
    'of %d bytes comes whole, with its time and what proves it',
    async (sizeBytes) => {
      const content = noise(sizeBytes);
      const { folder, download, storage, movedBytes, flow } = await begin({ 'x/film': content });
      const item = { source: 'x/film', target: 'y/film', sizeBytes, modifiedAtMs };
      const { checksum, etag } = storage.objects(bucket).get('x/film') ?? {};
      expect(await download(item)).toEqual({
        kind: 'done',
        sizeBytes,
        path: join(folder, 'y/film'),
        proof: { etag, checksum: `CRC64NVME ${checksum?.value}` },
      });
      expect((await readFile(join(folder, 'y/film'))).equals(content)).toBe(true);
      expect((await stat(join(folder, 'y/film'))).mtimeMs).toBe(modifiedAtMs);
      expect(await readdir(join(folder, 'y'))).toEqual(['film']);
      expect([movedBytes(), flow.counts.bytes, flow.counts.open]).toEqual([sizeBytes, sizeBytes, 0]);
      expect(rangesAsked(storage)).toBe(sizeBytes > 16 * mebibyte ? Math.ceil(sizeBytes / 16 / mebibyte) : 1);
    },
  );

  test.each(
    (['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256', undefined] as const).flatMap((checksum) =>
      [1000, 2 * mebibyte, 40 * mebibyte].map((sizeBytes) => ({ checksum, sizeBytes })),
    ),
  )('is compared with $checksum, or its MD5 ($sizeBytes bytes)', async ({ checksum, sizeBytes }) => {
    const content = noise(sizeBytes);
    const { download, storage, folder } = await begin({ film: content }, { checksum, wrap: damaging(1) });
    await expect(download({ source: 'film', sizeBytes })).rejects.toMatchObject({
      code: 'integrity.mismatch',
    });
    expect(await readdir(folder)).toEqual([]);
    const object = storage.objects(bucket).get('film');
    const proof =
      checksum === undefined
        ? `MD5 ${object?.etag.replaceAll('"', '')}`
        : `${checksum} ${object?.checksum?.value}`;
    expect(await download({ source: 'film', sizeBytes })).toMatchObject({ proof: { checksum: proof } });
    expect((await readFile(join(folder, 'film'))).equals(content)).toBe(true);
  });

  test.each([1000, 17 * mebibyte])(
    'encrypted with KMS has an ETag that proves nothing (%d bytes)',
    async (sizeBytes) => {
      const content = noise(sizeBytes);
      const etag = '"0123456789abcdef0123456789abcdef"';
      const { download, folder } = await begin(
        { film: content },
        {
          checksum: undefined,
          wrap: (storage) => ({
            ...storage,
            async openRange(ref, { ifMatchEtag: _etag, ...options } = {}) {
              return { ...(await storage.openRange(ref, options)), etag, encryption: 'kms' };
            },
          }),
        },
      );
      expect(await download({ source: 'film', sizeBytes })).toMatchObject({ kind: 'done', proof: { etag } });
      expect((await readFile(join(folder, 'film'))).equals(content)).toBe(true);
    },
  );

  test('that is larger than was planned still comes in parts', async () => {
    const content = noise(20 * mebibyte);
    const { download, folder } = await begin({ film: content });
    expect(await download({ source: 'film', sizeBytes: 5 })).toMatchObject({ sizeBytes: content.length });
    expect((await readFile(join(folder, 'film'))).equals(content)).toBe(true);
  });

  test('is taken from one version only, and asked for in the flow’s own time', async () => {
    const asked: unknown[] = [];
    const { download, flow, storage } = await begin(
      { film: noise(40 * mebibyte) },
      {
        wrap: (inner) => ({
          ...inner,
          openRange(ref, options) {
            asked.push([options?.range?.startByte, options?.ifMatchEtag, flow.counts.open > 0]);
            return inner.openRange(ref, options);
          },
        }),
      },
    );
    await download({ source: 'film', sizeBytes: 40 * mebibyte });
    const etag = storage.objects(bucket).get('film')?.etag;
    expect(asked).toEqual([
      [undefined, undefined, true],
      [16 * mebibyte, etag, true],
      [32 * mebibyte, etag, true],
    ]);
  });

  test.each([1000, 5 * mebibyte, 40 * mebibyte])(
    'waits for the limit of the speed (%d bytes)',
    async (sizeBytes) => {
      let paced = 0;
      const { download, flow, folder } = await begin({ film: noise(sizeBytes) });
      const bandwidth = {
        pace: (_direction: 'up' | 'down', bytes: number) => {
          paced += bytes;
          return new Promise<void>((resolve) => setImmediate(resolve));
        },
      };
      await download({ source: 'film', sizeBytes }, { flow: { ...flow, bandwidth } });
      expect(paced).toBe(sizeBytes);
      expect((await stat(join(folder, 'film'))).size).toBe(sizeBytes);
    },
  );

  test('that is an empty folder is made', async () => {
    const { download, folder } = await begin({});
    const made = await download({ kind: 'folder', source: 'a/b/', target: 'a/b' });
    expect(made).toEqual({ kind: 'done', sizeBytes: 0, proof: {}, path: join(folder, 'a/b') });
    expect(await readTree(folder)).toEqual({ 'a/b/': '' });
  });
});

describe('a name that is taken', () => {
  const older = modifiedAtMs - 10_000;
  const newer = modifiedAtMs + 10_000;

  async function taken(existingTimeMs: number, content = 'mine') {
    const harness = await begin({ 'a.txt': 'theirs' });
    const path = join(harness.folder, 'a.txt');
    await writeFile(path, content);
    await utimes(path, new Date(), new Date(existingTimeMs));
    const item = { source: 'a.txt', sizeBytes: 6, modifiedAtMs };
    return { ...harness, item };
  }

  test('is asked about before a byte comes', async () => {
    const { download, item, storage, folder } = await taken(older);
    expect(await download(item)).toEqual({
      kind: 'taken',
      conflict: {
        existing: { sizeBytes: 4, modifiedAtMs: older },
        incoming: { sizeBytes: 6, modifiedAtMs },
      },
    });
    expect(rangesAsked(storage)).toBe(0);
    expect(await readTree(folder)).toEqual({ 'a.txt': 'mine' });
  });

  test('is replaced', async () => {
    const { download, item, folder } = await taken(newer);
    expect(await download(item, { onTaken: 'replace' })).toMatchObject({ kind: 'done' });
    expect(await readTree(folder)).toEqual({ 'a.txt': 'theirs' });
  });

  test('stays beside the new one, which takes its own name where that is free', async () => {
    const { download, item, folder } = await taken(newer);
    await writeFile(join(folder, 'a (2).txt'), 'second');
    expect(await download(item, { onTaken: 'keepBoth' })).toMatchObject({
      kind: 'done',
      path: join(folder, 'a (3).txt'),
      renamed: { from: 'a.txt', to: 'a (3).txt' },
    });
    const free = await download({ ...item, id: '2', target: 'sub/free.txt' }, { onTaken: 'keepBoth' });
    expect(free).not.toHaveProperty('renamed');
    expect(await readTree(folder)).toEqual({
      'a.txt': 'mine',
      'a (2).txt': 'second',
      'a (3).txt': 'theirs',
      'sub/free.txt': 'theirs',
    });
  });

  test.each([
    ['older', older, 'mine', 'theirs'],
    ['newer', newer, 'mine', 'mine'],
    ['of the same time', modifiedAtMs, 'mine', 'mine'],
    ['of the same size, and older by the rounding of FAT', modifiedAtMs - 1000, 'mine66', 'mine66'],
    ['of another size, and a second older', modifiedAtMs - 1000, 'mine', 'theirs'],
  ])('by “only if newer”, a file that is %s', async (_what, timeMs, content, expected) => {
    const { download, item, folder, storage } = await taken(timeMs, content);
    const outcome = await download(item, { onTaken: 'onlyIfNewer' });
    expect(outcome.kind).toBe(expected === 'theirs' ? 'done' : 'skipped');
    expect(rangesAsked(storage)).toBe(expected === 'theirs' ? 1 : 0);
    expect(await readTree(folder)).toEqual({ 'a.txt': expected });
  });

  test.each(['replace', 'onlyIfNewer'] as const)('by a folder is never overwritten (%s)', async (onTaken) => {
    const { download, folder, storage } = await begin({ a: 'a' });
    await mkdir(join(folder, 'a'));
    await expect(download({ source: 'a', sizeBytes: 1 }, { onTaken })).rejects.toMatchObject({
      code: 'object.alreadyExists',
    });
    expect(rangesAsked(storage)).toBe(0);
  });

  test.each([6, 20 * mebibyte])(
    'meanwhile is asked about, and not overwritten (%d bytes)',
    async (sizeBytes) => {
      const { download, folder, storage, progress } = await begin({ film: noise(sizeBytes) });
      const held = storage.hold('openRange');
      const going = download({ source: 'film', sizeBytes, modifiedAtMs });
      await held.reached;
      await writeFile(join(folder, 'film'), 'mine');
      held.release();
      expect(await going).toMatchObject({ kind: 'taken', conflict: { existing: { sizeBytes: 4 } } });
      expect(await readFile(join(folder, 'film'), 'latin1')).toBe('mine');
      const asked = rangesAsked(storage);
      // What was large is kept for the answer.
      expect(progress.saved === undefined).toBe(sizeBytes === 6);
      expect(await readdir(folder)).toEqual(sizeBytes === 6 ? ['film'] : [temporary, 'film']);
      const answered = await download(
        { source: 'film', sizeBytes, modifiedAtMs, attempt: 2 },
        { onTaken: 'replace' },
      );
      expect(answered).toMatchObject({ kind: 'done' });
      expect(rangesAsked(storage) - asked).toBe(sizeBytes === 6 ? 1 : 0);
      expect(await readdir(folder)).toEqual(['film']);
    },
  );
});

describe('what an earlier run has left', () => {
  test.each(['ask', 'replace', 'keepBoth', 'onlyIfNewer'] as const)(
    'in its place is found to be done, and comes once (%s)',
    async (onTaken) => {
      for (const sizeBytes of [1000, 20 * mebibyte]) {
        const { download, folder, storage } = await begin({ film: noise(sizeBytes) });
        const item = { source: 'film', sizeBytes, modifiedAtMs };
        const first = await download(item, { onTaken });
        await writeFile(join(folder, temporary), 'left');
        expect(await download({ ...item, maybeBegun: true }, { onTaken })).toEqual(first);
        expect(await readdir(folder)).toEqual(['film']);
        expect(storage.calls.filter(({ method }) => method === 'openRange').length).toBeLessThanOrEqual(3);
      }
    },
  );

  test('under a number of its own is found, too', async () => {
    const { download, folder } = await begin({ 'a.txt': 'theirs' });
    await writeFile(join(folder, 'a.txt'), 'mine');
    const item = { source: 'a.txt', sizeBytes: 6, modifiedAtMs };
    const first = await download(item, { onTaken: 'keepBoth' });
    expect(await download({ ...item, maybeBegun: true }, { onTaken: 'keepBoth' })).toEqual(first);
    expect((await readdir(folder)).sort()).toEqual(['a (2).txt', 'a.txt']);
  });

  test('is not taken for a file of the user’s with other bytes', async () => {
    const { download, folder } = await begin({ 'a.txt': 'theirs' });
    const path = join(folder, 'a.txt');
    await writeFile(path, 'mine66');
    await utimes(path, new Date(), new Date(modifiedAtMs));
    const item = { source: 'a.txt', sizeBytes: 6, modifiedAtMs, maybeBegun: true };
    expect(await download(item)).toMatchObject({ kind: 'taken' });
    expect(await readFile(path, 'latin1')).toBe('mine66');
  });

  test.each([1000, 5 * mebibyte, 20 * mebibyte])(
    'under the temporary name is written anew, and a link there is not followed (%d bytes)',
    async (sizeBytes) => {
      const { download, folder } = await begin({ film: noise(sizeBytes) });
      const victim = join(folder, 'victim');
      await writeFile(victim, 'kept');
      for (const leave of [
        () => writeFile(join(folder, temporary), 'half'),
        () => symlink(victim, join(folder, temporary)),
        () => link(victim, join(folder, temporary)),
      ]) {
        await leave();
        expect(await download({ source: 'film', sizeBytes }, { onTaken: 'replace' })).toMatchObject({
          kind: 'done',
        });
        expect((await readFile(join(folder, 'film'))).equals(noise(sizeBytes))).toBe(true);
      }
      expect(await readFile(victim, 'latin1')).toBe('kept');
      expect((await readdir(folder)).sort()).toEqual(['film', 'victim']);
    },
  );
});

describe('a large object', () => {
  const sizeBytes = 60 * mebibyte;
  const film = noise(sizeBytes);
  const item = { source: 'film', sizeBytes, modifiedAtMs };

  /** An attempt that has brought all parts but the third. */
  async function threeOfFour(options: Options = {}) {
    const harness = await begin({ film }, options);
    const { storage, download, progress, folder } = harness;
    storage.inject(
      'openRange',
      { kind: 'cut', afterBytes: 1000 },
      { when: (_ref, asked) => asked?.range?.startByte === 32 * mebibyte },
    );
    await expect(download(item)).rejects.toMatchObject({ code: 'network.lost' });
    expect(progress.saved?.parts.map(({ partNumber }) => partNumber).sort()).toEqual([1, 2, 4]);
    expect(await readdir(folder)).toEqual([temporary]);
    expect(harness.movedBytes()).toBe(44 * mebibyte);
    const asked = rangesAsked(storage);
    return { ...harness, askedSince: () => rangesAsked(storage) - asked };
  }

  async function arrives(harness: DownloadHarness): Promise<void> {
    expect(await harness.download({ ...item, attempt: 2, maybeBegun: true })).toMatchObject({ kind: 'done' });
    expect((await readFile(join(harness.folder, 'film'))).equals(film)).toBe(true);
    expect(await readdir(harness.folder)).toEqual(['film']);
    expect(harness.movedBytes()).toBe(sizeBytes);
  }

  test.each(['CRC64NVME', 'SHA256', undefined] as const)(
    'goes on with the parts that are there (%s)',
    async (checksum) => {
      const harness = await threeOfFour({ checksum });
      await arrives(harness);
      expect(harness.askedSince()).toBe(1);
    },
  );

  test('fetches a part again that never reached the disk', async () => {
    const harness = await threeOfFour();
    const handle = await import('node:fs/promises').then(({ open }) =>
      open(join(harness.folder, temporary), 'r+'),
    );
    await handle.write(Buffer.alloc(100), 0, 100, 20 * mebibyte);
    await handle.close();
    await arrives(harness);
    expect(harness.askedSince()).toBe(2);
  });

  test.each([
    ['is shorter', (path: string) => truncate(path, 1000)],
    ['is gone', (path: string) => rm(path)],
    [
      'has become a link',
      async (path: string) => {
        await rm(path);
        await writeFile(`${path}.other`, 'x');
        await symlink(`${path}.other`, path);
      },
    ],
  ])('begins anew where its temporary file %s', async (_what, change) => {
    const harness = await threeOfFour();
    await change(join(harness.folder, temporary));
    expect(await harness.download({ ...item, attempt: 2 })).toMatchObject({ kind: 'done' });
    expect((await readFile(join(harness.folder, 'film'))).equals(film)).toBe(true);
    expect(harness.askedSince()).toBe(4);
  });

  test('that has changed since is read from its start', async () => {
    const harness = await threeOfFour();
    const other = noise(sizeBytes, 9);
    await harness.storage.put({ bucket, key: 'film' }, other);
    expect(await harness.download({ ...item, attempt: 2 })).toMatchObject({ kind: 'done' });
    expect((await readFile(join(harness.folder, 'film'))).equals(other)).toBe(true);
    expect(await readdir(harness.folder)).toEqual(['film']);
  });

  test('that changes again and again has failed, and nothing stays', async () => {
    const { download, folder, storage, progress } = await begin({ film });
    const error = new SatchelError('object.changed', 'changed');
    const when = (_ref: unknown, options?: { readonly range?: unknown }) => options?.range !== undefined;
    storage.inject('openRange', { kind: 'fail', error }, { times: 1000, when });
    await expect(download(item)).rejects.toMatchObject({ code: 'object.changed' });
    expect(rangesAsked(storage)).toBeLessThanOrEqual(8);
    expect(await readdir(folder)).toEqual([]);
    expect(progress.saved).toBeUndefined();
  });

  test('is written down before it is written, and each part after', async () => {
    const { download, folder, progress } = await begin({ film });
    const seen: unknown[] = [];
    await download(item, {
      progress: {
        ...progress,
        async begin(begun) {
          seen.push([(await stat(join(folder, temporary))).blocks, begun.parts.length]);
          await progress.begin(begun);
        },
        async partDone(part) {
          seen.push((part as DownloadProgress['parts'][number]).crc?.length);
          await progress.partDone(part);
        },
      },
    });
    expect(seen).toEqual([[0, 0], 16, 16, 16, 16]);
  });
});

describe('a body that breaks', () => {
  test.each([
    ['is cut', lost],
    ['breaks as sockets do', new Error('socket hang up') as unknown as SatchelError],
  ])('when it %s leaves nothing of a small file', async (_how, error) => {
    for (const sizeBytes of [100_000, 5 * mebibyte]) {
      const { download, folder, storage, movedBytes } = await begin({ a: noise(sizeBytes) });
      storage.inject('openRange', { kind: 'cut', afterBytes: 70_000, error });
      await expect(download({ source: 'a', sizeBytes })).rejects.toMatchObject({ code: 'network.lost' });
      expect([await readdir(folder), movedBytes()]).toEqual([[], 0]);
      expect(await download({ source: 'a', sizeBytes, attempt: 2 })).toMatchObject({ kind: 'done' });
    }
  });
});

describe('giving up', () => {
  test.each([1000, 5 * mebibyte, 40 * mebibyte])(
    'ends a request that hangs (%d bytes)',
    async (sizeBytes) => {
      const { download, folder, storage, flow, progress } = await begin({ film: noise(sizeBytes) });
      const held = storage.hold('openRange');
      const stop = new AbortController();
      const going = download({ source: 'film', sizeBytes }, { signal: stop.signal });
      await held.reached;
      stop.abort();
      await expect(going).rejects.toMatchObject({ code: 'cancelled' });
      expect(await readdir(folder)).toEqual([]);
      expect([flow.counts.open, progress.saved]).toEqual([0, undefined]);
    },
  );

  test.each([100_000, 5 * mebibyte, 40 * mebibyte])(
    'ends a body that does not come (%d bytes)',
    async (sizeBytes) => {
      const reached = newGate();
      const { download, folder, flow } = await begin(
        { film: noise(sizeBytes) },
        {
          wrap: (storage) => ({
            ...storage,
            async openRange(ref, options) {
              const opened = await storage.openRange(ref, options);
              opened.body.destroy();
              const body = new Readable({ read: () => reached.resolve() });
              body.push(Buffer.alloc(5));
              return { ...opened, body };
            },
          }),
        },
      );
      const stop = new AbortController();
      const going = download({ source: 'film', sizeBytes }, { signal: stop.signal });
      await reached.promise;
      stop.abort();
      await expect(going).rejects.toMatchObject({ code: 'cancelled' });
      await expect.poll(() => flow.counts.open).toBe(0);
      // A large one may go on.
      expect(await readdir(folder)).toEqual(sizeBytes > 16 * mebibyte ? [temporary] : []);
    },
  );

  test('waits for no disk that hangs', async () => {
    const { download, folder, folders } = await begin({ a: 'a' });
    const calls = await folders.calls();
    const syncing = newGate();
    const synced = newGate();
    const slow = {
      ...calls,
      sync() {
        syncing.resolve();
        return synced.promise;
      },
    };
    const stop = new AbortController();
    const going = download(
      { source: 'a', sizeBytes: 1 },
      { signal: stop.signal, folders: { ...folders, calls: async () => slow } },
    );
    await syncing.promise;
    stop.abort();
    await expect(going).rejects.toMatchObject({ code: 'cancelled' });
    synced.resolve();
    await expect.poll(() => readdir(folder)).toEqual([]);
  });

  test('in the moment in which the file gets its name is too late', async () => {
    const { download, folder, folders } = await begin({ a: 'a' });
    const calls = await folders.calls();
    const stop = new AbortController();
    const late = {
      ...calls,
      async link(path: string, newPath: string) {
        stop.abort();
        await calls.link(path, newPath);
      },
    };
    const outcome = await download(
      { source: 'a', sizeBytes: 1 },
      { signal: stop.signal, folders: { ...folders, calls: async () => late } },
    );
    expect(outcome).toMatchObject({ kind: 'done', path: join(folder, 'a') });
    expect(await readdir(folder)).toEqual(['a']);
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

describe('a place that cannot take it', () => {
  test('a disk without room says how much is needed, before a byte is written', async (context) => {
    const disk = await smallDisk('size=1m');
    if (disk === undefined) return context.skip('no small disk can be mounted here');
    for (const sizeBytes of [2 * mebibyte, 20 * mebibyte]) {
      const { storage } = await begin({ huge: noise(sizeBytes) });
      const { download, progress } = downloadsInto(storage, disk);
      const error = await download({ source: 'huge', sizeBytes }).catch((thrown: unknown) => thrown);
      expect(error instanceof SatchelError && error.appError).toMatchObject({
        code: 'local.noSpace',
        action: 'chooseAnotherPlace',
        params: { needed: sizeBytes, free: expect.any(Number) },
      });
      expect([await readdir(disk), progress.saved]).toEqual([[], undefined]);
    }
  });

  test('a disk that is full while writing takes whole files only', async (context) => {
    const disk = await smallDisk('size=1m');
    if (disk === undefined) return context.skip('no small disk can be mounted here');
    const { storage } = await begin({ a: noise(300_000) });
    const { download } = downloadsInto(storage, disk);
    for (let count = 0; count < 3; count += 1) {
      await download({ source: 'a', target: `${count}`, sizeBytes: 300_000 });
    }
    await expect(download({ source: 'a', target: 'more', sizeBytes: 300_000 })).rejects.toMatchObject({
      code: 'local.noSpace',
    });
    expect((await readdir(disk)).sort()).toEqual(['0', '1', '2']);
  });

  test('a folder that may not be written is told as the error of the whole download', async (context) => {
    let folder: string | undefined;
    if (isRoot) {
      folder = await smallDisk('size=1m,ro');
      if (folder === undefined) return context.skip('no read-only disk can be mounted here');
    } else {
      folder = await temporaryFolder();
      await chmod(folder, 0o500);
    }
    const { storage } = await begin({ a: 'a', film: noise(2 * mebibyte) });
    const { download } = downloadsInto(storage, folder);
    for (const [source, sizeBytes] of [
      ['a', 1],
      ['film', 2 * mebibyte],
    ] as const) {
      const error = await download({ source, sizeBytes }).catch((thrown: unknown) => thrown);
      expect(error instanceof SatchelError && error.appError).toMatchObject({
        code: 'local.notWritable',
        action: 'chooseAnotherPlace',
      });
    }
    expect(await readdir(folder)).toEqual([]);
  });

  test('a chosen folder that is gone says so', async () => {
    const { storage, folder } = await begin({ a: 'a' });
    const { download } = downloadsInto(storage, join(folder, 'gone'));
    const error = await download({ source: 'a', sizeBytes: 1 }).catch((thrown: unknown) => thrown);
    expect(error instanceof SatchelError && error.appError).toMatchObject({
      code: 'local.notWritable',
      action: 'chooseAnotherPlace',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test('a folder that the user removed is made again', async () => {
    const { download, folder, storage } = await begin({ 'p/q/a': 'a', 'p/film': noise(20 * mebibyte) });
    await download({ source: 'p/q/a', sizeBytes: 1 });
    await rm(join(folder, 'p'), { recursive: true });
    await download({ source: 'p/q/a', sizeBytes: 1 });
    const held = storage.hold('openRange');
    const going = download({ source: 'p/film', sizeBytes: 20 * mebibyte });
    await held.reached;
    await rm(join(folder, 'p'), { recursive: true });
    held.release();
    await going;
    expect(Object.keys(await readTree(folder))).toEqual(['p/film']);
  });

  test('a name that is too long is told by name', async () => {
    const { download, folder } = await begin({ a: 'a' });
    const long = 'x'.repeat(300);
    const error = await download({ source: 'a', target: long, sizeBytes: 1 }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error instanceof SatchelError && error.appError).toMatchObject({
      code: 'local.nameTooLong',
      params: { name: long },
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')(
    'a link that leads out of the chosen folder is not followed',
    async () => {
      const { storage, folder } = await begin({ a: 'a' });
      const inner = join(folder, 'chosen');
      await writeTree(folder, { 'elsewhere/kept': 'k', 'chosen/real/kept': 'k' });
      await symlink(join(folder, 'elsewhere'), join(inner, 'out'));
      await symlink(join(inner, 'real'), join(inner, 'in'));
      const { download } = downloadsInto(storage, inner);
      await download({ source: 'a', target: 'in/a', sizeBytes: 1 });
      await expect(download({ source: 'a', target: 'out/a', sizeBytes: 1 })).rejects.toMatchObject({
        code: 'local.notWritable',
      });
      for (const target of ['../a', '..', 'in/../../a']) {
        await expect(download({ source: 'a', target, sizeBytes: 1 })).rejects.toMatchObject({
          code: 'local.notWritable',
        });
      }
      expect(await readTree(join(inner, 'real'))).toEqual({ a: 'a', kept: 'k' });
      expect(await readdir(join(folder, 'elsewhere'))).toEqual(['kept']);
      expect((await readdir(folder)).sort()).toEqual(['chosen', 'elsewhere']);
    },
  );

  test('a local file where a folder has to be is told by name', async () => {
    const { download, folder } = await begin({ a: 'a' });
    await writeTree(folder, { a: 'a file' });
    await expect(download({ source: 'a', target: 'a/b', sizeBytes: 1 })).rejects.toMatchObject({
      code: 'object.alreadyExists',
    });
    expect(await readTree(folder)).toEqual({ a: 'a file' });
  });
});
