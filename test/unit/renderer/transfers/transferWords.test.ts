import '../catalogue.ts';
import { describe, expect, test } from 'vitest';
import { deservesNotification } from '../../../../renderer/features/transfers/jobNotifications.ts';
import {
  conflictPlace,
  endText,
  jobShare,
  jobTitle,
  pillWords,
  statusText,
  targetText,
  timeLeftText,
  totalText,
} from '../../../../renderer/features/transfers/transferWords.ts';
import { job, snapshot } from './job.ts';

test('a job is called by its first name and how many more', () => {
  expect(jobTitle(job())).toBe('menu.pdf');
  expect(jobTitle(job({ chosenCount: 42 }))).toBe('menu.pdf and 41 more');
});

test('a target is told without the slash at its end', () => {
  expect(
    ['photos/2026/', 'photos', '/', '/home/ana'].map((targetLabel) => targetText({ targetLabel })),
  ).toEqual(['photos/2026', 'photos', '/', '/home/ana']);
});

test('a taken name is placed in the folder that holds it', () => {
  const folder = job({ firstName: 'Bakery', targetLabel: 'photos/' });
  expect([
    conflictPlace(job({ targetLabel: 'photos' }), 'menu.pdf'),
    conflictPlace(folder, 'Bakery/2026/bread.jpg'),
    conflictPlace(folder, 'bread.jpg'),
    conflictPlace(job({ kind: 'download', targetLabel: '/' }), 'bread.jpg'),
  ]).toEqual(['photos', 'photos/Bakery/2026', 'photos/Bakery', '/']);
});

describe('how a job stands', () => {
  test.each([
    ['running', job(), '12 of 40 MB, 3 MB/s, 2 min left'],
    ['running without a byte', job({ isStalled: true }), '12 of 40 MB, waiting for the server'],
    [
      'many files',
      job({ fileCount: 42, doneCount: 3, failedCount: 1 }),
      '3 of 42 files, 12 of 40 MB, 3 MB/s, 2 min left, 1 file could not be uploaded',
    ],
    ['planning', job({ status: 'planning', fileCount: 0, doneBytes: 0 }), 'Looking for files'],
    [
      'planning on',
      job({ status: 'planning', fileCount: 1204, doneBytes: 0 }),
      'Looking for files: 1,204 so far',
    ],
    [
      'waiting while nothing else goes',
      job({ status: 'waiting', fileCount: 40, doneCount: 7, bytesPerSecond: 0 }),
      'Needs your answer, 7 of 40 files',
    ],
    ['done', job({ status: 'done', doneCount: 1, doneBytes: 40e6 }), 'Uploaded, 40 MB'],
    [
      'done with skipped',
      job({ status: 'done', fileCount: 5, doneCount: 3, skippedCount: 2, doneBytes: 40e6 }),
      '3 files uploaded, 40 MB, 2 skipped',
    ],
    ['all skipped', job({ status: 'done', skippedCount: 1, doneBytes: 0 }), '1 skipped'],
    [
      'failed in part',
      job({ kind: 'download', status: 'failed', fileCount: 42, doneCount: 30, failedCount: 12 }),
      '12 files could not be downloaded, 30 files downloaded, 12 MB',
    ],
    ['failed as a whole', job({ status: 'failed' }), 'Could not go on'],
    [
      'cancelled',
      job({ status: 'cancelled', fileCount: 9, doneCount: 2 }),
      'Cancelled, 2 files uploaded, 12 MB',
    ],
  ])('%s', (_, given, text) => {
    expect(statusText(given)).toBe(text);
  });

  test('empty files are counted where there are no bytes', () => {
    expect(jobShare(job({ sizeBytes: 0, doneBytes: 0, fileCount: 4, doneCount: 1, skippedCount: 1 }))).toBe(
      0.5,
    );
    expect(jobShare(job({ sizeBytes: 0, doneBytes: 0, fileCount: 0 }))).toBe(0);
    expect(jobShare(job({ doneBytes: 50e6 }))).toBe(1);
  });
});

test('time left goes in steps that do not flicker', () => {
  expect([undefined, Number.POSITIVE_INFINITY, 2, 21, 25, 59, 125, 4800].map(timeLeftText)).toEqual([
    '',
    '',
    'a few seconds left',
    '25 sec left',
    '25 sec left',
    '1 min left',
    '2 min left',
    '1 hr 20 min left',
  ]);
});

describe('the status bar', () => {
  const done = job({ status: 'done' });
  const going = {
    activeJobCount: 2,
    sizeBytes: 80e6,
    doneBytes: 24e6,
    bytesPerSecond: 3e6,
    secondsLeft: 180,
  };
  test.each([
    ['nothing', snapshot([]), 'idle', 'Transfers'],
    ['going', snapshot([job(), done], going), 'going', '2 going, 3 min left'],
    [
      'going without a byte',
      snapshot([job()], { ...going, isStalled: true }),
      'going',
      '2 going, waiting for the server',
    ],
    ['a question first', snapshot([job({ status: 'waiting' })], going), 'question', '1 needs your answer'],
    ['failed', snapshot([done, job({ status: 'failed' })]), 'failed', '1 not finished'],
    ['cancelled', snapshot([done, job({ status: 'cancelled' })]), 'cancelled', '1 cancelled'],
    ['done', snapshot([done]), 'done', 'All done'],
  ])('%s', (_, given, tone, text) => {
    expect(pillWords(given)).toEqual({ tone, text });
  });

  test('the panel adds the bytes, and says nothing when nothing is going', () => {
    expect(totalText(snapshot([job()], going))).toBe('2 going, 24 of 80 MB, 3 MB/s, 3 min left');
    expect(totalText(snapshot([done]))).toBe('');
  });
});

describe('the end of a job', () => {
  test('is told as it was', () => {
    expect(endText(job({ status: 'done' }))).toBe('menu.pdf was uploaded.');
    expect(endText(job({ status: 'failed', kind: 'download' }))).toBe(
      'Not all of menu.pdf could be downloaded.',
    );
    expect(endText(job({ status: 'done', failedCount: 1 }))).toBe('Not all of menu.pdf could be uploaded.');
    expect(endText(job({ status: 'cancelled' }))).toBe('menu.pdf was cancelled.');
  });

  test('is worth a notification after ten seconds, unless the user ended it', () => {
    expect(deservesNotification(job({ status: 'done', endedAtMs: 10_000 }))).toBe(true);
    expect(deservesNotification(job({ status: 'done', endedAtMs: 9_999 }))).toBe(false);
    expect(deservesNotification(job({ status: 'cancelled', endedAtMs: 60_000 }))).toBe(false);
  });
});
