import { expect, test } from 'vitest';
import { hideSecrets } from '../../../electron/core/storage/s3/hideSecrets.ts';

test.each([
  ['a key, wherever it stands', 'xAKIAEXAMPLEy is unknown', ['AKIAEXAMPLE'], 'x***y is unknown'],
  ['a short key as a word', 'no key minio: "minio"', ['minio'], 'no key ***: "***"'],
  ['a short key that ends a sentence', 'Who is (a.b)? a.b.', ['a.b'], 'Who is (***)? ***.'],
  [
    'no part of a word',
    'The bucket my-minio is not in miniok',
    ['minio'],
    'The bucket my-minio is not in miniok',
  ],
  ['a code of six digits', 'code 123456, not 1234567', ['123456'], 'code ***, not 1234567'],
  ['no single letters', 'There does not exist a bucket', ['x', 'a'], 'There does not exist a bucket'],
])('hides %s', (_what, text, secrets, left) => {
  expect(hideSecrets(text, secrets)).toBe(left);
});
