import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  ListObjectsCommand,
  type ListObjectsCommandOutput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import type { Database } from '../../support/s3server/store/database.ts';
import { type Entry, listObjects, type Position } from '../../support/s3server/store/listing.ts';
import { MemoryDatabase } from '../../support/s3server/store/memoryDatabase.ts';
import { SqliteDatabase } from '../../support/s3server/store/sqliteDatabase.ts';
import { openStore, type Store } from '../../support/s3server/store/store.ts';
import { addVersion, type Version } from '../../support/s3server/store/versions.ts';
import { clientOf, failure, freshName } from './harness.ts';

describe('a listing over the wire', () => {
  let server: SpawnedS3Server;
  let client: ReturnType<typeof clientOf>;
  const Bucket = freshName();
  const keys = ['a', 'b/1', 'b/2', 'b/c/3', 'b//4', 'd', 'e/', 'é', '\uffff', '😀', 'x y+z'].toSorted(
    (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  beforeAll(async () => {
    server = await spawnS3Server();
    client = clientOf(server);
    await client.send(new CreateBucketCommand({ Bucket }));
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  });
  afterAll(() => server.stop());

  async function list(input: Partial<ListObjectsV2CommandInput>) {
    const page = await client.send(new ListObjectsV2Command({ Bucket, ...input }));
    return {
      keys: page.Contents?.map(({ Key }) => Key) ?? [],
      prefixes: page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
      next: page.NextContinuationToken,
      count: page.KeyCount,
    };
  }

  test('is in UTF-8 byte order, where U+FFFF comes before an emoji', async () => {
    expect((await list({})).keys).toEqual(keys);
    expect(keys.indexOf('\uffff')).toBeLessThan(keys.indexOf('😀'));
  });

  test('has folders', async () => {
    expect(await list({ Delimiter: '/' })).toEqual({
      keys: ['a', 'd', 'x y+z', 'é', '\uffff', '😀'],
      prefixes: ['b/', 'e/'],
      next: undefined,
      count: 8,
    });
    expect(await list({ Delimiter: '/', Prefix: 'b/' })).toMatchObject({
      keys: ['b/1', 'b/2'],
      prefixes: ['b//', 'b/c/'],
    });
    expect(await list({ Delimiter: '/', Prefix: 'e/' })).toMatchObject({ keys: ['e/'], prefixes: [] });
    expect(await list({ Delimiter: '/', Prefix: 'b' })).toMatchObject({ keys: [], prefixes: ['b/'] });
    expect(await list({ Delimiter: 'c/3' })).toMatchObject({ prefixes: ['b/c/3'] });
  });

  test('goes on page by page, with and without folders', async () => {
    for (const Delimiter of [undefined, '/']) {
      const whole = await list({ Delimiter });
      const seen: (string | undefined)[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await list({ Delimiter, MaxKeys: 1, ContinuationToken });
        expect(page.count).toBe(1);
        seen.push(...page.keys, ...page.prefixes);
        ContinuationToken = page.next;
      } while (ContinuationToken !== undefined);
      expect(seen.toSorted()).toEqual([...whole.keys, ...whole.prefixes].toSorted());
    }
  });

  test('starts after a key, which need not exist', async () => {
    expect((await list({ StartAfter: 'b/2' })).keys[0]).toBe('b/c/3');
    expect((await list({ StartAfter: 'c' })).keys[0]).toBe('d');
    expect((await list({ StartAfter: 'zzzz', Prefix: 'a' })).keys).toEqual([]);
  });

  test('encodes keys on request, names the owner on request, and takes its limits seriously', async () => {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, EncodingType: 'url', FetchOwner: true, Prefix: 'x', MaxKeys: 5000 }),
    );
    expect(page).toMatchObject({ EncodingType: 'url', MaxKeys: 1000, Contents: [{ Key: 'x+y%2Bz' }] });
    expect(page.Contents?.[0]?.Owner?.ID).toHaveLength(64);
    expect(await list({ MaxKeys: 0 })).toMatchObject({ keys: [], count: 0, next: undefined });
    expect((await failure(list({ MaxKeys: -1 }))).code).toBe('InvalidArgument');
    expect((await failure(list({ ContinuationToken: 'AAAA' }))).code).toBe('InvalidArgument');
    expect((await failure(list({ Bucket: 'no-such-bucket' }))).code).toBe('NoSuchBucket');
  });

  test('of version 1 goes on by marker', async () => {
    const seen: (string | undefined)[] = [];
    let Marker: string | undefined;
    for (;;) {
      const page: ListObjectsCommandOutput = await client.send(
        new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 1, Marker }),
      );
      seen.push(
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
      if (page.IsTruncated !== true) break;
      Marker = page.NextMarker;
    }
    expect(seen).toEqual(['a', 'b/', 'd', 'e/', 'x y+z', 'é', '\uffff', '😀']);
    const flat = await client.send(new ListObjectsCommand({ Bucket, MaxKeys: 1 }));
    expect([flat.NextMarker, flat.IsTruncated, flat.Contents?.[0]?.Owner === undefined]).toEqual([
      undefined,
      true,
      false,
    ]);
  });
});

const indexes: Readonly<Record<string, (dir: string) => Database>> = {
  SQLite: (dir) => new SqliteDatabase(dir, false),
  memory: () => new MemoryDatabase(),
};

describe.each(Object.keys(indexes))('a listing of the store, its index in %s', (kind) => {
  let dir: string;
  let store: Store;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 's3server-listing-'));
    const open = indexes[kind];
    if (open === undefined) throw new Error(`there is no index ${kind}`);
    store = openStore({ dir, database: open(dir), sync: false, discard: false });
  });
  afterAll(async () => {
    store.close();
    await rm(dir, { recursive: true, force: true });
  });

  function fill(bucket: string, keys: Iterable<string>): void {
    const attributes = {
      headers: {},
      metadata: {},
      storageClass: 'STANDARD',
      tags: [],
      acl: '[]',
      encryption: {},
    };
    store.database.transaction(() => {
      for (const key of keys) {
        addVersion(store.database, {
          bucket,
          key,
          versioning: '',
          modifiedAtMs: 0,
          etag: 'e',
          attributes,
          parts: [],
        });
      }
    });
  }

  const nameOf = (entry: Entry<Version>): string => (entry.kind === 'item' ? entry.key : entry.prefix);

  test('is what a plain reading of the rules gives, however it is paged', () => {
    let bucketNumber = 0;
    const alphabet = fc.constantFrom('a', 'b', '/', '//', 'é', '😀', '\u0000', '\uffff', ' ');
    const key = fc.array(alphabet, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
    const delimiter = fc.constantFrom('', '/', 'b', '//');
    fc.assert(
      fc.property(
        fc.uniqueArray(key, { maxLength: 25 }),
        delimiter,
        fc.oneof(fc.constant(''), key),
        fc.integer({ min: 1, max: 4 }),
        (keys, delimiter, prefix, limit) => {
          const bucket = `model-${bucketNumber++}`;
          fill(bucket, keys);
          const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
          const expected = new Set<string>();
          for (const one of sorted) {
            if (!one.startsWith(prefix)) continue;
            const cut = delimiter === '' ? -1 : one.indexOf(delimiter, prefix.length);
            expected.add(cut === -1 ? one : one.slice(0, cut + delimiter.length));
          }
          const seen: string[] = [];
          let position: Position = { kind: 'start' };
          for (;;) {
            const page = listObjects(store.database, { bucket, prefix, delimiter, position, limit });
            seen.push(...page.entries.map(nameOf));
            const last = page.entries.at(-1);
            if (!page.isTruncated || last === undefined) break;
            position =
              last.kind === 'item'
                ? { kind: 'afterKey', key: last.key }
                : { kind: 'afterPrefix', prefix: last.prefix };
          }
          expect(seen).toEqual([...expected]);
        },
      ),
      { numRuns: 150 },
    );
  });

  // What is only in memory is small.
  if (kind === 'SQLite')
    test('of a hundred thousand keys seeks to each page and past each folder', () => {
      fill(
        'large',
        Array.from({ length: 100_000 }, (_, n) => `f${n % 100}/file-${String(n).padStart(6, '0')}`),
      );
      let rowsRead = 0;
      const each = store.database.each.bind(store.database);
      vi.spyOn(store.database, 'each').mockImplementation(function* (sql, ...values) {
        const [plan] = store.database.all(`explain query plan ${sql}`, ...values);
        expect(plan?.detail).toContain('USING INDEX current_objects (bucket=? AND key>? AND key<?)');
        for (const row of each(sql, ...values)) {
          rowsRead++;
          yield row;
        }
      });
      const folders = listObjects(store.database, {
        bucket: 'large',
        prefix: '',
        delimiter: '/',
        position: { kind: 'start' },
        limit: 1000,
      });
      const page = listObjects(store.database, {
        bucket: 'large',
        prefix: '',
        delimiter: '',
        position: { kind: 'afterKey', key: 'f98/' },
        limit: 1000,
      });
      expect([folders.entries.length, page.entries.length, page.isTruncated]).toEqual([100, 1000, true]);
      expect(rowsRead).toBe(100 + 1001);
    });
});
