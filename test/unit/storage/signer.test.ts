import { describe, expect, test } from 'vitest';
import { createSigner, encodeRfc3986, sha256Hex } from '../../../electron/core/storage/s3/signer.ts';

// Source: Amazon S3 API Reference, "Authenticating Requests: Using the Authorization Header", with its keys.
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const scope = { region: 'us-east-1', service: 's3' };
const nowMs = Date.UTC(2013, 4, 24);
const host = 'examplebucket.s3.amazonaws.com';
const nothing = sha256Hex('');

describe('the documented examples', () => {
  test.for([
    {
      what: 'GET Object',
      parts: {
        method: 'GET',
        path: '/test.txt',
        query: '',
        headers: { host, range: 'bytes=0-9' },
        bodyHash: nothing,
      },
      signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
    {
      what: 'PUT Object',
      parts: {
        method: 'PUT',
        path: '/test%24file.text',
        query: '',
        headers: {
          host,
          date: 'Fri, 24 May 2013 00:00:00 GMT',
          'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        },
        bodyHash: sha256Hex('Welcome to Amazon S3.'),
      },
      signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    },
    {
      what: 'GET Bucket Lifecycle',
      parts: { method: 'GET', path: '/', query: 'lifecycle=', headers: { host }, bodyHash: nothing },
      signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    },
    {
      what: 'GET Bucket',
      parts: { method: 'GET', path: '/', query: 'max-keys=2&prefix=J', headers: { host }, bodyHash: nothing },
      signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    },
  ])('$what', ({ parts, signature }) => {
    const signed = createSigner()(parts, credentials, scope, nowMs);
    expect(signed.authorization?.split('Signature=')[1]).toBe(signature);
  });
});

test('a key that is kept signs for its own day, region and secret only', () => {
  const kept = createSigner();
  const parts = { method: 'GET', path: '/', query: '', headers: { host }, bodyHash: nothing };
  const cases = [
    [credentials, scope, nowMs],
    [credentials, scope, nowMs + 86_400_000],
    [credentials, { ...scope, region: 'eu-west-1' }, nowMs],
    [{ ...credentials, secretAccessKey: 'another' }, scope, nowMs],
    [{ ...credentials, sessionToken: 'token' }, scope, nowMs],
    [credentials, scope, nowMs],
  ] as const;
  for (const [keys, where, when] of cases) {
    expect(kept(parts, keys, where, when)).toEqual(createSigner()(parts, keys, where, when));
  }
  expect(new Set(cases.map(([keys, where, when]) => kept(parts, keys, where, when).authorization)).size).toBe(
    cases.length - 1,
  );
});

test('a session token is sent and signed', () => {
  const parts = { method: 'GET', path: '/', query: '', headers: { host }, bodyHash: nothing };
  const signed = createSigner()(parts, { ...credentials, sessionToken: 'token' }, scope, nowMs);
  expect(signed['x-amz-security-token']).toBe('token');
  expect(signed.authorization).toContain(
    'SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,',
  );
});

test('only the unreserved characters are left as they are', () => {
  expect(encodeRfc3986("aZ09-_.~ !'()*/ü")).toBe('aZ09-_.~%20%21%27%28%29%2A%2F%C3%BC');
});
