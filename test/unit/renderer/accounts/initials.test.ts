import { expect, test } from 'vitest';
import { initialsOf } from '../../../../renderer/features/accounts/initials.ts';

test.each([
  ['Old laptop', 'OL'],
  ['old-laptop', 'OL'],
  ['satchel_demo.two three', 'ST'],
  ['work', 'W'],
  ['2024 backup', '2B'],
  ['élan', 'É'],
  ['Ящик писем', 'ЯП'],
  ['(x) a', 'XA'],
  ['写真', ''],
  ['حاسوب قديم', ''],
  ['my 写真', 'M'],
  ['---', ''],
  ['', ''],
])('%s is %s in short', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
