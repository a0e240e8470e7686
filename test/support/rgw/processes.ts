import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a command to its end and gives what it printed; throws when it fails or takes over a minute. */
export async function run(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute(command, [...args], { timeout: 60_000, maxBuffer: 16 * 2 ** 20 });
  return stdout;
}

/** Starts a daemon that writes to a log file, until `stopDaemon` ends it. */
export function startDaemon(command: string, args: readonly string[], logPath: string): ChildProcess {
  const log = openSync(logPath, 'a');
  try {
    return spawn(command, [...args], { stdio: ['ignore', log, log] });
  } finally {
    closeSync(log);
  }
}

/** Ends a daemon by its own pid, with force when it does not go within 5 seconds. */
export async function stopDaemon(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const gone = once(daemon, 'exit');
  daemon.kill('SIGTERM');
  const force = setTimeout(() => daemon.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(force);
}

/** Asks again and again until the answer is true; throws after `limitMs`. */
export async function waitUntil(what: string, limitMs: number, ask: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await ask())) {
    if (performance.now() > endMs) throw new Error(`${what} did not come within ${limitMs} ms`);
    await sleep(50);
  }
}

/** Loopback ports that nothing listens on at this moment. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => promisify(server.close.bind(server))()));
  return ports;
}
