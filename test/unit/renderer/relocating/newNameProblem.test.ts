import { expect, test } from 'vitest';
import { newNameProblem, renamedId } from '../../../../renderer/features/relocating/newNameProblem.ts';
import { file, folder } from '../commands/facts.ts';

const isTaken = (id: string) => ['2026/list.pdf', '2026/Porto/'].includes(id);

test.each([
  ['', 'empty'],
  ['a/b', 'slash'],
  ['..', 'dots'],
  ['list.pdf', 'taken'],
  ['Porto', 'taken'],
  ['menu.pdf', undefined],
  ['Menu.txt', undefined],
  [' spaces ', undefined],
  ['é'.repeat(509), undefined],
  ['é'.repeat(510), 'tooLong'],
])('a file named %j', (name, problem) => {
  expect(newNameProblem(file, name, isTaken)).toBe(problem);
});

test('a folder needs room for its slash', () => {
  expect(newNameProblem(folder, 'é'.repeat(509), isTaken)).toBeUndefined();
  expect(newNameProblem(folder, `é${'é'.repeat(508)}x`, isTaken)).toBe('tooLong');
});

test('a new name keeps the folder around it', () => {
  expect(renamedId(file, 'list.pdf')).toBe('2026/list.pdf');
  expect(renamedId(folder, 'Porto')).toBe('2026/Porto/');
  expect(renamedId({ kind: 'folder', prefix: 'a//', name: '' }, 'b')).toBe('a/b/');
});
