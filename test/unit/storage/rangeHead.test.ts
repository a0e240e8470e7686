import { describe, expect, test } from 'vitest';
import { maxHeadBytes, parseRangeHead } from '../../../electron/core/storage/s3/rangeHead.ts';

const lines = [
  'HTTP/1.1 206 Partial Content',
  'Content-Length: 10',
  'content-range:bytes 0-9/100',
  'ETag:  "a:b" \t',
  'x-odd_name: caf\u00e9',
  'Connection: Keep-Alive',
];
const headOf = (from: readonly string[]): Buffer => Buffer.from(`${from.join('\r\n')}\r\n\r\n`, 'latin1');
const parse = (...from: readonly string[]) => parseRangeHead(headOf(from));

test('a head is read once it is whole, wherever it was split', () => {
  const head = headOf(lines);
  const received = Buffer.concat([head, Buffer.from('0123456789')]);
  for (let length = 0; length < head.length; length += 1) {
    expect(parseRangeHead(received.subarray(0, length))).toBe('more');
  }
  for (let length = head.length; length <= received.length; length += 1) {
    expect(parseRangeHead(received.subarray(0, length))).toEqual({
      headers: {
        'content-length': '10',
        'content-range': 'bytes 0-9/100',
        etag: '"a:b"',
        'x-odd_name': 'caf\u00e9',
        connection: 'Keep-Alive',
      },
      headBytes: head.length,
      bodyBytes: 10,
      isKept: true,
    });
  }
});

test('a server that closes the connection afterwards says so', () => {
  const answer = parse('HTTP/1.1 200 OK', 'Content-Length: 1', 'Connection: Close');
  expect(answer).toMatchObject({ bodyBytes: 1, isKept: false });
  expect(parse('HTTP/1.1 200', 'Content-Length: 1')).toMatchObject({ isKept: true });
});

describe('left alone is', () => {
  const ok = 'HTTP/1.1 206 Partial Content';
  const one = 'Content-Length: 1';
  test.for<[string, readonly string[]]>([
    ['a refusal', ['HTTP/1.1 403 Forbidden', one]],
    ['a redirect', ['HTTP/1.1 307 Temporary Redirect', one]],
    ['an answer before the answer', ['HTTP/1.1 100 Continue', '', ok, one]],
    ['another status of success', ['HTTP/1.1 204 No Content', one]],
    ['an older protocol', ['HTTP/1.0 200 OK', one]],
    ['another protocol', ['ICY 200 OK', one]],
    ['no length', [ok, 'ETag: "1"']],
    ['a length of nothing', [ok, 'Content-Length: 0']],
    ['a length that is no number', [ok, 'Content-Length: 0x10']],
    ['a length below zero', [ok, 'Content-Length: -1']],
    ['a length beyond all numbers', [ok, `Content-Length: ${'9'.repeat(16)}`]],
    ['two lengths', [ok, one, 'Content-Length: 2']],
    ['the same length twice', [ok, one, 'content-length: 1']],
    ['chunks', [ok, one, 'Transfer-Encoding: chunked']],
    ['an encoded body', [ok, one, 'Content-Encoding: gzip']],
    ['a folded line', [ok, one, 'x-long: a', ' b']],
    ['a name with a space behind it', [ok, 'Content-Length : 1']],
    ['a line without a colon', [ok, one, 'nothing']],
    ['a line without a name', [ok, one, ': value']],
    ['a lonely line feed', [ok, `${one}\nx: y`]],
    ['a lonely carriage return', [ok, one, 'x: y\rz: 1']],
    ['a zero byte', [ok, one, 'x: \0']],
  ])('%s', ([_what, from]) => {
    expect(parse(...from)).toBe('odd');
  });

  test('a head without an end', () => {
    const endless = Buffer.alloc(maxHeadBytes, `${ok}\r\nx: `);
    expect(parseRangeHead(endless.subarray(0, -1))).toBe('more');
    expect(parseRangeHead(endless)).toBe('odd');
  });
});
