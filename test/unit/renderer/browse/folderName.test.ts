import { expect, test } from 'vitest';
import { folderNameProblem, hasOuterSpaces } from '../../../../renderer/features/browse/folderName.ts';

const taken = new Set(['p/there/']);

test.each([
  ['Plans 2027', undefined],
  ['...', undefined],
  [' ', undefined],
  ['', 'empty'],
  ['a/b', 'slash'],
  ['.', 'dots'],
  ['..', 'dots'],
  ['there', 'taken'],
  ['é'.repeat(511), 'tooLong'],
  ['é'.repeat(510), undefined],
])('the folder name %j', (name, problem) => {
  expect(folderNameProblem(name, 'p/', (prefix) => taken.has(prefix))).toBe(problem);
});

test('spaces that are left out are told, but not the one before a next word', () => {
  expect([' Plans', 'Plans  ', 'Plans ', 'Plans 2027'].map(hasOuterSpaces)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
