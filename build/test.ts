import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { buildApp } from './buildApp.ts';
import { countsFileVariable } from './countReporter.ts';
import { findLayerViolations } from './layers.ts';
import { packageBinary } from './packageBinary.ts';
import { runForwardingSignals, runQuietly } from './setup/children.mjs';
import { projectRoot, SetUpError } from './setup/project.mjs';
import { addCounts, countCheck, countRun, summaryLines, type TestCounts } from './testCounts.ts';
import { needsVirtualDisplay, startVirtualDisplay } from './virtualDisplay.ts';

type Step = {
  readonly name: string;
  readonly title: string;
  readonly run: () => Promise<TestCounts | boolean>;
};

const { only, vitestArguments } = splitArguments(process.argv.slice(2));
const treeBefore = await workTree();

const steps: readonly Step[] = [
  {
    name: 'lint',
    title: 'lint and format',
    run: () =>
      runCheck('@biomejs/biome', 'biome', ['ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`, '.']),
  },
  { name: 'types', title: 'types', run: () => runCheck('typescript', 'tsc', ['-b']) },
  { name: 'layers', title: 'layer rules', run: checkLayers },
  { name: 'build', title: 'build', run: checkBuild },
  { name: 'unit', title: 'unit tests', run: () => runVitest('unit') },
  { name: 'integration', title: 'integration tests', run: () => runVitest('integration') },
  { name: 'e2e', title: 'end-to-end tests', run: runEndToEnd },
  { name: 'clean', title: 'work tree is as before', run: checkWorkTree },
];

process.exitCode = await runSteps();

/** `--only STEP` is ours, all else is Vitest's. */
function splitArguments(args: readonly string[]) {
  const at = args.indexOf('--only');
  return at < 0
    ? { vitestArguments: args }
    : { only: args[at + 1] ?? '', vitestArguments: args.toSpliced(at, 2) };
}

/** Runs the chosen steps, every one even after a failure, and prints the sum; resolves to the exit code. */
async function runSteps(): Promise<number> {
  const chosen = steps.filter((step) => only === undefined || step.name === only);
  if (chosen.length === 0) {
    console.error(`--only takes one of: ${steps.map((step) => step.name).join(', ')}`);
    return 2;
  }
  let interruptedBy: NodeJS.Signals | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      interruptedBy = signal;
    });
  const counts: TestCounts[] = [];
  for (const step of chosen) {
    console.log(`\n== ${step.title}`);
    counts.push(await runStep(step));
    if (interruptedBy) return 128 + os.constants.signals[interruptedBy];
  }
  const total = addCounts(counts);
  console.log('');
  for (const line of summaryLines(total)) console.log(line);
  return total.failed.length > 0 ? 1 : 0;
}

async function runStep(step: Step): Promise<TestCounts> {
  try {
    const result = await step.run();
    return typeof result === 'boolean' ? countCheck(step.title, result) : result;
  } catch (error) {
    console.error(error instanceof SetUpError ? error.message : error);
    return countCheck(step.title, false);
  }
}

async function runCheck(packageName: string, command: string, args: readonly string[]): Promise<boolean> {
  const code = await runForwardingSignals(process.execPath, [packageBinary(packageName, command), ...args], {
    cwd: projectRoot,
  });
  return code === 0;
}

async function checkLayers(): Promise<boolean> {
  const violations = await findLayerViolations(projectRoot);
  for (const { file, line, specifier, rule } of violations)
    console.error(`${file}:${line}: imports '${specifier}', but ${rule}`);
  return violations.length === 0;
}

async function checkBuild(): Promise<boolean> {
  await buildApp();
  return true;
}

async function runVitest(project: string): Promise<TestCounts> {
  const countsFile = path.join(projectRoot, 'out/test', `${project}.json`);
  await rm(countsFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=./build/countReporter.ts'];
  // A file name may be of one project only.
  const filter = vitestArguments.length > 0 ? ['--passWithNoTests', ...vitestArguments] : [];
  const code = await runForwardingSignals(
    process.execPath,
    [packageBinary('vitest'), 'run', `--project=${project}`, ...reporters, ...filter],
    { cwd: projectRoot, env: { ...process.env, [countsFileVariable]: countsFile } },
  );
  const reported = existsSync(countsFile) ? JSON.parse(await readFile(countsFile, 'utf8')) : undefined;
  return countRun(`${project} tests`, reported, code);
}

async function runEndToEnd(): Promise<TestCounts> {
  await buildApp();
  await using resources = new AsyncDisposableStack();
  if (needsVirtualDisplay()) await startVirtualDisplay(resources);
  return await runVitest('e2e');
}

async function checkWorkTree(): Promise<TestCounts | boolean> {
  if (treeBefore === undefined)
    return { passed: 0, failed: [], skipped: [{ name: 'work tree', reason: 'no git here' }] };
  const treeAfter = await workTree();
  if (treeAfter !== treeBefore) console.error(`before:\n${treeBefore}after:\n${treeAfter}`);
  return treeAfter === treeBefore;
}

/** What git sees as changed; nothing where there is no git or no checkout. */
async function workTree(): Promise<string | undefined> {
  if (!existsSync(path.join(projectRoot, '.git'))) return undefined;
  try {
    const { code, output } = await runQuietly('git', ['status', '--porcelain'], { cwd: projectRoot });
    return code === 0 ? output : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
