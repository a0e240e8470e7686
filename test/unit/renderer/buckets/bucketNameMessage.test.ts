import '../catalogue.ts';
import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import { problemToTell } from '../../../../renderer/features/buckets/bucketNameMessage.ts';
import type { BucketNameProblem } from '../../../../shared/domain/bucket.ts';

describe('a bucket name while it is typed', () => {
  test.each([
    ['m', undefined],
    ['my-', undefined],
    ['My', 'characters'],
    ['-my', 'edges'],
    ['a..b', 'adjacentPeriods'],
    ['192.168.1.1', 'ipAddress'],
    ['x'.repeat(64), 'tooLong'],
    ['my-photos', undefined],
  ])('%j', (name, problem) => {
    expect(problemToTell(name, false)).toBe(problem);
  });
});

describe('a bucket name when it is submitted', () => {
  test.each([
    ['', 'tooShort'],
    ['m', 'tooShort'],
    ['my-', 'edges'],
    ['my-photos', undefined],
  ])('%j', (name, problem) => {
    expect(problemToTell(name, true)).toBe(problem);
  });
});

test('every problem has a sentence', () => {
  const problems: readonly BucketNameProblem[] = [
    'tooShort',
    'tooLong',
    'characters',
    'edges',
    'adjacentPeriods',
    'ipAddress',
    'reservedPrefix',
    'reservedSuffix',
  ];
  const missing = problems.filter((problem) => !i18next.exists(`accounts:newBucket.problem.${problem}`));
  expect(missing).toEqual([]);
});
