import { describe, expect, test } from 'vitest';
import { parseTarget, uriEncode } from '../../support/s3server/http/target.ts';
import { isBucketName } from '../../support/s3server/operations/buckets.ts';
import { parseRange } from '../../support/s3server/operations/getObject.ts';
import { parseTagHeader } from '../../support/s3server/operations/tags.ts';
import { childNodes, childText, element, parseXml, xmlDocument } from '../../support/s3server/xml.ts';

describe('request targets', () => {
  test('keep every key as it is', () => {
    const keys = [
      'a//b',
      '/a',
      'a/',
      '..',
      '../x',
      '.',
      'a/./b',
      'x y',
      'x+y',
      'é',
      '\u0000\u0001',
      '%2F',
      '?',
      '#',
    ];
    expect(keys.map((key) => parseTarget(`/bucket/${uriEncode(key, true)}`, 'h').key)).toEqual(keys);
  });

  test('name the bucket by path or by host', () => {
    const places = [
      parseTarget('/', 'h'),
      parseTarget('/b', 'h'),
      parseTarget('/b/', 'h'),
      parseTarget('/k/l', 'b.localhost:80'),
      parseTarget('http://h:1/b/k?x', 'h'),
    ].map(({ bucket, key }) => [bucket, key]);
    expect(places).toEqual([
      ['', ''],
      ['b', ''],
      ['b', ''],
      ['b', 'k/l'],
      ['b', 'k'],
    ]);
  });

  test('have queries with and without values', () => {
    expect(parseTarget('/b?acl&prefix=a%2Fb+c&x=', 'h').query).toEqual([
      ['acl', ''],
      ['prefix', 'a/b c'],
      ['x', ''],
    ]);
  });

  test.each(['/b/%', '/b/%zz', '/b/%ff', '/b/%c3', '/b?x=%e0%80'])(
    'that are no UTF-8 are refused: %s',
    (url) => {
      expect(() => parseTarget(url, 'h')).toThrow("Couldn't parse");
    },
  );
});

describe('bucket names', () => {
  test.each(['abc', 'a-b', 'a.b.c', '0ab', 'a'.repeat(63)])('%s is one', (name) => {
    expect(isBucketName(name)).toBe(true);
  });
  test.each([
    ...['ab', 'a'.repeat(64), 'Abc', 'a_b', '-ab', 'ab-', '.ab', 'a..b', 'a.-b', '192.168.1.1'],
    ...['xn--abc', 'sthree-abc', 'abc-s3alias', 'abc--ol-s3', ''],
  ])('%s is none', (name) => {
    expect(isBucketName(name)).toBe(false);
  });
});

describe('ranges', () => {
  test.each([
    ['bytes=0-0', 0, 1, true],
    ['bytes=2-', 2, 10, true],
    ['bytes=2-99', 2, 10, true],
    ['bytes=-3', 7, 10, true],
    ['bytes=-99', 0, 10, true],
    ['bytes=5-4', 0, 10, false],
    ['bytes=0-1,3-4', 0, 10, false],
    ['lines=0-1', 0, 10, false],
    ['bytes=-', 0, 10, false],
    [undefined, 0, 10, false],
  ])('%s', (text, start, end, partial) => {
    expect(parseRange(text, 10)).toEqual({ start, end, partial });
  });
  test.each(['bytes=10-', 'bytes=10-12', 'bytes=-0'])('%s cannot be satisfied', (text) => {
    expect(() => parseRange(text, 10)).toThrow('not satisfiable');
  });
});

describe('tags', () => {
  test('are read from a header', () => {
    expect(parseTagHeader('a=b+c&d=%26')).toEqual([
      ['a', 'b c'],
      ['d', '&'],
    ]);
  });
  test('are refused where S3 refuses them', () => {
    expect(() => parseTagHeader('a=1&a=2')).toThrow('same key');
    expect(() => parseTagHeader(Array.from({ length: 11 }, (_, n) => `k${n}=`).join('&'))).toThrow(
      'greater than 10',
    );
    expect(() => parseTagHeader(`${'k'.repeat(129)}=`)).toThrow('TagKey');
  });
});

describe('XML', () => {
  test('is written with every special character escaped', () => {
    const key = '<a & "b">\u0000\u0001\r\n\ufffe é😀';
    expect(xmlDocument('R', [element('K', key)], 'n')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<R xmlns="n"><K>&lt;a &amp; &quot;b&quot;&gt;&#x0;&#x1;&#xD;&#xA;&#xFFFE; é😀</K></R>',
    );
  });

  test('is read with entities, numeric references, namespaces, white space and CDATA', () => {
    const root = parseXml(
      '<?xml version="1.0"?><x:R xmlns:x="n"><x:K> a&#xD;&#10;&amp;amp; </x:K><x:K/><x:K><![CDATA[<&amp;>]]></x:K></x:R>',
      'R',
    );
    expect(childNodes(root, 'K').map((node) => node.text)).toEqual([' a\r\n&amp; ', '', '<&amp;>']);
    expect(childText(root, 'missing')).toBeUndefined();
  });

  test.each([
    '',
    'hello',
    '<R>',
    '<R></S>',
    '<Other/>',
    '<R><K>&unknown;</K></R>',
    '<R><K>&constructor;</K></R>',
    '<R><K>&#x0;</K></R>',
    '<R><K>\u0001</K></R>',
    '<R><K>&#xD800;</K></R>',
    '<R><K>&#x110000;</K></R>',
    '<!DOCTYPE R [<!ENTITY a "x">]><R><K>&a;</K></R>',
    '<!DOCTYPE R SYSTEM "file:///etc/passwd"><R/>',
    `<!DOCTYPE R [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><R>&b;&b;&b;</R>`,
    `<R>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</R>`,
    '\u0000\u0001\u0002',
  ])('that is hostile or broken is MalformedXML (%#)', (text) => {
    expect(() => parseXml(text, 'R')).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });
});
