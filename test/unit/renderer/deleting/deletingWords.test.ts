import '../catalogue.ts';
import { expect, test } from 'vitest';
import {
  confirmLabel,
  outcomeTitle,
  progressText,
  question,
  singleName,
} from '../../../../renderer/features/deleting/deletingWords.ts';
import type { Selection } from '../../../../shared/domain/object.ts';
import type { Operation } from '../../../../shared/domain/operation.ts';

const selection = (keys: readonly string[], prefixes: readonly string[] = []): Selection => ({
  accountId: 'a',
  bucket: 'photos',
  basePrefix: '2026/',
  keys: [...keys],
  prefixes: [...prefixes],
});
const operation = (change: Partial<Operation> = {}): Operation => ({
  id: 'o',
  kind: 'measure',
  status: 'done',
  fileCount: 1284,
  sizeBytes: 3.2e9,
  doneCount: 0,
  doneBytes: 0,
  canUndo: false,
  failures: [],
  failureCount: 0,
  ...change,
});

test('the question tells the count and the size', () => {
  expect(question(selection(['2026/a', '2026/b']), operation())).toBe('Delete 1,284 files, 3.2 GB?');
});

test('one file is asked about by its name', () => {
  const one = selection(['2026/menu.pdf']);
  expect(question(one, undefined)).toBe('Delete menu.pdf?');
  expect(question(one, operation({ fileCount: 1, sizeBytes: 1.2e6 }))).toBe('Delete menu.pdf, 1.2 MB?');
});

test('one folder is asked about by its name and what it holds', () => {
  expect(question(selection([], ['2026/Beach/']), operation())).toBe(
    'Delete Beach with 1,284 files, 3.2 GB?',
  );
});

test('names are shown whole, however strange the key', () => {
  expect(singleName(selection(['2026/']))).toBe('(no name)');
  expect(singleName(selection([], ['2026//']))).toBe('(no name)');
  expect(singleName(selection(['2026/a', '2026/b']))).toBeUndefined();
});

test('the button says what it will do', () => {
  expect(confirmLabel(operation())).toBe('Delete 1,284 files for good');
  expect(confirmLabel(operation({ fileCount: 1 }))).toBe('Delete 1 file for good');
  expect(confirmLabel(undefined)).toBe('Delete for good');
});

test('the end says how many could not be deleted before anything else', () => {
  const ended = operation({ kind: 'delete', doneCount: 1272 });
  expect(outcomeTitle({ ...ended, failureCount: 12 })).toBe('12 files could not be deleted');
  expect(outcomeTitle({ ...ended, status: 'cancelled' })).toBe('Stopped before everything was deleted');
  expect(outcomeTitle({ ...ended, doneCount: 1284 })).toBe('1,284 files were deleted');
  expect(progressText(ended)).toBe('1,272 of 1,284 files deleted');
});
