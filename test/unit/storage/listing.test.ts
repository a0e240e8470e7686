import { expect, test } from 'vitest';
import { toEntryPage } from '../../../electron/core/storage/s3/listing.ts';

const LastModified = new Date('2026-01-02T03:04:05.678Z');
const modifiedAtMs = Date.parse('2026-01-02T03:04:05Z');

test('folders and files are one list in the order of their UTF-8 bytes', () => {
  const page = toEntryPage(
    {
      EncodingType: 'url',
      CommonPrefixes: [{ Prefix: 'p/b%2B%20+/' }, { Prefix: 'p/%F0%9F%A7%B3/' }],
      Contents: [
        { Key: 'p/a', Size: 1, LastModified, ETag: '"1"', StorageClass: 'STANDARD' },
        { Key: 'p/%EF%BD%9E', Size: 2, LastModified, ETag: '2' },
      ],
    },
    { prefix: 'p/', delimiter: '/' },
  );
  expect(page).toEqual({
    entries: [
      {
        kind: 'file',
        key: 'p/a',
        name: 'a',
        sizeBytes: 1,
        modifiedAtMs,
        etag: '"1"',
        storageClass: 'STANDARD',
      },
      { kind: 'folder', prefix: 'p/b+  /', name: 'b+  ' },
      { kind: 'file', key: 'p/\uff5e', name: '\uff5e', sizeBytes: 2, modifiedAtMs, etag: '"2"' },
      { kind: 'folder', prefix: 'p/🧳/', name: '🧳' },
    ],
  });
});

test('keys are left as they are when the server says that it did not encode them', () => {
  const page = toEntryPage({ Contents: [{ Key: 'a+b%20c', Size: 0, LastModified }] }, { prefix: '' });
  expect(page.entries).toMatchObject([{ key: 'a+b%20c' }]);
});

test('the cursor is the token of the server, and a page that promises more has one', () => {
  const more = { IsTruncated: true, NextContinuationToken: 'token/+=' };
  expect(toEntryPage(more, { prefix: '' })).toEqual({ entries: [], nextCursor: 'token/+=' });
  expect(toEntryPage({ IsTruncated: false, NextContinuationToken: 'x' }, { prefix: '' })).toEqual({
    entries: [],
  });
  expect(() => toEntryPage({ IsTruncated: true }, { prefix: '' })).toThrow(
    expect.objectContaining({ code: 'server.badAnswer' }),
  );
});

test.for([
  { Contents: [{ Key: 'other/key', Size: 1, LastModified }] },
  { CommonPrefixes: [{ Prefix: 'photos/' }] },
])('what lies outside the prefix is a bad answer: %j', (page) => {
  expect(() => toEntryPage(page, { prefix: '/', delimiter: '/' })).toThrow(
    expect.objectContaining({ code: 'server.badAnswer' }),
  );
});
