import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import type { PlanOf } from '../../../electron/core/accounts/credentials/credentialPlan.ts';
import {
  type CredentialProcessOptions,
  runCredentialProcess,
} from '../../../electron/core/accounts/credentials/credentialProcess.ts';
import type { Computer } from '../../../electron/core/ports.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';

const folder = mkdtempSync(join(tmpdir(), 'satchel-process-'));
afterAll(() => rmSync(folder, { recursive: true }));

const computer: Computer = { homeFolder: folder, platform: process.platform, variables: process.env };
const secret = 'Zx81qLm0/Kp7yRt5+WvB3nHs9dFgJ2cE4aUiOo6T';
const answer = { Version: 1, AccessKeyId: 'AKIDOFPROCESS', SecretAccessKey: secret };

/** A program of a few lines that this Node runs; its path has a space where `name` has one. */
function program(name: string, source: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!${process.execPath}\n${source}\n`);
  chmodSync(path, 0o755);
  return path;
}

function run(command: string, options: Partial<CredentialProcessOptions> = {}) {
  const plan: PlanOf<'process'> = {
    kind: 'process',
    profile: 'vault',
    access: { region: 'us-east-1', endpoints: {}, useFipsEndpoint: false, useDualstackEndpoint: false },
    command,
  };
  return runCredentialProcess(plan, { path: async () => undefined, computer, ...options });
}

async function failure(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof SatchelError)) throw new Error('it was to fail', { cause: error });
  expect(JSON.stringify(error.appError)).not.toContain(secret);
  const { code, message, params } = error.appError;
  return { code, message, params };
}

const printing = (value: unknown) => `process.stdout.write(${JSON.stringify(JSON.stringify(value))})`;

describe('a program that gives keys', () => {
  test('is run with its arguments and its own environment, and its keys are taken', async () => {
    const path = program(
      'keys.cjs',
      `const [, , first, second] = process.argv;
       process.stdout.write(JSON.stringify({ ...${JSON.stringify(answer)},
         SessionToken: [first, second, process.env.HELPER_MODE].join('|'), Expiration: '2100-01-01T01:00:00+01:00' }));`,
    );
    const variables = { ...process.env, HELPER_MODE: 'quiet' };
    expect(await run(`${path} 'two words' $HOME`, { computer: { ...computer, variables } })).toEqual({
      accessKeyId: 'AKIDOFPROCESS',
      secretAccessKey: secret,
      sessionToken: 'two words|$HOME|quiet',
      expiresAtMs: Date.UTC(2100, 0, 1),
    });
  });

  test('may have spaces in its path, in quotes', async () => {
    const path = program('with space/a helper.cjs', printing(answer));
    expect(await run(`"${path}"`)).toEqual({ accessKeyId: 'AKIDOFPROCESS', secretAccessKey: secret });
  });

  test('is found in the PATH of the login shell', async () => {
    const path = program('only there/satchel-test-helper', printing(answer));
    const short = { ...computer, variables: { ...process.env, PATH: '/nowhere' } };
    expect(await failure(run('satchel-test-helper', { computer: short }))).toMatchObject({
      code: 'account.processFailed',
    });
    const loginPath = [dirname(path), '/usr/bin'].join(delimiter);
    expect(await run('satchel-test-helper', { computer: short, path: async () => loginPath })).toMatchObject({
      accessKeyId: 'AKIDOFPROCESS',
    });
  });

  test('gets no input to wait for', async () => {
    const path = program(
      'reads.cjs',
      `process.stdin.on('data', () => {}).on('end', () => ${printing(answer)});`,
    );
    expect(await run(path)).toMatchObject({ accessKeyId: 'AKIDOFPROCESS' });
  });
});

describe('a program that fails', () => {
  test('is quoted with what it said, without control characters and secrets', async () => {
    const said = [
      '\u001b[31mNot signed in.\u001b[0m Run: vault login\u0007',
      `"SecretAccessKey": "${secret}"`,
      `token=abc ${secret}`,
    ].join('\n');
    const path = program('fails.cjs', `process.stderr.write(${JSON.stringify(said)}); process.exitCode = 3;`);
    expect(await failure(run(path))).toEqual({
      code: 'account.processFailed',
      message:
        'fails.cjs, the credential_process of profile "vault", ended with code 3: Not signed in. Run: vault login\n"SecretAccessKey": •••\ntoken=••• •••',
      params: { profile: 'vault', program: 'fails.cjs' },
    });
  });

  test('is quoted with the end only of a long text, cut where no secret is half shown', async () => {
    const path = program(
      'chatty.cjs',
      `process.stderr.write('${secret} '.repeat(2000) + '\\nThe end.'); process.exitCode = 1;`,
    );
    expect(await failure(run(path))).toMatchObject({
      message: 'chatty.cjs, the credential_process of profile "vault", ended with code 1: The end.',
    });
  });

  test('is named when there is no such program', async () => {
    expect(await failure(run(`/nowhere/satchel-no-helper --secret ${secret}`))).toEqual({
      code: 'account.processFailed',
      message: 'satchel-no-helper, the credential_process of profile "vault", could not be started: ENOENT',
      params: { profile: 'vault', program: 'satchel-no-helper' },
    });
  });

  test('is not named by a secret that was written in front of it', async () => {
    expect(await failure(run(`VAULT_TOKEN=${secret} keys`))).toMatchObject({
      code: 'account.processFailed',
      params: { program: expect.not.stringContaining('Zx81') },
    });
  });

  test.for(['"open', '   ', 'ends \\'])('is not looked for behind the command line <%s>', async (command) => {
    expect(await failure(run(command))).toMatchObject({
      code: 'account.unsupported',
      params: { profile: 'vault', key: 'credential_process' },
    });
  });
});

describe('a program that does not end', () => {
  /** Starts another one that never ends either, writes both process ids down and waits. */
  const hanging = () => {
    const file = join(folder, 'pids');
    rmSync(file, { force: true });
    const path = program(
      'hangs.cjs',
      `const { spawn } = require('node:child_process');
       const { renameSync, writeFileSync } = require('node:fs');
       const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       writeFileSync(process.argv[2] + '.part', process.pid + ' ' + child.pid);
       renameSync(process.argv[2] + '.part', process.argv[2]);
       setInterval(() => {}, 1000);`,
    );
    const readPids = () => readFileSync(file, 'utf8').split(' ').map(Number);
    return { command: `${path} ${file}`, file, readPids };
  };
  const isRunning = (pid: number) => {
    try {
      process.kill(pid, 0);
    } catch {
      // ESRCH: there is no such process any more.
      return false;
    }
    // A process that has ended and that nobody asked about yet is still in the table.
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/s.test(readStat(pid));
  };
  const readStat = (pid: number) => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8');
    } catch {
      // It went away in between.
      return `${pid} () Z`;
    }
  };

  test('is stopped by the caller, with what it started', async () => {
    const { command, readPids } = hanging();
    const stop = new AbortController();
    const running = failure(run(command, { signal: stop.signal }));
    const pids = await expect.poll(readPids, { timeout: 30_000 }).toHaveLength(2).then(readPids);
    expect(pids.map(isRunning)).toEqual([true, true]);
    stop.abort();
    expect(await running).toMatchObject({ code: 'cancelled' });
    await expect.poll(() => pids.map(isRunning)).toEqual([false, false]);
  });

  test('is stopped after the time limit, with what it started', async () => {
    const { command, file, readPids } = hanging();
    expect(await failure(run(command, { timeoutMs: 3000 }))).toEqual({
      code: 'account.processTimedOut',
      message: 'hangs.cjs, the credential_process of profile "vault", did not end within 3 s.',
      params: { profile: 'vault', program: 'hangs.cjs' },
    });
    // On a slow machine it may not have come so far.
    const pids = existsSync(file) ? readPids() : [];
    await expect.poll(() => pids.filter(isRunning)).toEqual([]);
  });

  test('is stopped when Satchel ends, with what it started', async () => {
    const { command, readPids } = hanging();
    const child = fileURLToPath(
      new URL('../../../electron/core/accounts/credentials/childProcess.ts', import.meta.url),
    );
    const host = join(folder, 'host.mjs');
    writeFileSync(
      host,
      `import { runChild } from ${JSON.stringify(child)};
       import { existsSync } from 'node:fs';
       const [, , program, pids] = process.argv;
       void runChild([program, pids], { variables: process.env, platform: process.platform,
         timeoutMs: 60_000, stdoutLimitBytes: 1000 });
       setInterval(() => existsSync(pids) && process.exit(0), 10);`,
    );
    await promisify(execFile)(process.execPath, [host, ...command.split(' ')]);
    const pids = readPids();
    expect(pids).toHaveLength(2);
    await expect.poll(() => pids.filter(isRunning)).toEqual([]);
  });

  test('is not started for a caller that has stopped already', async () => {
    expect(await failure(run('/nowhere/at-all', { signal: AbortSignal.abort() }))).toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('an answer that is none', () => {
  const megabyte = `process.stdout.write('${secret}'.repeat(26_215))`;
  test.for([
    ['garbage', `process.stdout.write('garbage ${secret}')`, 'did not print a JSON object.'],
    ['nothing', '', 'did not print a JSON object.'],
    ['a list', printing([answer]), 'did not print a JSON object.'],
    ['a megabyte', megabyte, 'printed more than 65536 bytes.'],
    ['another version', printing({ ...answer, Version: 2 }), 'printed no valid Version.'],
    ['a version as text', printing({ ...answer, Version: '1' }), 'printed no valid Version.'],
    ['no secret', printing({ Version: 1, AccessKeyId: secret }), 'printed no valid SecretAccessKey.'],
    ['an empty id', printing({ ...answer, AccessKeyId: '' }), 'printed no valid AccessKeyId.'],
    ['a token as number', printing({ ...answer, SessionToken: 5 }), 'printed no valid SessionToken.'],
    ['no time', printing({ ...answer, Expiration: 'soon' }), 'printed no valid Expiration.'],
    [
      'an expired answer',
      printing({ ...answer, Expiration: '2001-02-03T04:05:06Z' }),
      'printed keys that expired at 2001-02-03T04:05:06.000Z.',
    ],
  ] as const)('%s is refused and not quoted', async ([, source, reason]) => {
    const path = program('answers.cjs', source);
    expect(await failure(run(path))).toEqual({
      code: 'account.processBadAnswer',
      message: `answers.cjs, the credential_process of profile "vault", ${reason}`,
      params: { profile: 'vault', program: 'answers.cjs' },
    });
  });
});
