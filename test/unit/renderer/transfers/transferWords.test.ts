import '../catalogue.ts';
import { describe, expect, test } from 'vitest';
import { deservesNotification } from '../../../../renderer/features/transfers/jobNotifications.ts';
import {
  conflictPlace,
  endText,
  jobShare,
  jobTitle,
  needsYouText,
  pillWords,
  reachedText,
  statusText,
  targetText,
  timeLeftText,
  totalText,
} from '../../../../renderer/features/transfers/transferWords.ts';
import type { AppError, ErrorCode } from '../../../../shared/domain/appError.ts';
import { job, snapshot } from './job.ts';

const error = (code: ErrorCode): AppError => ({ code, message: 'technical', retryable: true });

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
    [
      'offline',
      job({ status: 'offline', error: error('network.lost') }),
      'The connection was lost. It goes on by itself.',
    ],
    [
      'the server is away',
      job({ status: 'offline', error: error('server.busy') }),
      'The server is busy. It goes on by itself.',
    ],
    [
      'offline without a reason',
      job({ status: 'offline' }),
      'The connection was lost. It goes on by itself.',
    ],
    [
      'paused',
      job({ status: 'paused', fileCount: 98_000, doneCount: 1204, doneBytes: 3.1e9, sizeBytes: 48e9 }),
      'Paused, 1,204 of 98,000 files, 3.1 of 48 GB',
    ],
    ['blocked', job({ status: 'blocked', fileCount: 2 }), 'Waits for you, 0 of 2 files, 12 of 40 MB'],
    [
      'a large folder',
      job({ fileCount: 98_000, doneCount: 1204, doneBytes: 3.1e9, sizeBytes: 48e9, bytesPerSecond: 12e6 }),
      '1,204 of 98,000 files, 3.1 of 48 GB, 12 MB/s, 2 min left',
    ],
    ['done', job({ status: 'done', doneCount: 1, doneBytes: 40e6 }), 'Uploaded, 40 MB'],
    [
      'done with skipped',
      job({ status: 'done', fileCount: 5, doneCount: 3, skippedCount: 2, doneBytes: 40e6 }),
      '3 files uploaded, 2 skipped',
    ],
    ['all skipped', job({ status: 'done', skippedCount: 1, doneBytes: 0 }), '1 skipped'],
    [
      'failed in part',
      job({ kind: 'download', status: 'failed', fileCount: 42, doneCount: 30, failedCount: 12 }),
      '12 files could not be downloaded, 30 files downloaded',
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
    goingJobCount: 2,
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
    [
      'a question before the rest',
      snapshot([job({ status: 'waiting' }), job()], going),
      'question',
      '1 needs your answer, 1 going, 3 min left',
    ],
    [
      'a sign-in that has ended, and a question',
      snapshot([job({ status: 'waiting' }), job({ status: 'blocked' })], { ...going, goingJobCount: 1 }),
      'question',
      '2 need you',
    ],
    [
      'a failure is told while others go',
      snapshot([job({ status: 'failed' }), job()], { ...going, goingJobCount: 1 }),
      'failed',
      '1 not finished, 1 going, 3 min left',
    ],
    [
      'no network',
      snapshot([job({ status: 'offline' }), job({ status: 'paused' })], { ...going, goingJobCount: 1 }),
      'offline',
      '1 waits for the connection',
    ],
    [
      'the network is back for one of two',
      snapshot([job({ status: 'offline' }), job()], going),
      'going',
      '2 going, 3 min left',
    ],
    ['paused', snapshot([job({ status: 'paused' }), done]), 'paused', '1 paused'],
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

test('what a job has reached is told while it waits for the network', () => {
  expect(reachedText(job({ fileCount: 42, doneCount: 3 }))).toBe('3 of 42 files, 12 of 40 MB');
  expect(reachedText(job({ fileCount: 0 }))).toBe('');
});

test('a notification says what the job needs', () => {
  expect(needsYouText(job({ status: 'waiting' }))).toBe('menu.pdf waits for your answer.');
  expect(needsYouText(job({ status: 'blocked', error: error('credentials.expired') }))).toBe(
    'menu.pdf\nYour sign-in has ended. Sign in again to go on. Nothing was lost.',
  );
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
