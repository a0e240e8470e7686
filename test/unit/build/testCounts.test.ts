import { describe, expect, test } from 'vitest';
import { addCounts, countCheck, countRun, summaryLines, type TestCounts } from '../../../build/testCounts.ts';

const unit: TestCounts = {
  passed: 40,
  failed: [{ name: 'a.test.ts > lists', message: 'expected 2 to be 3' }, { name: 'b.test.ts' }],
  skipped: [{ name: 'rados: lists', reason: 'not installed' }],
};

describe('the counts of npm test', () => {
  test('are the sum of all steps, with what failed and what did not run by name', () => {
    const total = addCounts([countCheck('types', true), countCheck('lint', false), unit]);
    expect(summaryLines(total)).toEqual([
      'skipped: rados: lists (not installed)',
      'failed: lint',
      'failed: a.test.ts > lists (expected 2 to be 3)',
      'failed: b.test.ts',
      '41 passed, 3 failed, 1 skipped',
    ]);
  });

  test('are one line when all is well', () => {
    expect(summaryLines(addCounts([countCheck('types', true)]))).toEqual(['1 passed, 0 failed']);
  });

  test('take a run that crashed, or failed without a failed test, as one failure', () => {
    const allPassed: TestCounts = { passed: 3, failed: [], skipped: [] };
    expect([undefined, allPassed].map((reported) => countRun('unit tests', reported, 1))).toEqual([
      { passed: 0, failed: [{ name: 'unit tests' }], skipped: [] },
      { passed: 3, failed: [{ name: 'unit tests' }], skipped: [] },
    ]);
    expect(countRun('unit tests', allPassed, 0)).toEqual(allPassed);
  });
});
