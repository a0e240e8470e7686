import { describe, expect, test } from 'vitest';
import type { StoredItem } from '../../../electron/core/relocating/records.ts';
import { decideResume } from '../../../electron/core/relocating/resumeDecision.ts';
import { compareContent } from '../../../electron/core/relocating/sameContent.ts';
import type { ObjectHead } from '../../../electron/core/storage/storage.ts';

const md5 = (digit: string) => `"${digit.repeat(32)}"`;
const askedAtMs = 1_700_000_000_000;
const item: StoredItem = {
  sequence: 0,
  source: 'a',
  target: 'b',
  sizeBytes: 4,
  etag: md5('1'),
  state: 'begun',
  askedAtMs,
};
const copied: StoredItem = { ...item, state: 'copied', targetEtag: md5('1') };
const head = (changes: Partial<ObjectHead> = {}): ObjectHead => ({
  sizeBytes: 4,
  etag: md5('1'),
  modifiedAtMs: askedAtMs + 1000,
  ...changes,
});
const old = { modifiedAtMs: askedAtMs - 24 * 3_600_000 };

describe('an object that was begun', () => {
  test.for([
    ['is finished when its copy is there', item, head(old), head(), 'finish'],
    ['is copied when nothing is there', item, head(old), undefined, 'copy'],
    [
      'is copied, by the rule for taken names, beside what was there long before',
      item,
      head(old),
      head(old),
      'copy',
    ],
    ['is copied beside what has other bytes', item, head(old), head({ etag: md5('2') }), 'copy'],
    [
      'is copied beside what has another length',
      item,
      head(old),
      head({ sizeBytes: 5, etag: '"x-2"' }),
      'copy',
    ],
    [
      'is copied once more over what tells nothing of its bytes',
      item,
      head(old),
      head({ etag: '"x-2"' }),
      'copyOver',
    ],
    ['is over when only the copy is there', item, undefined, head(), 'done'],
    ['is gone when nothing is there at all', item, undefined, undefined, 'gone'],
    [
      'is gone when somebody else has put another one there',
      copied,
      undefined,
      head({ etag: md5('2') }),
      'gone',
    ],
    ['is finished when its proven copy is still there', copied, head(old), head(), 'finish'],
    [
      'is copied again over its copy when the source has changed',
      copied,
      head({ etag: md5('3') }),
      head(),
      'copyOver',
    ],
    ['is copied beside what has replaced its copy', copied, head(old), head({ etag: md5('2') }), 'copy'],
    [
      'in parts is finished by the ETag that was written down',
      { ...copied, targetEtag: '"x-2"' },
      head(old),
      head({ etag: '"x-2"' }),
      'finish',
    ],
  ] as const)('%s', ([_name, stored, source, target, decision]) => {
    expect(decideResume(stored, source, target)).toBe(decision);
  });
});

describe('two objects', () => {
  const checksum = (value: string) => ({ algorithm: 'CRC64NVME', value, type: 'FULL_OBJECT' }) as const;

  test.for([
    ['of one MD5 are the same', head(), head(), 'same'],
    ['of other MD5s are different', head(), head({ etag: md5('2') }), 'different'],
    ['of other lengths are different', head(), head({ sizeBytes: 5 }), 'different'],
    [
      'that are encrypted tell nothing by their ETags',
      head({ encryption: 'kms' }),
      head({ etag: md5('2') }),
      'unknown',
    ],
    [
      'with checksums are compared by these',
      head({ checksum: checksum('a'), etag: '"x-2"' }),
      head({ checksum: checksum('a') }),
      'same',
    ],
    [
      'with other checksums are different',
      head({ checksum: checksum('a') }),
      head({ checksum: checksum('b') }),
      'different',
    ],
    ['made of parts tell nothing', head({ etag: '"x-2"' }), head({ etag: '"y-2"' }), 'unknown'],
  ] as const)('%s', ([_name, one, other, verdict]) => {
    expect(compareContent(one, other)).toBe(verdict);
  });
});
