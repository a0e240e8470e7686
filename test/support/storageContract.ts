import { randomBytes, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SatchelError } from '../../electron/core/satchelError.ts';
import { checksumOf } from '../../electron/core/storage/checksums.ts';
import type {
  Checksum,
  ChecksumAlgorithm,
  ObjectRef,
  OpenedRange,
  Storage,
  UnfinishedUpload,
  UploadedPart,
} from '../../electron/core/storage/storage.ts';
import type { Entry } from '../../shared/domain/object.ts';
import { oddKeys } from './keyCorpus.ts';
import { inServerOrder } from './memoryListing.ts';

/**
 * What a kind of storage cannot do, or does its own way; each is a measured fact of it. Tests of what it cannot do are
 * left out, not skipped: a skipped test is one that this machine could not run.
 */
export type StorageTraits = {
  /** It asks for keys, so that wrong ones are refused. */
  readonly checksCredentials: boolean;
  /** The checksum of an upload that it keeps and gives back. */
  readonly keptChecksum: ChecksumAlgorithm | undefined;
  /** A storage class besides the usual one that it keeps. */
  readonly keptStorageClass?: string;
  /** It takes keys with U+0000. */
  readonly storesNul: boolean;
  /** It has sockets that closing can break. */
  readonly hasSockets: boolean;
};

export type StorageUnderTest = {
  readonly storage: Storage;
  /** Another storage on the same server with other keys; the suite closes it. */
  withKeys?(keys: { readonly accessKeyId?: string; readonly secretAccessKey?: string }): Storage;
  /** Makes the server refuse to delete the keys below a prefix, until the returned function is called. */
  refuseDeleting(bucket: string, keyPrefix: string): Promise<() => Promise<void>>;
  /** Makes small objects without puts, where that is quicker. */
  fill?(bucket: string, keys: readonly string[]): void;
  close(): Promise<void>;
};

const partBytes = 5 * 1024 * 1024;

/** Proves that a Storage keeps the promises of storage.ts; `open` is called once. */
export function describeStorage(
  name: string,
  traits: StorageTraits,
  open: () => Promise<StorageUnderTest>,
): void {
  describe(name, () => {
    let subject: StorageUnderTest;
    let storage: Storage;
    let bucket: string;
    const made = new Set<string>();

    async function makeBucket(): Promise<string> {
      const name = `satchel-${randomUUID()}`;
      await storage.createBucket(name);
      made.add(name);
      return name;
    }

    const at = (key: string): ObjectRef => ({ bucket, key });
    const put = (key: string, text = key) => storage.put(at(key), Buffer.from(text));
    /** What it says of bytes that it keeps. */
    async function checksumFor(bytes: Uint8Array): Promise<Checksum | undefined> {
      const algorithm = traits.keptChecksum;
      if (algorithm === undefined) return undefined;
      return { algorithm, type: 'FULL_OBJECT', value: await checksumOf(algorithm, bytes) };
    }
    const read = async (ref: ObjectRef): Promise<Buffer> => buffer((await storage.openRange(ref)).body);

    async function listAll(
      request: { readonly prefix: string; readonly delimiter?: '/'; readonly maxKeys?: number },
      from = bucket,
    ): Promise<{ readonly entries: readonly Entry[]; readonly pages: number }> {
      const entries: Entry[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        const page = await storage.listPage({
          bucket: from,
          ...request,
          ...(cursor === undefined ? {} : { cursor }),
        });
        entries.push(...page.entries);
        cursor = page.nextCursor;
        pages += 1;
      } while (cursor !== undefined);
      return { entries, pages };
    }

    beforeAll(async () => {
      subject = await open();
      storage = subject.storage;
      bucket = await makeBucket();
    }, 120_000);

    afterAll(async () => {
      for (const name of made) {
        const { entries } = await listAll({ prefix: '' }, name);
        await storage.deleteMany(name, entries.map(idOf));
        await storage.deleteBucket(name);
      }
      await subject.close();
    }, 120_000);

    describe('buckets', () => {
      test('a new bucket is listed, can be reached, and is gone when it was deleted', async () => {
        const name = await makeBucket();
        expect((await storage.listBuckets()).map((found) => found.name)).toContain(name);
        expect(await storage.statBucket(name)).toMatchObject({ name });
        await storage.deleteBucket(name);
        made.delete(name);
        expect((await storage.listBuckets()).map((found) => found.name)).not.toContain(name);
        await expect(storage.statBucket(name)).rejects.toMatchObject({ code: 'bucket.notFound' });
      });

      test('a name that is taken, or against the rules, is refused', async () => {
        await expect(storage.createBucket(bucket)).rejects.toMatchObject({ code: 'bucket.alreadyExists' });
        await expect(storage.createBucket('No_Capitals')).rejects.toMatchObject({
          code: 'bucket.nameInvalid',
        });
      });

      test('a bucket that holds something is not deleted', async () => {
        await put('kept');
        await expect(storage.deleteBucket(bucket)).rejects.toMatchObject({ code: 'bucket.notEmpty' });
      });

      test('every call to a bucket that is not there says so', async () => {
        const ref = { bucket: `satchel-${randomUUID()}`, key: 'x' };
        const calls: Readonly<Record<string, () => Promise<unknown>>> = {
          statBucket: () => storage.statBucket(ref.bucket),
          deleteBucket: () => storage.deleteBucket(ref.bucket),
          listPage: () => storage.listPage({ bucket: ref.bucket, prefix: '' }),
          stat: () => storage.stat(ref),
          openRange: () => storage.openRange(ref),
          put: () => storage.put(ref, Buffer.from('x')),
          beginMultipart: () => storage.beginMultipart(ref),
          copyInto: () => storage.copy(at('kept'), ref),
          deleteMany: () => storage.deleteMany(ref.bucket, ['x']),
        };
        expect(await codesOf(calls)).toEqual(mapValues(calls, () => 'bucket.notFound'));
      });
    });

    describe('odd keys', () => {
      const keys = [
        ...Object.entries(oddKeys),
        ...(traits.storesNul ? [['NUL', 'nul-\u0000-x'] as const] : []),
      ];
      let source: string;

      beforeAll(async () => {
        source = await makeBucket();
        for (const [, key] of keys)
          await storage.put({ bucket: source, key }, Buffer.from(`bytes of ${key}`));
      }, 60_000);

      test('all of them are listed as they are, in the order of their UTF-8 bytes', async () => {
        const { entries } = await listAll({ prefix: '', maxKeys: 7 }, source);
        expect(entries.map(idOf)).toEqual(inServerOrder(keys.map(([, key]) => key)));
      });

      test.for(keys)('%s: stat, list by folder, read, copy there and back, delete', async ([, key]) => {
        const original = { bucket: source, key };
        const twin = at(key);
        const bytes = Buffer.from(`bytes of ${key}`);
        expect(await storage.stat(original)).toMatchObject({ key, sizeBytes: bytes.length });
        expect(await read(original)).toEqual(bytes);

        const prefix = key.slice(0, key.lastIndexOf('/') + 1);
        const { entries } = await listAll({ prefix, delimiter: '/' }, source);
        expect(entries.filter((entry) => idOf(entry) === key)).toMatchObject([
          { kind: 'file', key, name: key.slice(prefix.length), sizeBytes: bytes.length },
        ]);

        await storage.copy(original, twin);
        expect(await read(twin)).toEqual(bytes);
        expect(await storage.deleteMany(source, [key])).toEqual({ deletedCount: 1, failures: [] });
        await expect(storage.stat(original)).rejects.toMatchObject({ code: 'object.notFound' });
        await storage.copy(twin, original);
        expect(await read(original)).toEqual(bytes);
        await storage.deleteMany(bucket, [key]);
      });

      test('keys that no server can store are refused before anything is sent', async () => {
        expect(
          await codesOf({
            empty: () => put('', 'x'),
            tooLong: () => put('é'.repeat(513)),
            loneSurrogate: () => put('\ud800', 'x'),
            tooLongMultipart: () => storage.beginMultipart(at('k'.repeat(1025))),
            tooLongCopy: () => storage.copy(at('kept'), at('k'.repeat(1025))),
          }),
        ).toEqual({
          empty: 'object.nameInvalid',
          tooLong: 'object.nameTooLong',
          loneSurrogate: 'object.nameInvalid',
          tooLongMultipart: 'object.nameTooLong',
          tooLongCopy: 'object.nameTooLong',
        });
      });
    });

    describe('folders', () => {
      test('an empty placeholder of the listed folder is left out, and one with bytes is kept', async () => {
        await storage.put(at('empty-folder/'), new Uint8Array());
        await put('full-folder/', 'bytes');
        const list = async (prefix: string, delimiter?: '/') =>
          (await listAll(delimiter ? { prefix, delimiter } : { prefix })).entries;
        expect(await list('empty-folder/', '/')).toEqual([]);
        expect(await list('empty-folder/')).toMatchObject([{ kind: 'file', key: 'empty-folder/', name: '' }]);
        expect(await list('full-folder/', '/')).toMatchObject([
          { kind: 'file', key: 'full-folder/', name: '' },
        ]);
        expect(await list('empty-folder', '/')).toEqual([
          { kind: 'folder', prefix: 'empty-folder/', name: '' },
        ]);
      });

      test('a folder without a name is a folder', async () => {
        await put('nameless//x');
        expect((await listAll({ prefix: 'nameless/', delimiter: '/' })).entries).toEqual([
          { kind: 'folder', prefix: 'nameless//', name: '' },
        ]);
      });

      test('a place with nothing in it is an empty list', async () => {
        expect(await listAll({ prefix: 'nothing/here/', delimiter: '/' })).toEqual({ entries: [], pages: 1 });
      });
    });

    describe('objects', () => {
      const bytes = randomBytes(3 * 1024 * 1024);

      test('content type, metadata, size, time and etag come back', async () => {
        const attributes = {
          contentType: 'text/x-satchel; charset=utf-8',
          metadata: { 'source-mtime': '1700000000' },
        };
        const { etag } = await storage.put(at('attributes'), Buffer.from('1234'), attributes);
        const details = await storage.stat(at('attributes'));
        expect(details).toMatchObject({ key: 'attributes', sizeBytes: 4, etag, ...attributes });
        const { entries } = await listAll({ prefix: 'attributes' });
        expect(entries).toMatchObject([{ sizeBytes: 4, etag, modifiedAtMs: details.modifiedAtMs }]);
        const opened = await storage.openRange(at('attributes'));
        opened.body.destroy();
        const { modifiedAtMs } = details;
        expect(opened).toMatchObject({
          sizeBytes: 4,
          etag,
          modifiedAtMs,
          contentType: attributes.contentType,
        });
      });

      test('metadata that no header can carry is refused', async () => {
        const metadata = { name: 'Grüße' };
        await expect(storage.put(at('x'), Buffer.from('x'), { metadata })).rejects.toMatchObject({
          code: 'request.invalid',
        });
      });

      test('a view into a larger buffer is stored as what it shows', async () => {
        await storage.put(at('view'), new Uint8Array(bytes.buffer, bytes.byteOffset + 100, 1000));
        expect(await read(at('view'))).toEqual(bytes.subarray(100, 1100));
      });

      test('an empty object is an object', async () => {
        await storage.put(at('nothing'), new Uint8Array());
        expect(await storage.stat(at('nothing'))).toMatchObject({ sizeBytes: 0 });
        expect(await read(at('nothing'))).toEqual(Buffer.alloc(0));
      });

      test('ranges hold both their ends, and stop at the end of the object', async () => {
        await storage.put(at('ranges'), bytes);
        const last = bytes.length - 1;
        for (const [startByte, endByte] of [
          [0, 0],
          [1, 100_000],
          [last, last],
          [last - 10, last + 10],
        ] as const) {
          const opened = await storage.openRange(at('ranges'), { range: { startByte, endByte } });
          expect(opened.sizeBytes).toBe(Math.min(endByte, last) - startByte + 1);
          expect((await buffer(opened.body)).equals(bytes.subarray(startByte, endByte + 1))).toBe(true);
          expect(opened.checksum).toBeUndefined();
        }
        const behind = { startByte: bytes.length, endByte: bytes.length + 1 };
        await expect(storage.openRange(at('ranges'), { range: behind })).rejects.toMatchObject({
          code: 'request.invalid',
        });
      });

      test('the checksum of the whole object comes with all of it, where one is kept', async () => {
        const checksum = await checksumFor(bytes);
        const written = await storage.put(at('sum'), bytes);
        expect(written.checksum).toEqual(checksum);
        const opened = await storage.openRange(at('sum'));
        expect(opened.checksum).toEqual(checksum);
        expect((await buffer(opened.body)).equals(bytes)).toBe(true);
        const { capabilities } = storage;
        if (capabilities.checksum !== undefined) expect(capabilities.checksum).toBe(checksum?.algorithm);
        if (capabilities.bodyProof === 'checksum') expect(capabilities.checksum).toBeDefined();
      });

      test('a read of a version that was replaced says that it changed', async () => {
        const { etag } = await put('replaced', 'first');
        const opened = await storage.openRange(at('replaced'), { ifMatchEtag: etag });
        expect((await buffer(opened.body)).toString()).toBe('first');
        await put('replaced', 'second');
        await expect(storage.openRange(at('replaced'), { ifMatchEtag: etag })).rejects.toMatchObject({
          code: 'object.changed',
        });
      });

      test('an object that is not there is not found', async () => {
        expect(
          await codesOf({
            stat: () => storage.stat(at('missing')),
            openRange: () => storage.openRange(at('missing')),
            copy: () => storage.copy(at('missing'), at('copy')),
          }),
        ).toEqual({ stat: 'object.notFound', openRange: 'object.notFound', copy: 'object.notFound' });
      });

      test('a copy has the bytes, the type and the metadata', async () => {
        const attributes = { contentType: 'image/png', metadata: { colour: 'green' } };
        await storage.put(at('copy-source'), bytes, attributes);
        const { etag } = await storage.copy(at('copy-source'), at('copies/one'));
        expect(await storage.stat(at('copies/one'))).toMatchObject({
          etag,
          sizeBytes: bytes.length,
          ...attributes,
        });
        expect((await read(at('copies/one'))).equals(bytes)).toBe(true);
      });

      test('a copy keeps all that an object was stored with, and a description can be stored', async () => {
        const attributes = {
          contentType: 'text/html',
          contentEncoding: 'identity',
          contentDisposition: 'attachment; filename="menu.html"',
          contentLanguage: 'pt',
          cacheControl: 'max-age=60',
          metadata: { colour: 'green', size: 'a & b' },
          tags: { team: 'kitchen & bar', 'a=b': '' },
          ...(traits.keptStorageClass !== undefined && { storageClass: traits.keptStorageClass }),
        };
        const { etag } = await storage.put(at('described'), Buffer.from('1234'), attributes);
        await storage.copy(at('described'), at('copies/described'), { ifMatchEtag: etag });
        for (const key of ['described', 'copies/described']) {
          expect(await storage.describe(at(key))).toMatchObject({ sizeBytes: 4, etag, attributes });
        }
        const upload = await storage.beginMultipart(at('copies/parts'), attributes);
        const part = await storage.putPart(upload, 1, Buffer.from('12'));
        await storage.finishMultipart(upload, [part], { tags: attributes.tags });
        expect(await storage.describe(at('copies/parts'))).toMatchObject({ attributes });
      });

      test('a copy is of the version that is meant, and replaces nothing that it should not', async () => {
        const { etag } = await put('copied', 'first');
        await put('here', 'first');
        const ifAbsent = { condition: { ifAbsent: true } } as const;
        expect(
          await codesOf({
            taken: () => storage.copy(at('copied'), at('here'), { ifMatchEtag: etag, ...ifAbsent }),
            other: () => storage.copy(at('copied'), at('new'), { ifMatchEtag: '"0"', ...ifAbsent }),
            otherOver: () => storage.copy(at('copied'), at('here'), { ifMatchEtag: '"0"' }),
            free: () => storage.copy(at('copied'), at('new'), { ifMatchEtag: etag, ...ifAbsent }),
          }),
        ).toEqual({
          taken: 'object.alreadyExists',
          other: 'object.changed',
          otherOver: 'object.changed',
          free: 'done',
        });
        expect((await read(at('new'))).toString()).toBe('first');
      });

      test('only the object that is meant is deleted', async () => {
        const { etag } = await put('meant', '1');
        await put('other', '2');
        expect(
          await codesOf({
            meant: () => storage.deleteUnchanged(at('meant'), etag),
            again: () => storage.deleteUnchanged(at('meant'), etag),
            other: () => storage.deleteUnchanged(at('other'), etag),
          }),
        ).toEqual({ meant: 'done', again: 'done', other: 'object.changed' });
        await expect(storage.stat(at('meant'))).rejects.toMatchObject({ code: 'object.notFound' });
        expect((await read(at('other'))).toString()).toBe('2');
      });

      test('the owner of a file is told when it is asked for', async () => {
        await put('owned/file');
        const [without, owned] = await Promise.all(
          [false, true].map((withOwner) => storage.listPage({ bucket, prefix: 'owned/', withOwner })),
        );
        expect(without?.entries[0]).not.toHaveProperty('owner');
        expect(owned?.entries[0]).toMatchObject({ owner: expect.stringMatching(/./) });
      });

      test('a conditional write replaces nothing that it should not', async () => {
        const { etag } = await storage.put(at('guarded'), Buffer.from('1'), {
          condition: { ifAbsent: true },
        });
        const outcome = await codesOf({
          absent: () => storage.put(at('guarded'), Buffer.from('2'), { condition: { ifAbsent: true } }),
          other: () => storage.put(at('guarded'), Buffer.from('2'), { condition: { ifMatchEtag: '"0"' } }),
          none: () => storage.put(at('unguarded'), Buffer.from('2'), { condition: { ifMatchEtag: etag } }),
          same: () => storage.put(at('guarded'), Buffer.from('3'), { condition: { ifMatchEtag: etag } }),
        });
        expect(outcome).toEqual({
          absent: 'object.alreadyExists',
          other: 'object.changed',
          none: 'object.changed',
          same: 'done',
        });
        expect((await read(at('guarded'))).toString()).toBe('3');
      });
    });

    describe('uploads in parts', () => {
      const bodies = [randomBytes(partBytes), randomBytes(partBytes), randomBytes(1000)];
      const whole = Buffer.concat(bodies);

      async function upload(key: string, numbers: readonly number[]) {
        const ref = await storage.beginMultipart(at(key), {
          contentType: 'video/webm',
          metadata: { a: 'b' },
        });
        const parts: UploadedPart[] = [];
        for (const number of numbers) {
          parts.push(await storage.putPart(ref, number, bodies[number - 1] ?? Buffer.alloc(0)));
        }
        return { ref, parts };
      }

      test('parts sent and named in any order make the object, and none is seen before', async () => {
        const { ref, parts } = await upload('parts', [3, 1, 2]);
        await expect(storage.stat(at('parts'))).rejects.toMatchObject({ code: 'object.notFound' });
        expect(await storage.listParts(ref)).toEqual([...parts].sort((a, b) => a.partNumber - b.partNumber));
        for (const { partNumber, checksum } of parts) {
          expect(checksum).toBe((await checksumFor(bodies[partNumber - 1] ?? Buffer.alloc(0)))?.value);
        }
        const { etag, checksum } = await storage.finishMultipart(ref, parts);
        expect(checksum).toEqual(await checksumFor(whole));
        expect(await storage.stat(at('parts'))).toMatchObject({
          sizeBytes: whole.length,
          etag,
          contentType: 'video/webm',
          metadata: { a: 'b' },
        });
        const opened = await storage.openRange(at('parts'));
        expect((await buffer(opened.body)).equals(whole)).toBe(true);
        expect(opened.checksum).toEqual(checksum);
        // The answer may be lost: to finish once more must not fail, nor make another object.
        expect(await storage.finishMultipart(ref, parts)).toMatchObject({ etag });
      });

      test('a part sent again replaces the first', async () => {
        const { ref } = await upload('again', [1]);
        const second = await storage.putPart(ref, 1, Buffer.from('second'));
        expect(await storage.listParts(ref)).toEqual([second]);
        await storage.finishMultipart(ref, [second]);
        expect((await read(at('again'))).toString()).toBe('second');
      });

      test('an upload that was given up leaves nothing, and may be given up twice', async () => {
        const { ref, parts } = await upload('given-up', [3]);
        await storage.abortMultipart(ref);
        await storage.abortMultipart(ref);
        expect(
          await codesOf({
            listParts: () => storage.listParts(ref),
            putPart: () => storage.putPart(ref, 1, Buffer.from('x')),
            finish: () => storage.finishMultipart(ref, parts),
            stat: () => storage.stat(at('given-up')),
          }),
        ).toEqual({
          listParts: 'request.stale',
          putPart: 'request.stale',
          finish: 'request.stale',
          stat: 'object.notFound',
        });
      });

      test('parts that are too small, or other ones, make no object', async () => {
        const small = await upload('small', [3]);
        const next = await storage.putPart(small.ref, 4, Buffer.from('x'));
        await expect(storage.finishMultipart(small.ref, [...small.parts, next])).rejects.toMatchObject({
          code: 'request.invalid',
        });
        const strange = { partNumber: 3, sizeBytes: 1, etag: '"d41d8cd98f00b204e9800998ecf8427e"' };
        await expect(storage.finishMultipart(small.ref, [strange])).rejects.toMatchObject({
          code: 'integrity.mismatch',
        });
        if (traits.keptChecksum !== undefined) {
          const other = (await checksumFor(Buffer.from('other')))?.value ?? '';
          const lying = small.parts.map((part) => ({ ...part, checksum: other }));
          await expect(storage.finishMultipart(small.ref, lying)).rejects.toMatchObject({
            code: 'integrity.mismatch',
          });
        }
        await storage.abortMultipart(small.ref);
      });

      test('a condition holds at the end of the upload too', async () => {
        const { etag } = await put('taken', 'here first');
        const { ref, parts } = await upload('taken', [3]);
        const refused = { condition: { ifAbsent: true } } as const;
        await expect(storage.finishMultipart(ref, parts, refused)).rejects.toMatchObject({
          code: 'object.alreadyExists',
        });
        expect((await read(at('taken'))).toString()).toBe('here first');
        await storage.abortMultipart(ref);
        const second = await upload('taken', [3]);
        await storage.finishMultipart(second.ref, second.parts, { condition: { ifMatchEtag: etag } });
        expect((await read(at('taken'))).equals(bodies[2] ?? Buffer.alloc(0))).toBe(true);
      });
    });

    describe('unfinished uploads', () => {
      let place: string;

      async function listUploads(prefix?: string): Promise<readonly UnfinishedUpload[]> {
        const uploads: UnfinishedUpload[] = [];
        let cursor: string | undefined;
        do {
          const page = await storage.listUploads(place, {
            ...(prefix === undefined ? {} : { prefix }),
            ...(cursor === undefined ? {} : { cursor }),
          });
          uploads.push(...page.uploads);
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        return uploads;
      }
      const abortAll = async () => {
        for (const upload of await listUploads()) await storage.abortMultipart(upload);
      };
      const idsOf = (uploads: readonly { readonly uploadId: string }[]) =>
        uploads.map(({ uploadId }) => uploadId).sort();

      beforeAll(async () => {
        place = await makeBucket();
      });

      test('all keys are told as they are, with the time, until the upload is over', async () => {
        const keys = Object.values(oddKeys);
        const begun = await inParallel(keys, (key) => storage.beginMultipart({ bucket: place, key }));
        const listed = await listUploads();
        expect(inServerOrder(listed.map(({ key }) => key))).toEqual(inServerOrder(keys));
        expect(idsOf(listed)).toEqual(idsOf(begun));
        for (const { startedAtMs } of listed) {
          expect(startedAtMs % 1000).toBe(0);
          expect(startedAtMs).toBeGreaterThan(Date.UTC(2020));
        }
        const [first, second] = listed;
        if (!first || !second) throw new Error('the uploads are missing');
        const part = await storage.putPart(first, 1, Buffer.from('x'));
        await storage.finishMultipart(first, [part]);
        await storage.abortMultipart(second);
        expect(idsOf(await listUploads())).toEqual(idsOf(listed.slice(2)));
        await abortAll();
        expect(await listUploads()).toEqual([]);
      }, 60_000);

      test('a prefix leaves the others out', async () => {
        for (const key of ['a/1', 'a/2', 'a+1', 'b']) await storage.beginMultipart({ bucket: place, key });
        expect((await listUploads('a/')).map(({ key }) => key)).toEqual(['a/1', 'a/2']);
        expect((await listUploads('a+')).map(({ key }) => key)).toEqual(['a+1']);
        expect(await listUploads('none')).toEqual([]);
        await abortAll();
      });

      test('pages have all of them once, also many of one key', async () => {
        const keys = Array.from({ length: 1100 }, (_none, index) =>
          index < 1050 ? 'one & the same é+%20' : `key ${index}`,
        );
        const begun = await inParallel(keys, (key) => storage.beginMultipart({ bucket: place, key }));
        expect(idsOf(await listUploads())).toEqual(idsOf(begun));
        await inParallel(begun, (upload) => storage.abortMultipart(upload));
      }, 120_000);

      test('a bucket that is not there says so', async () => {
        await expect(storage.listUploads(`satchel-${randomUUID()}`)).rejects.toMatchObject({
          code: 'bucket.notFound',
        });
      });
    });

    describe('the bytes that are told while a body is sent', () => {
      const large = randomBytes(partBytes);

      /** How a call ends, and what it told: the sums after each word. */
      async function listen(call: (onBytes: (bytes: number) => void) => Promise<unknown>) {
        const sums: number[] = [];
        const codes = await codesOf({ call: () => call((bytes) => sums.push((sums.at(-1) ?? 0) + bytes)) });
        const atEnd = sums.length;
        await nextTurn();
        expect(sums).toHaveLength(atEnd);
        expect(sums.filter((sum) => sum < 0 || sum > large.length)).toEqual([]);
        return { code: codes.call, sum: sums.at(-1) ?? 0 };
      }

      test.for([0, 1, 100_000, large.length])('are all of it when it is there (%d bytes)', async (size) => {
        const body = large.subarray(0, size);
        expect(await listen((onBytes) => storage.put(at('told'), body, { onBytes }))).toEqual({
          code: 'done',
          sum: size,
        });
        expect((await read(at('told'))).equals(body)).toBe(true);
      });

      test('are all of a part when it is there', async () => {
        const upload = await storage.beginMultipart(at('told-parts'));
        const first = await listen((onBytes) => storage.putPart(upload, 1, large, { onBytes }));
        expect(first).toEqual({ code: 'done', sum: large.length });
        await storage.finishMultipart(upload, await storage.listParts(upload));
        expect((await read(at('told-parts'))).equals(large)).toBe(true);
      });

      test.for([100_000, large.length])(
        'follow the pace, which covers each byte once (%d bytes)',
        async (size) => {
          let pacedBytes = 0;
          const pace = (bytes: number) => {
            pacedBytes += bytes;
            return pacedBytes % 3 === 0 ? nextTurn() : undefined;
          };
          const body = large.subarray(0, size);
          let toldBytes = 0;
          const onBytes = (bytes: number) => {
            toldBytes += bytes;
            expect(toldBytes).toBeLessThanOrEqual(pacedBytes);
          };
          await storage.put(at('paced'), body, { pace, onBytes });
          expect({ pacedBytes, toldBytes }).toEqual({ pacedBytes: size, toldBytes: size });
          expect((await read(at('paced'))).equals(body)).toBe(true);
          const refused = new SatchelError('cancelled', 'given up while it waited');
          const givenUp = storage.put(at('paced'), body, { pace: () => Promise.reject(refused) });
          await expect(givenUp).rejects.toMatchObject({ code: 'cancelled' });
        },
      );

      test('are taken back when it is refused or given up', async () => {
        await put('told-taken');
        const condition = { ifAbsent: true } as const;
        expect(
          await listen((onBytes) => storage.put(at('told-taken'), large, { condition, onBytes })),
        ).toEqual({ code: 'object.alreadyExists', sum: 0 });
        const giveUp = new AbortController();
        const { signal } = giveUp;
        const givenUp = await listen((onBytes) =>
          storage.put(at('told-given-up'), large, {
            signal,
            onBytes(bytes) {
              onBytes(bytes);
              giveUp.abort();
            },
          }),
        );
        expect(givenUp).toEqual({ code: 'cancelled', sum: 0 });
      });
    });

    describe('2,500 keys', () => {
      // Every fifth is a folder with one file, so that both kinds mix in the order of the server.
      const keys = Array.from({ length: 2500 }, (_none, index) => {
        const name = `many/item-${String(index).padStart(4, '0')}`;
        return index % 5 === 0 ? `${name}/inside.txt` : `${name}.txt`;
      });

      beforeAll(async () => {
        if (subject.fill) subject.fill(bucket, keys);
        else await inParallel(keys, (key) => put(key, 'x'));
      }, 120_000);

      test('pages have all of them once, in order, with and without folders', async () => {
        const flat = await listAll({ prefix: 'many/' });
        expect(flat.entries.map(idOf)).toEqual(inServerOrder(keys));
        expect(flat.pages).toBe(3);
        const folders = keys.map((key) => key.replace('/inside.txt', '/'));
        const byFolder = await listAll({ prefix: 'many/', delimiter: '/', maxKeys: 700 });
        expect(byFolder.entries.map(idOf)).toEqual(inServerOrder(folders));
        expect(byFolder.entries.filter((entry) => entry.kind === 'folder')).toHaveLength(500);
        expect(byFolder.pages).toBe(4);
      });

      test('a page is no longer than was asked', async () => {
        const page = await storage.listPage({ bucket, prefix: 'many/', maxKeys: 3 });
        expect(page.entries.map(idOf)).toEqual(inServerOrder(keys).slice(0, 3));
        expect(page.nextCursor).toBeDefined();
      });

      test('all are deleted but those that the server refuses, which are told', async () => {
        const refusedPrefix = 'many/item-111';
        const allow = await subject.refuseDeleting(bucket, refusedPrefix);
        const refused = keys.filter((key) => key.startsWith(refusedPrefix));
        const outcome = await storage.deleteMany(bucket, [...keys, 'many/never-was']);
        await allow();
        expect(outcome.deletedCount).toBe(keys.length + 1 - refused.length);
        expect(outcome.failures.map(({ key }) => key).sort()).toEqual(refused);
        expect(new Set(outcome.failures.map(({ error }) => error.code))).toEqual(new Set(['access.denied']));
        expect((await listAll({ prefix: 'many/' })).entries.map(idOf)).toEqual(refused);
        expect(await storage.deleteMany(bucket, refused)).toEqual({
          deletedCount: refused.length,
          failures: [],
        });
      }, 60_000);

      test('nothing to delete is deleted at once', async () => {
        expect(await storage.deleteMany(bucket, [])).toEqual({ deletedCount: 0, failures: [] });
      });
    });

    describe('giving up', () => {
      const large = randomBytes(6 * 1024 * 1024);

      test.for(['before', 'during'] as const)('a call given up %s ends as cancelled', async (when) => {
        await put('present');
        const call = async (start: (signal: AbortSignal) => Promise<unknown>) => {
          const giveUp = new AbortController();
          if (when === 'before') giveUp.abort();
          const answer = start(giveUp.signal);
          giveUp.abort();
          return answer;
        };
        const calls = {
          listBuckets: () => call((signal) => storage.listBuckets({ signal })),
          listPage: () => call((signal) => storage.listPage({ bucket, prefix: '' }, { signal })),
          stat: () => call((signal) => storage.stat(at('present'), { signal })),
          openRange: () => call((signal) => storage.openRange(at('present'), { signal })),
          put: () => call((signal) => storage.put(at('given-up-put'), large, { signal })),
          deleteMany: () => call((signal) => storage.deleteMany(bucket, ['present', 'tab\t'], { signal })),
        };
        expect(await codesOf(calls)).toEqual(mapValues(calls, () => 'cancelled'));
      });

      test('a body given up while it is read ends as cancelled', async () => {
        await storage.put(at('large'), large);
        const giveUp = new AbortController();
        const { body } = await storage.openRange(at('large'), { signal: giveUp.signal });
        const readOn = async () => {
          for await (const _chunk of body) giveUp.abort();
        };
        await expect(readOn()).rejects.toMatchObject({ code: 'cancelled' });
      });

      test('a body may be left unread', async () => {
        await storage.put(at('large'), large);
        const opened: OpenedRange[] = [];
        for (let count = 0; count < 5; count += 1) opened.push(await storage.openRange(at('large')));
        for (const { body } of opened) body.destroy();
        expect(await storage.stat(at('large'))).toMatchObject({ sizeBytes: large.length });
      });
    });

    if (traits.hasSockets) {
      describe('a share link', () => {
        const share = (key: string) =>
          storage.shareLink(at(key), { expiresInSeconds: 600, asDownload: true });
        const isBrowsable = (key: string) => !key.split('/').some((part) => part === '.' || part === '..');

        test('opens without credentials, whatever the key, and saves under its name', async () => {
          const opened: unknown[] = [];
          const keys = Object.values(oddKeys).filter(isBrowsable);
          for (const key of keys) {
            await put(key);
            const answer = await fetch((await share(key)).url);
            opened.push([answer.status, await answer.text()]);
          }
          expect(opened).toEqual(keys.map((key) => [200, key]));
          const { headers } = await fetch((await share('caf\u00e9')).url);
          expect(headers.get('content-disposition')).toBe(
            `attachment; filename="caf_"; filename*=UTF-8''caf%C3%A9`,
          );
        });

        test('is not made where a browser would ask for another key', async () => {
          for (const key of Object.values(oddKeys).filter((odd) => !isBrowsable(odd))) {
            await put(key);
            await expect(share(key)).rejects.toMatchObject({ code: 'object.noLink' });
          }
        });

        test('is not made for what is not there', async () => {
          await expect(share('never stored')).rejects.toMatchObject({ code: 'object.notFound' });
        });
      });
    }

    if (traits.checksCredentials) {
      describe('credentials', () => {
        async function codesWith(keys: { readonly accessKeyId?: string; readonly secretAccessKey?: string }) {
          await put('secured');
          const other = subject.withKeys?.(keys) ?? storage;
          const codes = await codesOf({
            listBuckets: () => other.listBuckets(),
            statBucket: () => other.statBucket(bucket),
            listPage: () => other.listPage({ bucket, prefix: '' }),
            stat: () => other.stat(at('secured')),
            openRange: () => other.openRange(at('secured')),
            put: () => other.put(at('secured'), Buffer.from('x')),
          });
          other.close();
          return [...new Set(Object.values(codes))];
        }

        test('an access key that the server does not know is named as that', async () => {
          expect(await codesWith({ accessKeyId: 'AKIANOBODYHASTHISONE' })).toEqual([
            'credentials.unknownKey',
          ]);
        });

        test('a wrong secret is named as that', async () => {
          expect(await codesWith({ secretAccessKey: 'not-the-secret' })).toEqual(['credentials.wrongSecret']);
        });
      });
    }

    if (traits.hasSockets) {
      test('bytes that changed on their way are refused, in one request and in parts', async () => {
        const body = randomBytes(1024 * 1024);
        const onBytes = (bytes: number) => {
          if (bytes > 0) body[body.length - 1] = 255 - (body.at(-1) ?? 0);
        };
        const upload = await storage.beginMultipart(at('flipped-parts'));
        expect(
          await codesOf({
            put: () => storage.put(at('flipped'), body, { onBytes: once(onBytes) }),
            putPart: () => storage.putPart(upload, 1, body, { onBytes: once(onBytes) }),
            stat: () => storage.stat(at('flipped')),
          }),
        ).toEqual({ put: 'integrity.mismatch', putPart: 'integrity.mismatch', stat: 'object.notFound' });
        expect(await storage.listParts(upload)).toEqual([]);
        await storage.abortMultipart(upload);
      });

      test('closing breaks a body that is still open, and others go on', async () => {
        const other = subject.withKeys?.({}) ?? storage;
        await storage.put(at('large'), randomBytes(20 * 1024 * 1024));
        const { body } = await other.openRange(at('large'));
        other.close();
        await expect(buffer(body)).rejects.toMatchObject({ code: 'network.lost' });
        expect(await storage.stat(at('large'))).toMatchObject({ key: 'large' });
      });
    }
  });
}

function idOf(entry: Entry): string {
  return entry.kind === 'folder' ? entry.prefix : entry.key;
}

/** Calls through the first time only. */
function once<A>(call: (argument: A) => void): (argument: A) => void {
  let isFirst = true;
  return (argument) => {
    if (isFirst) call(argument);
    isFirst = false;
  };
}

/** The answers to calls of which 16 run at a time, in the order of the items. */
async function inParallel<T, R>(items: readonly T[], call: (item: T) => Promise<R>): Promise<readonly R[]> {
  const answers: R[] = [];
  const waiting = items.entries();
  const work = async () => {
    for (const [index, item] of waiting) answers[index] = await call(item);
  };
  await Promise.all(Array.from({ length: 16 }, work));
  return answers;
}

/** How each call ends: `done`, or the code of its SatchelError. */
async function codesOf(
  calls: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<Record<string, string>> {
  const codes: Record<string, string> = {};
  for (const [name, call] of Object.entries(calls)) {
    codes[name] = await call().then(
      () => 'done',
      (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
    );
  }
  return codes;
}

function mapValues<T>(values: Readonly<Record<string, unknown>>, map: () => T): Record<string, T> {
  return Object.fromEntries(Object.keys(values).map((key) => [key, map()]));
}
