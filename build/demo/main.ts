import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildApp } from '../buildApp.ts';
import { electronExecutable, sandboxArguments } from '../setup/electronPath.mjs';
import { projectRoot } from '../setup/project.mjs';
import { needsVirtualDisplay, startVirtualDisplay } from '../virtualDisplay.ts';
import { startDemoServer } from './demoServer.ts';

/** How long a window may take to close before it is ended, in milliseconds. */
const closeTimeoutMs = 8000;

const { values: options } = parseArgs({ options: { tour: { type: 'boolean', default: false } } });
const resources = new AsyncDisposableStack();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void endBy(signal));

try {
  process.exitCode = await runDemo();
} finally {
  await resources.disposeAsync();
}

/** Ends everything that was started so far, at whatever moment Ctrl-C comes. */
async function endBy(signal: NodeJS.Signals): Promise<never> {
  await resources.disposeAsync();
  process.exit(128 + os.constants.signals[signal]);
}

/** Resolves to the exit code when the window is closed or the tour is over. */
async function runDemo(): Promise<number> {
  const headless = needsVirtualDisplay();
  if (headless) {
    console.log('There is no display here: Satchel opens on a virtual one and takes a tour by itself.');
    const starting = startVirtualDisplay();
    resources.defer(async () => (await starting).stop());
    process.env.DISPLAY = (await starting).display;
  }
  await buildApp();
  console.log('Starting a sample server on this computer…');
  const { environment, folder } = await startDemoServer(resources);
  if (headless || options.tour) {
    const tour = path.join(import.meta.dirname, 'tour.ts');
    return runChild(process.execPath, [tour], 'inherit', { ...environment, TMPDIR: folder });
  }
  console.log(
    'Satchel is open on sample files. Close its window or press Ctrl-C to end; the sample is thrown away.',
  );
  const electron = electronExecutable({ allowFallback: true });
  return runChild(electron, [...sandboxArguments(), projectRoot], 'ignore', environment);
}

/** Runs a process until it ends; `resources` ends it earlier. Resolves to its exit code. */
async function runChild(
  command: string,
  args: readonly string[],
  output: 'inherit' | 'ignore',
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const child = spawn(command, args, {
    stdio: ['ignore', output, 'inherit'],
    env: { ...process.env, ...environment },
  });
  const exited = once(child, 'exit');
  resources.defer(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    const force = setTimeout(() => child.kill('SIGKILL'), closeTimeoutMs);
    await exited;
    clearTimeout(force);
  });
  const [code] = await exited;
  return code ?? 1;
}
