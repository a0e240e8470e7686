import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import process from 'node:process';

/** How long a process may take to close before it is ended, in milliseconds. */
const closeTimeoutMs = 8000;

/**
 * What a script has started so far. It is disposed of when Ctrl-C, SIGTERM or SIGHUP comes, at whatever moment, and
 * the script then ends with 128 + the signal's number; otherwise the script disposes of it at its end.
 */
export function resourcesOfScript(): AsyncDisposableStack {
  const resources = new AsyncDisposableStack();
  const endBy = async (signal: NodeJS.Signals) => {
    await resources.disposeAsync();
    process.exit(128 + os.constants.signals[signal]);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void endBy(signal));
  return resources;
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
