import { expect, test } from 'vitest';
import {
  olderThan,
  removableIds,
  toggled,
  uploadIdOf,
} from '../../../../renderer/features/unfinished/unfinishedUploads.ts';

const dayMs = 86_400_000;
const nowMs = 100 * dayMs;
const upload = (days: number, isInUse = false) => ({
  key: `movie ${days}.mp4`,
  uploadId: String(days),
  startedAtMs: nowMs - days * dayMs,
  isInUse,
});
const uploads = [upload(0), upload(1), upload(6.9), upload(7, true), upload(31)];

test('uploads are shown by their age', () => {
  const daysOf = (age: Parameters<typeof olderThan>[1]) =>
    olderThan(uploads, age, nowMs).map(({ uploadId }) => uploadId);
  expect([daysOf('all'), daysOf('day'), daysOf('week'), daysOf('month')]).toEqual([
    ['0', '1', '6.9', '7', '31'],
    ['1', '6.9', '7', '31'],
    ['7', '31'],
    ['31'],
  ]);
});

test('a server whose clock is ahead hides nothing from the list of all', () => {
  expect(olderThan([upload(-1)], 'all', nowMs)).toHaveLength(1);
});

test('what a transfer here is going to finish cannot be removed', () => {
  expect(removableIds(uploads)).toEqual(
    [uploads[0], uploads[1], uploads[2], uploads[4]].flatMap((each) =>
      each === undefined ? [] : [uploadIdOf(each)],
    ),
  );
});

test('two uploads of one key are two', () => {
  const [first, second] = [
    { key: 'a', uploadId: '1' },
    { key: 'a', uploadId: '2' },
  ].map(uploadIdOf);
  expect(first).not.toBe(second);
});

test('a row is chosen, and not any more', () => {
  const one = toggled(new Set(), 'a');
  expect([[...one], [...toggled(one, 'a')]]).toEqual([['a'], []]);
});
