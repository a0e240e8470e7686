import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import process from 'node:process';

/** How long a process may take to close before it is ended, in milliseconds. */
const closeTimeoutMs = 8000;

/**
 * Runs a script's work and then disposes of all that it has started, also when Ctrl-C, SIGTERM or SIGHUP comes at
 * whatever moment: the script then ends with 128 + the signal's number. Otherwise the work's result is its exit code.
 */
export async function runScript(work: (resources: AsyncDisposableStack) => Promise<number>): Promise<void> {
  const resources = new AsyncDisposableStack();
  const interruption = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve(128 + os.constants.signals[signal]));
  });
  let exitCode = 1;
  try {
    // What the work runs into while its resources go is no news: the race is decided by then.
    exitCode = await Promise.race([work(resources), interruption]);
  } finally {
    await resources.disposeAsync();
  }
  process.exit(exitCode);
}

/** Runs a process until it ends by itself or by `resources`; resolves to its exit code, 1 when a signal ended it. */
export async function runAsResource(
  resources: AsyncDisposableStack,
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<number> {
  const child = spawn(command, args, options);
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
