import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Checksum } from '../../../electron/core/storage/storage.ts';
import { compare, expectedOf, startSum } from '../../../electron/core/transfers/download/verifier.ts';
import { createEtagTrust, md5OfEtag } from '../../../electron/core/transfers/moving/etags.ts';
import { type ChecksumAlgorithm, createChecksum } from '../../support/s3server/checksums/checksums.ts';

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

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
  expect([expectedOf({ etag })?.algorithm, expectedOf({ etag, encryption })]).toEqual(['MD5', undefined]);
});

test('where reading back has shown that ETags are no MD5s, none counts any more', () => {
  const trust = createEtagTrust();
  trust.end();
  expect(trust.compare({ etag: md5(Buffer.from('x')) }, md5(Buffer.from('y')))).toBe('unknown');
});

const content = Buffer.from('the whole object');

function serverChecksum(algorithm: ChecksumAlgorithm, bytes: Buffer): string {
  const running = createChecksum(algorithm);
  running.update(bytes);
  return running.digest().toString('base64');
}

const digest = (algorithm: string) => (bytes: Buffer) => createHash(algorithm).update(bytes).digest('base64');
const crc = (bytes: Buffer) =>
  Buffer.from(crc32(bytes).toString(16).padStart(8, '0'), 'hex').toString('base64');

test.each([
  ['CRC32', crc(content)],
  ['CRC32C', undefined],
  ['CRC64NVME', undefined],
  ['SHA1', digest('sha1')(content)],
  ['SHA256', digest('sha256')(content)],
] as const)('%s of the whole object is compared, and written down', async (algorithm, known) => {
  const value = known ?? serverChecksum(algorithm, content);
  const proof = { etag: '"x"', checksum: { algorithm, value, type: 'FULL_OBJECT' } } as const;
  const expected = expectedOf(proof);
  if (expected === undefined) throw new Error('Nothing is expected');
  const compared = async (bytes: Buffer) => {
    const sum = await startSum(expected.algorithm);
    sum.update(bytes.subarray(0, 3));
    sum.update(bytes.subarray(3));
    return compare(proof, expected, sum.hex(), createEtagTrust());
  };
  expect(await compared(content)).toBe(`${algorithm} ${value}`);
  await expect(compared(Buffer.from('the wh0le object'))).rejects.toMatchObject({
    code: 'integrity.mismatch',
  });
});

test('a checksum of the parts’ checksums proves nothing about the bytes and is left alone', () => {
  const checksum: Checksum = { algorithm: 'CRC32', value: 'AAAAAA==', type: 'COMPOSITE' };
  expect(expectedOf({ etag: '"d41d8cd98f00b204e9800998ecf8427e-2"', checksum })).toBeUndefined();
});

test('where the server tells both, its checksum counts and not the ETag', () => {
  const etag = `"${md5(content)}"`;
  const checksum: Checksum = { algorithm: 'CRC32', value: crc(content), type: 'FULL_OBJECT' };
  expect([expectedOf({ etag, checksum }), expectedOf({ etag })]).toEqual([
    { algorithm: 'CRC32', hex: crc32(content).toString(16).padStart(8, '0') },
    { algorithm: 'MD5', hex: md5(content) },
  ]);
});
