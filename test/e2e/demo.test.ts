import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectFolder } from '../support/electronApp.ts';

let temporaryFolder: string;
beforeEach(async () => {
  temporaryFolder = await mkdtemp(path.join(tmpdir(), 'satchel-demo-test-'));
});
afterEach(() => rm(temporaryFolder, { recursive: true, force: true }));

/** Starts the demo with a temporary folder of its own, in which everything it makes can be seen. */
function startDemo(...args: readonly string[]) {
  const demo = spawn(process.execPath, [path.join(projectFolder, 'build/demo/main.ts'), ...args], {
    cwd: projectFolder,
    env: { ...process.env, TMPDIR: temporaryFolder, AWS_PROFILE: 'not-for-the-demo' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  demo.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return { demo, output: () => output };
}

/** Command lines of processes that name the demo's temporary folder. */
function processesLeft(): readonly string[] {
  if (process.platform === 'win32') return [];
  const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes(temporaryFolder));
}

test('the tour works the real window step by step and leaves nothing behind', async () => {
  const { demo, output } = startDemo('--tour');
  const [code] = await once(demo, 'exit');
  const steps = output()
    .split('\n')
    .filter((line) => /^(ok|failed) /.test(line));
  expect({ code, failed: steps.filter((line) => line.startsWith('failed')), count: steps.length }).toEqual({
    code: 0,
    failed: [],
    count: 9,
  });
  expect(
    (await readdir(path.join(projectFolder, 'out/demo'))).filter((name) => name.endsWith('.png')),
  ).toHaveLength(9);
  expect(await readdir(temporaryFolder)).toEqual([]);
  expect(processesLeft()).toEqual([]);
});

// Windows has no signal that another process could send as Ctrl-C does.
describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  const interrupt = async (demo: ChildProcess) => {
    const ended = once(demo, 'exit');
    demo.kill('SIGINT');
    await ended;
    expect(await readdir(temporaryFolder)).toEqual([]);
    expect(processesLeft()).toEqual([]);
  };

  test('ends the window, the server and the sample', async () => {
    const { demo, output } = startDemo();
    await expect.poll(output, { timeout: 60_000 }).toContain('Satchel is open');
    await expect.poll(() => processesLeft().length, { timeout: 30_000 }).toBeGreaterThan(1);
    await interrupt(demo);
  });

  test('leaves nothing while the sample is still being put in', async () => {
    const { demo, output } = startDemo();
    await expect.poll(output, { timeout: 60_000 }).toContain('Starting a sample server');
    await expect.poll(() => processesLeft().length, { timeout: 30_000 }).toBe(1);
    await interrupt(demo);
  });

  test('leaves nothing in the middle of the tour', async () => {
    const { demo, output } = startDemo('--tour');
    await expect.poll(output, { timeout: 60_000 }).toContain('ok      list the buckets');
    await interrupt(demo);
  });
});
