import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runForwardingSignals, runQuietly } from '../../../../build/setup/children.mjs';
import { projectRoot } from '../../../../build/setup/project.mjs';

const childrenModule = path.join(projectRoot, 'build/setup/children.mjs');

/** A process that runs `script` in a child of its own, by one of the two functions. */
function runner(call: string, script: string) {
  const source = `
    import { ${call} } from ${JSON.stringify(childrenModule)};
    const options = { stdio: 'inherit' };
    await ${call}(process.execPath, ['-e', ${JSON.stringify(script)}], options).then(
      (result) => { process.exitCode = result; },
      (error) => { process.exitCode = error.exitCode; },
    );`;
  return spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('a command that is run', () => {
  test('passes its exit code on', async () => {
    expect(await runForwardingSignals(process.execPath, ['-e', 'process.exit(7)'])).toBe(7);
  });

  test('is quiet, with all of its output kept', async () => {
    const script = 'console.log("out"); console.error("err"); process.exit(3)';
    expect(await runQuietly(process.execPath, ['-e', script])).toEqual({ code: 3, output: 'out\nerr\n' });
  });

  test('rejects when it cannot be started', async () => {
    await expect(runQuietly('/no/such/command', [])).rejects.toThrow('ENOENT');
  });

  test.skipIf(process.platform === 'win32')(
    'is told to end when its runner is, and may end in its own way',
    async () => {
      const process = runner(
        'runForwardingSignals',
        'process.on("SIGTERM", () => process.exit(42)); setInterval(() => {}, 1000); console.log("ready")',
      );
      await once(process.stdout, 'data');
      process.kill('SIGTERM');
      expect(await once(process, 'exit')).toEqual([42, null]);
    },
  );

  test.skipIf(process.platform === 'win32')(
    'of the set-up ends the set-up when it is interrupted',
    async () => {
      // The quiet child keeps its output back, so it tells that it has started in another way.
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const started = once(server, 'connection');
      const script = `require("node:net").connect(${port}, "127.0.0.1").on("error", () => process.exit(1))`;
      const child = runner('runQuietly', script);
      await started;
      child.kill('SIGINT');
      expect(await once(child, 'exit')).toEqual([130, null]);
      server.close();
    },
  );
});
