import '../catalogue.ts';
import { expect, test } from 'vitest';
import {
  fileFilters,
  fileStateText,
  filterText,
  sizeText,
  stateOf,
} from '../../../../renderer/features/jobFiles/fileWords.ts';
import type { AppError } from '../../../../shared/domain/appError.ts';
import { job } from '../transfers/job.ts';
import { row } from './row.ts';

const unreadable: AppError = {
  code: 'local.notReadable',
  message: 'EACCES',
  retryable: false,
  params: { name: 'menu.pdf' },
};

test('a filter tells how many files it has, where that is known', () => {
  const shown = job({ fileCount: 98_000, doneCount: 1204, failedCount: 12, skippedCount: 3 });
  expect(fileFilters.map((filter) => filterText(filter, shown))).toEqual([
    'All 98,000',
    'Moving',
    'Waiting',
    'Failed 12',
    'Left out 3',
    'Done 1,204',
  ]);
  expect(fileFilters.map(stateOf)).toEqual([undefined, 'moving', 'waiting', 'failed', 'skipped', 'done']);
});

test('a file shows its size, and how far it is only while it moves', () => {
  expect([
    sizeText(row()),
    sizeText(row({ state: 'moving', doneBytes: 12e6 })),
    sizeText(row({ state: 'done', doneBytes: 40e6 })),
    sizeText(row({ kind: 'folder', sizeBytes: 0 })),
  ]).toEqual(['40 MB', '12 of 40 MB', '40 MB', 'Empty folder']);
});

test('a file says how it stands and why, without its own name', () => {
  expect([
    fileStateText(row()),
    fileStateText(row({ state: 'failed', error: unreadable })),
    fileStateText(row({ state: 'skipped', error: { ...unreadable, code: 'local.linkLoop' } })),
    fileStateText(row({ state: 'moving', error: { ...unreadable, code: 'server.busy' } })),
    fileStateText(row({ state: 'done', renamedTo: '2026/menu (2).pdf' })),
  ]).toEqual([
    'Waiting',
    'Failed: This file cannot be read.',
    'Left out: This link leads back to a folder that it is in, so it was left out.',
    'Tries again: The server is busy.',
    'Done as menu (2).pdf',
  ]);
});
