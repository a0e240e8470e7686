/** A test that did not run, with its reason when it gives one. */
export type SkippedTest = { readonly name: string; readonly reason?: string };

/** What came out of a step of `npm test`. */
export type TestCounts = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly SkippedTest[];
};

/** The counts of a step that is one check. */
export function countCheck(succeeded: boolean): TestCounts {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: [] };
}

/** The counts of all steps together. */
export function addCounts(steps: readonly TestCounts[]): TestCounts {
  return {
    passed: steps.reduce((sum, step) => sum + step.passed, 0),
    failed: steps.reduce((sum, step) => sum + step.failed, 0),
    skipped: steps.flatMap((step) => step.skipped),
  };
}

/** The last line of `npm test`; skipped tests are named only when there are some. */
export function summaryLine({ passed, failed, skipped }: TestCounts): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped.length > 0 ? `${line}, ${skipped.length} skipped` : line;
}

/**
 * The counts of a Vitest run from what its reporter wrote and its exit code: a run that crashed, or that failed
 * without a failed test, counts as one failure.
 */
export function countRun(reported: TestCounts | undefined, exitCode: number): TestCounts {
  const counts = reported ?? { passed: 0, failed: 0, skipped: [] };
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
