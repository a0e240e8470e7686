import { appendFile, open, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import type { UploadProgress } from '../../../electron/core/transfers/journal/journal.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';
import { bucket, mebibyte, noise, startUploads, type Uploads } from './uploadHarness.ts';

const lost = new SatchelError('network.lost', 'lost');
const denied = new SatchelError('access.denied', 'denied');
const film = noise(60 * mebibyte);
const kept = { checksum: 'CRC32', bodyProof: 'checksum' } as const;

/** Without checksums, which take the fake long, unless they are asked for. */
const quick = { checksum: undefined, bodyProof: 'signature' } as const;

function memory(capabilities: Partial<Storage['capabilities']> = {}): MemoryStorage {
  return createMemoryStorage({ buckets: [bucket], capabilities: { ...quick, ...capabilities } });
}

function countOf(storage: MemoryStorage, method: string): number {
  return storage.calls.filter((call) => call.method === method).length;
}

function isWhole(storage: MemoryStorage, key = 'in/film'): boolean {
  return storage.objects(bucket).get(key)?.bytes.equals(film) ?? false;
}

function savedUpload({ progress }: Uploads): UploadProgress {
  if (progress.saved?.kind !== 'upload') throw new Error('nothing is written down');
  return progress.saved;
}

/** An upload of which part 4 was lost on its way. */
async function halfDone(storage = memory(), content: Buffer = film) {
  const uploads = await startUploads(storage, { film: content });
  storage.inject('putPart', { kind: 'fail', error: lost }, { when: (_upload, number) => number === 4 });
  await expect(uploads.upload('film')).rejects.toBe(lost);
  expect(uploads.told.moved).toBe(48 * mebibyte);
  return { storage, ...uploads };
}

describe('a large file', () => {
  test('goes in parts, each written down, and is written down itself before the server is asked', async () => {
    const storage = memory(kept);
    const uploads = await startUploads(storage, { film });
    const outcome = await uploads.upload('film', { nowMs: 42 });
    expect(outcome).toEqual({
      kind: 'done',
      sizeBytes: film.length,
      proof: {
        etag: expect.stringMatching(/-4"$/),
        checksum: expect.stringMatching(/^CRC32 /),
      },
    });
    expect(isWhole(storage)).toBe(true);
    expect(uploads.progress.history.slice(0, 2)).toEqual(['ask', 'begin']);
    expect(uploads.progress.history.toSorted()).toEqual([
      'ask',
      'begin',
      'part 1',
      'part 2',
      'part 3',
      'part 4',
    ]);
    expect(savedUpload(uploads)).toMatchObject({
      askedAtMs: 42,
      partSizeBytes: 16 * mebibyte,
      sizeBytes: film.length,
    });
    expect(uploads.told).toEqual({ moved: film.length, restarts: [0] });
    expect(uploads.flow).toMatchObject({ most: 4, moved: film.length });
  });

  test('goes on with the parts that are there', async () => {
    const { storage, upload, told } = await halfDone();
    expect(await upload('film', { attempt: 2 })).toMatchObject({ kind: 'done' });
    expect([isWhole(storage), told]).toEqual([true, { moved: film.length, restarts: [0, 48 * mebibyte] }]);
    expect([countOf(storage, 'beginMultipart'), countOf(storage, 'putPart')]).toEqual([1, 5]);
  });

  test.each([
    ['by the checksum that the server keeps', kept],
    ['by an ETag that is an MD5', quick],
  ])('sends no part again that the journal has lost: it is compared %s', async (_how, capabilities) => {
    const uploads = await halfDone(memory(capabilities));
    const saved = savedUpload(uploads);
    uploads.progress.saved = { ...saved, parts: saved.parts.filter(({ partNumber }) => partNumber === 2) };
    expect(await uploads.upload('film', { maybeBegun: true })).toMatchObject({ kind: 'done' });
    expect([isWhole(uploads.storage), countOf(uploads.storage, 'putPart')]).toEqual([true, 5]);
    expect(savedUpload(uploads).parts).toHaveLength(4);
  });

  test('sends again what the server has lost, and what is not of this file', async () => {
    const uploads = await halfDone();
    const { storage } = uploads;
    const [begun] = storage.uploads();
    if (begun === undefined) throw new Error('no upload');
    begun.parts.delete(1);
    await storage.putPart(begun, 2, noise(16 * mebibyte, 7));
    await storage.putPart(begun, 3, noise(5 * mebibyte, 7));
    expect(await uploads.upload('film', { attempt: 2 })).toMatchObject({ kind: 'done' });
    expect([isWhole(storage), storage.uploads()]).toEqual([true, []]);
  });

  test('trusts the journal where the account may not list parts', async () => {
    const { storage, upload } = await halfDone();
    storage.inject('listParts', { kind: 'fail', error: denied }, { times: 9 });
    storage.inject('stat', { kind: 'fail', error: denied }, { times: 9 });
    expect(await upload('film', { attempt: 2 })).toMatchObject({ kind: 'done' });
    expect([isWhole(storage), countOf(storage, 'putPart')]).toEqual([true, 5]);
  });

  test('begins anew when the server has forgotten the upload, whether it may be listed or not', async () => {
    for (const hidden of [false, true]) {
      const { storage, upload } = await halfDone();
      for (const each of storage.uploads()) await storage.abortMultipart(each);
      if (hidden) storage.inject('listParts', { kind: 'fail', error: denied }, { times: 9 });
      expect(await upload('film', { attempt: 2 })).toMatchObject({ kind: 'done' });
      expect([isWhole(storage), countOf(storage, 'beginMultipart'), storage.uploads()]).toEqual([
        true,
        2,
        [],
      ]);
    }
  });

  test('damaged on its way is sent again where only the ETag proves a part', async () => {
    const storage = memory({ bodyProof: 'etag' });
    let isDamaged = false;
    const damaging: MemoryStorage = {
      ...storage,
      putPart(upload, number, body, options) {
        const damages = number === 3 && !isDamaged;
        isDamaged ||= damages;
        return storage.putPart(upload, number, damages ? noise(body.length, 9) : body, options);
      },
    };
    const { upload, told } = await startUploads(damaging, { film });
    await expect(upload('film')).rejects.toMatchObject({ code: 'integrity.mismatch' });
    expect(told.moved).toBe(44 * mebibyte);
    expect(await upload('film', { attempt: 2 })).toMatchObject({ kind: 'done' });
    expect([isWhole(storage), countOf(storage, 'putPart')]).toEqual([true, 5]);
  });

  test('cancelled while it begins leaves no upload behind', async () => {
    const storage = memory();
    const { upload, progress } = await startUploads(storage, { film });
    const stop = new AbortController();
    const held = storage.hold('beginMultipart');
    const uploading = upload('film', { signal: stop.signal });
    await held.reached;
    stop.abort();
    held.release();
    await expect(uploading).rejects.toMatchObject({ code: 'cancelled' });
    expect([storage.uploads(), progress.history]).toEqual([[], ['ask']]);
  });
});

describe('an answer that was lost', () => {
  test.each(['ask', 'replace', 'keepBoth', 'onlyIfNewer'] as const)(
    'to the last request is no failure: the finished file is found (%s)',
    async (onTaken) => {
      const storage = memory();
      storage.inject('finishMultipart', { kind: 'loseAnswer' });
      const { upload } = await startUploads(storage, { film });
      await expect(upload('film', { onTaken })).rejects.toMatchObject({ code: 'network.lost' });
      expect(await upload('film', { onTaken, attempt: 2 })).toMatchObject({
        kind: 'done',
        sizeBytes: film.length,
      });
      expect([storage.objects(bucket).size, countOf(storage, 'putPart')]).toEqual([1, 4]);
    },
  );

  test('is found also where the journal has lost the last parts', async () => {
    const storage = memory();
    storage.inject('finishMultipart', { kind: 'loseAnswer' });
    const uploads = await startUploads(storage, { film });
    await expect(uploads.upload('film')).rejects.toMatchObject({ code: 'network.lost' });
    uploads.progress.saved = { ...savedUpload(uploads), parts: [] };
    expect(await uploads.upload('film', { maybeBegun: true })).toMatchObject({ kind: 'done' });
    expect(countOf(storage, 'putPart')).toBe(4);
  });

  async function begunWithoutId() {
    const storage = memory();
    const uploads = await startUploads(storage, { film });
    storage.inject('beginMultipart', { kind: 'loseAnswer' });
    await expect(uploads.upload('film')).rejects.toMatchObject({ code: 'network.lost' });
    expect(uploads.progress.history).toEqual(['ask']);
    return { storage, ...uploads };
  }

  test('to the first request is found by its key and its time', async () => {
    const { storage, upload } = await begunWithoutId();
    await storage.beginMultipart({ bucket, key: 'in/film 2' });
    expect(await upload('film', { maybeBegun: true })).toMatchObject({ kind: 'done' });
    expect([isWhole(storage), countOf(storage, 'beginMultipart')]).toEqual([true, 2]);
    expect(storage.uploads().map(({ key }) => key)).toEqual(['in/film 2']);
  });

  test.each([
    [
      'another one of the key began at that time',
      async (storage: MemoryStorage) => {
        await storage.beginMultipart({ bucket, key: 'in/film' });
      },
    ],
    [
      'it has parts',
      async (storage: MemoryStorage) => {
        const [upload] = storage.uploads();
        if (upload !== undefined) await storage.putPart(upload, 1, Buffer.alloc(9));
      },
    ],
  ])('is nobody’s where %s, and nothing of anybody is touched', async (_what, spoil) => {
    const { storage, upload } = await begunWithoutId();
    await spoil(storage);
    const before = storage.uploads().map(({ uploadId }) => uploadId);
    expect(await upload('film', { maybeBegun: true })).toMatchObject({ kind: 'done' });
    expect(isWhole(storage)).toBe(true);
    expect(storage.uploads().map(({ uploadId }) => uploadId)).toEqual(before);
  });

  test('is not looked for among uploads of another time', async () => {
    const uploads = await begunWithoutId();
    const saved = savedUpload(uploads);
    uploads.progress.saved = { ...saved, askedAtMs: saved.askedAtMs + 6 * 60_000 };
    expect(await uploads.upload('film')).toMatchObject({ kind: 'done' });
    expect(uploads.storage.uploads()).toHaveLength(1);
  });

  test('that was a refusal leaves nothing to look for', async () => {
    const storage = memory();
    const { upload, progress } = await startUploads(storage, { film });
    storage.inject('beginMultipart', { kind: 'fail', error: denied });
    await expect(upload('film')).rejects.toBe(denied);
    expect(progress.history).toEqual(['ask', 'drop']);
  });
});

describe('a large file that is not the same any more', () => {
  test.each([
    ['grows', 'local.changed', (path: string) => appendFile(path, 'more')],
    ['shrinks', 'local.changed', (path: string) => truncate(path, 20 * mebibyte)],
    ['is touched', 'local.changed', (path: string) => utimes(path, 1, 1)],
    ['disappears', 'local.notFound', (path: string) => rm(path)],
  ])('and %s while it is read fails with %s, and nothing is under its key', async (_what, code, spoil) => {
    const storage = memory();
    const { upload, folder } = await startUploads(storage, { film });
    const held = storage.hold('putPart');
    const uploading = upload('film');
    const failed = expect(uploading).rejects.toMatchObject({ code });
    await held.reached;
    await spoil(join(folder, 'film'));
    held.release();
    await failed;
    expect(storage.objects(bucket).size).toBe(0);
  });

  test('starts over between two attempts, and what was sent is taken back', async () => {
    const { storage, upload, folder, progress, told } = await halfDone();
    const newer = noise(33 * mebibyte, 5);
    await writeFile(join(folder, 'film'), newer);
    expect(await upload('film', { maybeBegun: true })).toMatchObject({
      kind: 'done',
      sizeBytes: newer.length,
      note: { code: 'local.changedSince', params: { name: 'film' } },
    });
    expect(storage.objects(bucket).get('in/film')?.bytes.equals(newer)).toBe(true);
    expect([storage.uploads(), told.restarts]).toEqual([[], [0, 0]]);
    expect(progress.history).toContain('drop');
  });

  test('of 49 TiB is too large before anything is asked', async () => {
    const storage = memory();
    const { upload, folder } = await startUploads(storage, {});
    const file = await open(join(folder, 'film'), 'w');
    const isSparse = await file.truncate(49 * mebibyte * mebibyte).then(
      () => true,
      () => false,
    );
    await file.close();
    if (!isSparse) return;
    await expect(upload('film')).rejects.toMatchObject({
      code: 'object.tooLarge',
      appError: { params: { name: 'film', limit: 53_687_091_200_000 } },
    });
    expect(storage.calls).toEqual([]);
  });
});

describe.each([true, false])('a taken name where conditional writes are %s', (conditionalWrite) => {
  async function taken(mtime = '1') {
    const storage = memory({ conditionalWrite });
    await storage.put({ bucket, key: 'in/film' }, Buffer.from('old'), { metadata: { mtime } });
    return { storage, ...(await startUploads(storage, { film })) };
  }

  test('is asked about before anything is sent; each answer does what it says', async () => {
    const { storage, upload } = await taken();
    expect(await upload('film')).toMatchObject({ kind: 'taken', conflict: { existing: { sizeBytes: 3 } } });
    expect(countOf(storage, 'beginMultipart')).toBe(0);
    const answer = { attempt: 2, answer: 'keepBoth', onTaken: 'keepBoth' } as const;
    expect(await upload('film', answer)).toMatchObject({ renamed: { to: 'in/film (2)' } });
    expect([isWhole(storage), isWhole(storage, 'in/film (2)')]).toEqual([false, true]);
  });

  test.each([
    ['replace', '1', true],
    ['onlyIfNewer', '1', true],
    ['onlyIfNewer', '99999999999', false],
  ] as const)('%s over one of time %s: whole afterwards %s', async (onTaken, mtime, whole) => {
    const { storage, upload } = await taken(mtime);
    expect(await upload('film', { onTaken })).toMatchObject({ kind: whole ? 'done' : 'skipped' });
    expect([isWhole(storage), storage.uploads()]).toEqual([whole, []]);
  });

  test('at the last moment is not overwritten, and nothing is sent twice after the answer', async () => {
    const storage = memory({ conditionalWrite });
    const { upload } = await startUploads(storage, { film });
    const held = storage.hold('putPart');
    const uploading = upload('film');
    await held.reached;
    await storage.put({ bucket, key: 'in/film' }, Buffer.from('theirs'));
    held.release();
    expect(await uploading).toMatchObject({ kind: 'taken', conflict: { existing: { sizeBytes: 6 } } });
    const answer = { attempt: 2, answer: 'replace', onTaken: 'replace' } as const;
    expect(await upload('film', answer)).toMatchObject({ kind: 'done' });
    expect([isWhole(storage), countOf(storage, 'putPart')]).toEqual([true, 4]);
  });

  test.each(['keepBoth', 'onlyIfNewer'] as const)('at the last moment, with %s', async (onTaken) => {
    const storage = memory({ conditionalWrite });
    const { upload } = await startUploads(storage, { film });
    const held = storage.hold('putPart');
    const uploading = upload('film', { onTaken });
    await held.reached;
    await storage.put({ bucket, key: 'in/film' }, Buffer.from('theirs'), { metadata: { mtime: '1' } });
    held.release();
    expect(await uploading).toMatchObject({ kind: 'done' });
    expect([isWhole(storage, onTaken === 'keepBoth' ? 'in/film (2)' : 'in/film'), storage.uploads()]).toEqual(
      [true, []],
    );
  });

  test('who may upload and not look uploads all the same', async () => {
    const storage = memory({ conditionalWrite });
    for (const method of ['stat', 'listParts', 'listUploads', 'abortMultipart'] as const) {
      storage.inject(method, { kind: 'fail', error: denied }, { times: 99 });
    }
    for (const onTaken of ['ask', 'keepBoth', 'onlyIfNewer'] as const) {
      const { upload } = await startUploads(storage, { film });
      const key = `in/${onTaken}`;
      expect(await upload('film', { onTaken, target: key })).toMatchObject({ kind: 'done' });
      expect(isWhole(storage, key)).toBe(true);
    }
  });
});
