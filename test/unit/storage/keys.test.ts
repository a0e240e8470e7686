import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBucketName, checkKey, nameOf } from '../../../electron/core/storage/rules.ts';
import { decodeListedKey, isUnsafeInXml } from '../../../electron/core/storage/s3/keys.ts';
import { oddKeys } from '../../support/keyCorpus.ts';

/** As S3 writes keys when it is asked for EncodingType=url. */
const encodeAsServer = (key: string) => encodeURIComponent(key).replaceAll('%20', '+');

describe('keys of a listing', () => {
  test.for(Object.entries(oddKeys))('%s comes back as it is', ([, key]) => {
    expect(decodeListedKey(encodeAsServer(key))).toBe(key);
  });

  test('any text comes back as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => decodeListedKey(encodeAsServer(key)) === key),
    );
  });

  test('bytes that are no UTF-8 do not hide the rest of the listing', () => {
    expect(decodeListedKey('caf%E9/%zz+x')).toBe('caf\ufffd/%zz x');
  });
});

test('keys that XML cannot carry, or that its parsers change, are known', () => {
  const unsafe = [
    '\u0000',
    '\u0001',
    'a\tb',
    'a\nb',
    'a\rb',
    '\u007f',
    '\u0085',
    '\u2028',
    '\ufffe',
    '\uffff',
    '\ud800',
    ' a',
    'a ',
  ];
  expect(unsafe.filter((key) => !isUnsafeInXml(key))).toEqual([]);
  const safe = ['a b', 'a&b<c>', 'é', '🧳', 'a//b', '..', '\ufffd', '\u200b'];
  expect(safe.filter(isUnsafeInXml)).toEqual([]);
});

test('a key has 1 to 1,024 bytes of Unicode', () => {
  for (const key of ['k', 'k'.repeat(1024), 'é'.repeat(512)]) expect(() => checkKey(key)).not.toThrow();
  expect(() => checkKey('')).toThrow(expect.objectContaining({ code: 'object.nameInvalid' }));
  expect(() => checkKey('\udfff')).toThrow(expect.objectContaining({ code: 'object.nameInvalid' }));
  expect(() => checkKey(`a/${'é'.repeat(512)}`)).toThrow(
    expect.objectContaining({
      code: 'object.nameTooLong',
      appError: expect.objectContaining({ params: { name: 'é'.repeat(512) } }),
    }),
  );
});

test('a bucket name cannot change the address it is put into', () => {
  for (const name of ['bucket', 'Old_Bucket', 'with.dots', 'b'.repeat(255)]) {
    expect(() => checkBucketName(name)).not.toThrow();
  }
  for (const name of [
    '',
    'a',
    'a/b',
    '../x',
    'a?b',
    'a#b',
    'user@host',
    'arn:aws:s3:::b',
    'a b',
    '.a',
    'é',
  ]) {
    expect(() => checkBucketName(name)).toThrow(expect.objectContaining({ code: 'bucket.nameInvalid' }));
  }
});

test('people name a file by the last part of its key that is not empty', () => {
  expect(['a/b/c.txt', 'a/b/', 'a//', '/', 'c'].map(nameOf)).toEqual(['c.txt', 'b', 'a', '/', 'c']);
});
