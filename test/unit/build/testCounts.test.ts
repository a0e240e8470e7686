import { describe, expect, test } from 'vitest';
import { addCounts, countCheck, countRun, summaryLine } from '../../../build/testCounts.ts';

describe('the counts of npm test', () => {
  test('are the sum of all steps', () => {
    const unit = { passed: 40, failed: 2, skipped: [{ name: 'rados: lists', reason: 'not installed' }] };
    const total = addCounts([countCheck(true), countCheck(false), unit]);
    expect([total, summaryLine(total)]).toEqual([
      { passed: 41, failed: 3, skipped: unit.skipped },
      '41 passed, 3 failed, 1 skipped',
    ]);
  });

  test('name skipped tests only when there are some', () => {
    expect(summaryLine(addCounts([countCheck(true)]))).toBe('1 passed, 0 failed');
  });

  test('take a run that crashed, or failed without a failed test, as one failure', () => {
    const allPassed = { passed: 3, failed: 0, skipped: [] };
    expect([countRun(undefined, 1), countRun(allPassed, 1), countRun(allPassed, 0)]).toEqual([
      { passed: 0, failed: 1, skipped: [] },
      { passed: 3, failed: 1, skipped: [] },
      allPassed,
    ]);
  });
});
