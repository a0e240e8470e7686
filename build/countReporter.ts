import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import type { SkippedTest, TestCounts } from './testCounts.ts';

/** The environment variable that names the file for the counts. */
export const countsFileVariable = 'SATCHEL_TEST_COUNTS';

/** Writes the counts of a Vitest run, with the reasons of skipped tests, which Vitest's own JSON leaves out. */
// biome-ignore lint/style/noDefaultExport: vitest loads reporters by their default export
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env[countsFileVariable];
    if (!file) throw new Error(`${countsFileVariable} names no file`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(countModules(modules, unhandledErrors.length), null, 2));
  }
}

/** Counts tests; a file or group that failed outside of its tests, and each unhandled error, is one failure more. */
function countModules(modules: readonly TestModule[], unhandledErrors: number): TestCounts {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const groups = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  const brokenGroups = groups.filter((group: TestModule | TestSuite) => group.errors().length > 0);
  const inState = (state: string) => tests.filter((test) => test.result().state === state);
  return {
    passed: inState('passed').length,
    failed: inState('failed').length + brokenGroups.length + unhandledErrors,
    skipped: inState('skipped').map(describeSkipped),
  };
}

function describeSkipped(test: TestCase): SkippedTest {
  const result = test.result();
  const reason = result.state === 'skipped' ? result.note : undefined;
  return { name: test.fullName, ...(reason && { reason }) };
}
