import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Checksum } from '../../../electron/core/storage/storage.ts';
import { crc32Combine } from '../../../electron/core/transfers/download/crcCombine.ts';
import { canVerify, createVerifier } from '../../../electron/core/transfers/download/verifier.ts';
import { createEtagTrust, md5OfEtag } from '../../../electron/core/transfers/moving/etags.ts';

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

test('the CRC-32 of parts is that of the whole', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), fc.uint8Array({ maxLength: 500 }), (one, other) => {
      expect(crc32Combine(crc32(one), crc32(other), other.length)).toBe(crc32(Buffer.concat([one, other])));
    }),
  );
});

test('an ETag may be an MD5 only when it is 32 hexadecimal digits', () => {
  const digits = 'd41d8cd98f00b204e9800998ecf8427e';
  expect([`"${digits}"`, digits.toUpperCase(), `"${digits}-2"`, '"abc"', ''].map(md5OfEtag)).toEqual([
    digits,
    digits,
    undefined,
    undefined,
    undefined,
  ]);
});

test('bytes that differ from their MD5 stay damaged however often they come', () => {
  const trust = createEtagTrust();
  const right = md5(Buffer.from('right'));
  const damaged = md5(Buffer.from('damaged'));
  const answers = [right, damaged, damaged, damaged].map((seen) =>
    trust.compare({ etag: `"${right}"` }, seen),
  );
  expect(answers).toEqual(['same', 'different', 'different', 'different']);
});

test.each(['kms', 'customer'] as const)('an ETag with encryption %s is no MD5', (encryption) => {
  const etag = '"0123456789abcdef0123456789abcdef"';
  expect(createEtagTrust().compare({ etag, encryption }, md5(Buffer.from('x')))).toBe('unknown');
  expect([canVerify({ etag }), canVerify({ etag, encryption })]).toEqual([true, false]);
});

test('where reading back has shown that ETags are no MD5s, none counts any more', () => {
  const trust = createEtagTrust();
  trust.end();
  expect(trust.compare({ etag: md5(Buffer.from('x')) }, md5(Buffer.from('y')))).toBe('unknown');
});

test.each([
  [
    'CRC32',
    (bytes: Buffer) => Buffer.from(crc32(bytes).toString(16).padStart(8, '0'), 'hex').toString('base64'),
  ],
  ['SHA1', (bytes: Buffer) => createHash('sha1').update(bytes).digest('base64')],
  ['SHA256', (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64')],
] as const)('%s of the whole object is compared', (algorithm, sum) => {
  const bytes = Buffer.from('the whole object');
  const checksum: Checksum = { algorithm, value: sum(bytes), type: 'FULL_OBJECT' };
  const check = (content: Buffer): void => {
    const verifier = createVerifier({ etag: '"x"', checksum }, createEtagTrust());
    verifier.update(content.subarray(0, 3));
    verifier.update(content.subarray(3));
    verifier.check();
  };
  check(bytes);
  expect(() => check(Buffer.from('the wh0le object'))).toThrow(
    expect.objectContaining({ code: 'integrity.mismatch' }),
  );
});

test('a checksum of the parts’ checksums proves nothing about the bytes and is left alone', () => {
  const checksum: Checksum = { algorithm: 'CRC32', value: 'AAAAAA==', type: 'COMPOSITE' };
  const verifier = createVerifier(
    { etag: '"d41d8cd98f00b204e9800998ecf8427e-2"', checksum },
    createEtagTrust(),
  );
  verifier.update(Buffer.from('anything'));
  verifier.check();
  expect(canVerify({ etag: '"d41d8cd98f00b204e9800998ecf8427e-2"', checksum })).toBe(false);
});
