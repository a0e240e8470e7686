import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import type { FailedTest, SkippedTest, TestCounts } from './testCounts.ts';

/** The environment variable that names the file for the counts. */
export const countsFileVariable = 'SATCHEL_TEST_COUNTS';

/** Writes the counts of a Vitest run, with the reasons of skipped tests, which Vitest's own JSON leaves out. */
// biome-ignore lint/style/noDefaultExport: vitest loads reporters by their default export
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env[countsFileVariable];
    if (!file) throw new Error(`${countsFileVariable} names no file`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(countModules(modules, unhandledErrors), null, 2));
  }
}

/** Counts tests; a file or group that failed outside of its tests, and each unhandled error, is one failure more. */
function countModules(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): TestCounts {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const inState = (state: string) => tests.filter((test) => test.result().state === state);
  const brokenGroups = modules
    .flatMap((module): (TestModule | TestSuite)[] => [module, ...module.children.allSuites()])
    .filter((group) => group.errors().length > 0);
  return {
    passed: inState('passed').length,
    failed: [
      ...inState('failed').map((test) =>
        describeFailed(`${test.module.relativeModuleId} > ${test.fullName}`, test.result().errors?.[0]),
      ),
      ...brokenGroups.map((group) =>
        describeFailed(
          'relativeModuleId' in group ? group.relativeModuleId : group.fullName,
          group.errors()[0],
        ),
      ),
      ...unhandledErrors.map((error) => describeFailed('unhandled error', error)),
    ],
    skipped: inState('skipped').map(describeSkipped),
  };
}

function describeFailed(name: string, error: unknown): FailedTest {
  const text = typeof error === 'object' && error && 'message' in error ? String(error.message) : '';
  const message = stripVTControlCharacters(text).split('\n', 1)[0];
  return { name, ...(message && { message }) };
}

function describeSkipped(test: TestCase): SkippedTest {
  const result = test.result();
  const reason = result.state === 'skipped' ? result.note : undefined;
  return { name: test.fullName, ...(reason && { reason }) };
}
