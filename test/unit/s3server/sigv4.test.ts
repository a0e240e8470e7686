import { describe, expect, test } from 'vitest';
import { decodeChunked } from '../../support/s3server/auth/awsChunked.ts';
import {
  canonicalRequest,
  emptySha256,
  parseTimestamp,
  requestStringToSign,
  sameText,
  scopeText,
  sha256Hex,
  sign,
  signingKey,
} from '../../support/s3server/auth/sigv4.ts';

// The values of the examples in the Amazon S3 API Reference ("Authenticating Requests", AWS Signature Version 4).
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const scope = { day: '20130524', region: 'us-east-1', service: 's3' };
const timestamp = '20130524T000000Z';
const host = ['host', 'examplebucket.s3.amazonaws.com'] as const;
const date = ['x-amz-date', timestamp] as const;
const key = signingKey(secret, scope);

function signatureOf(request: {
  method?: string;
  canonicalPath?: string;
  query?: readonly (readonly [string, string])[];
  headers: readonly (readonly [string, string])[];
  payloadHash?: string;
}): string {
  const canonical = canonicalRequest({
    method: 'GET',
    canonicalPath: '/',
    query: [],
    payloadHash: emptySha256,
    ...request,
  });
  return sign(key, requestStringToSign(timestamp, scope, canonical));
}

describe('signatures are those of the published examples', () => {
  test('GetObject with a range', () => {
    const headers = [host, ['range', 'bytes=0-9'], ['x-amz-content-sha256', emptySha256], date] as const;
    expect(signatureOf({ canonicalPath: '/test.txt', headers })).toBe(
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });

  test('PutObject with a key that must be encoded', () => {
    const payloadHash = sha256Hex('Welcome to Amazon S3.');
    const headers = [
      ['date', 'Fri, 24 May 2013 00:00:00 GMT'],
      host,
      ['x-amz-content-sha256', payloadHash],
      date,
      ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
    ] as const;
    expect(signatureOf({ method: 'PUT', canonicalPath: '/test%24file.text', headers, payloadHash })).toBe(
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    );
  });

  test('queries with and without values', () => {
    const headers = [host, ['x-amz-content-sha256', emptySha256], date] as const;
    expect([
      signatureOf({ query: [['lifecycle', '']], headers }),
      signatureOf({
        query: [
          ['prefix', 'J'],
          ['max-keys', '2'],
        ],
        headers,
      }),
    ]).toEqual([
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ]);
  });

  test('a presigned GetObject', () => {
    const query = [
      ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
      ['X-Amz-Credential', 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'],
      ['X-Amz-Date', timestamp],
      ['X-Amz-Expires', '86400'],
      ['X-Amz-SignedHeaders', 'host'],
    ] as const;
    expect(
      signatureOf({ canonicalPath: '/test.txt', query, headers: [host], payloadHash: 'UNSIGNED-PAYLOAD' }),
    ).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
  });

  const seed = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
  const framed = Buffer.from(
    [
      `10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n${'a'.repeat(65536)}\r\n`,
      `400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n${'a'.repeat(1024)}\r\n`,
      '0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n',
    ].join(''),
  );

  async function decode(body: Buffer, pieceBytes: number): Promise<Buffer> {
    async function* source(): AsyncGenerator<Buffer> {
      for (let at = 0; at < body.length; at += pieceBytes) yield body.subarray(at, at + pieceBytes);
    }
    const identity = {
      kind: 'owner',
      limits: {},
      payload: { kind: 'chunked', signed: true, trailer: false },
      region: scope.region,
      scope: scopeText(scope),
      timestamp,
      signingKey: key,
      signature: seed,
    } as const;
    const out: Buffer[] = [];
    for await (const chunk of decodeChunked(source(), identity, new Map())) out.push(chunk);
    return Buffer.concat(out);
  }

  test.each([1, 7, 4096, 1_000_000])(
    'a chunked upload that arrives in pieces of %i bytes',
    async (pieceBytes) => {
      expect((await decode(framed, pieceBytes)).equals(Buffer.alloc(66560, 'a'))).toBe(true);
    },
  );

  test('a chunk with a changed byte is refused', async () => {
    const changed = Buffer.from(framed);
    changed[500] = 98;
    await expect(decode(changed, 4096)).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
  });

  test('a body that ends in the middle is incomplete', async () => {
    await expect(decode(framed.subarray(0, 66_000), 4096)).rejects.toMatchObject({ code: 'IncompleteBody' });
  });
});

describe('small parts', () => {
  test('timestamps are read strictly', () => {
    expect([parseTimestamp('20130524T000000Z'), parseTimestamp('2013-05-24'), parseTimestamp('')]).toEqual([
      Date.UTC(2013, 4, 24),
      undefined,
      undefined,
    ]);
  });

  test('texts are compared whole', () => {
    expect([
      sameText('abc', 'abc'),
      sameText('abc', 'abd'),
      sameText('abc', 'abcd'),
      sameText('', ''),
    ]).toEqual([true, false, false, true]);
  });
});
