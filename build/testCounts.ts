/** A test or check that failed, with the first line of its error when there is one. */
export type FailedTest = { readonly name: string; readonly message?: string };

/** A test that did not run, with its reason when it gives one. */
export type SkippedTest = { readonly name: string; readonly reason?: string };

/** What came out of a step of `npm test`. */
export type TestCounts = {
  readonly passed: number;
  readonly failed: readonly FailedTest[];
  readonly skipped: readonly SkippedTest[];
};

/** The counts of a step that is one check. */
export function countCheck(name: string, succeeded: boolean): TestCounts {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? [] : [{ name }], skipped: [] };
}

/** The counts of all steps together. */
export function addCounts(steps: readonly TestCounts[]): TestCounts {
  return {
    passed: steps.reduce((sum, step) => sum + step.passed, 0),
    failed: steps.flatMap((step) => step.failed),
    skipped: steps.flatMap((step) => step.skipped),
  };
}

/**
 * The last lines of `npm test`: what did not run, what failed, and the counts as the last one, so that the end of a
 * long output says which tests to look at.
 */
export function summaryLines({ passed, failed, skipped }: TestCounts): readonly string[] {
  const counts = `${passed} passed, ${failed.length} failed`;
  return [
    ...skipped.map(({ name, reason }) => `skipped: ${name}${reason ? ` (${reason})` : ''}`),
    ...failed.map(({ name, message }) => `failed: ${name}${message ? ` (${message})` : ''}`),
    skipped.length > 0 ? `${counts}, ${skipped.length} skipped` : counts,
  ];
}

/**
 * The counts of a Vitest run from what its reporter wrote and its exit code: a run that crashed, or that failed
 * without a failed test, counts as one failure under the name of the run.
 */
export function countRun(name: string, reported: TestCounts | undefined, exitCode: number): TestCounts {
  const counts = reported ?? { passed: 0, failed: [], skipped: [] };
  return exitCode !== 0 && counts.failed.length === 0 ? { ...counts, failed: [{ name }] } : counts;
}
