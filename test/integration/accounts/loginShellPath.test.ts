import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createLoginShellPath } from '../../../electron/core/accounts/credentials/loginShellPath.ts';

const folder = mkdtempSync(join(tmpdir(), 'satchel-shell-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A shell of our own: what it does first, and then what it was told as its last argument. */
function shell(name: string, start: string, finish = 'eval "$told"'): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nfor told; do :; done\necho "$@" > '${path}.args'\n${start}\n${finish}\n`);
  chmodSync(path, 0o755);
  return path;
}

function ask(SHELL: string | undefined, { platform = 'linux' as NodeJS.Platform, timeoutMs = 30_000 } = {}) {
  const variables = { PATH: '/usr/bin:/bin', HOME: folder, ...(SHELL !== undefined && { SHELL }) };
  return createLoginShellPath({ homeFolder: folder, platform, variables }, { timeoutMs });
}

test('the folders of the login shell come first, those of this process stay', async () => {
  const path = shell('plain', 'PATH="/opt/company/bin:/usr/bin::/home/me/bin"; export PATH');
  expect(await ask(path)()).toBe('/opt/company/bin:/usr/bin:/home/me/bin:/bin');
});

test('a real shell reads its start-up files, however much they print', async () => {
  writeFileSync(
    join(folder, '.bash_profile'),
    'echo Welcome; set -v\nexport PATH="/from profile/bin:$PATH"\nprintf "no line end"\ntrap "echo bye" EXIT\n',
  );
  // What /etc/profile of this machine sets comes in between.
  expect(await ask('/bin/bash')()).toMatch(/^\/from profile\/bin:.*\/bin$/);
});

test.skipIf(!existsSync('/bin/dash'))('a plain POSIX shell tells it too', async () => {
  writeFileSync(join(folder, '.profile'), 'echo hello; PATH="/from/dash:$PATH"; export PATH\n');
  expect(await ask('/bin/dash')()).toMatch(/^\/from\/dash:.*\/bin$/);
});

test('each kind of shell gets the flags that it takes', async () => {
  const flags = async (name: string) => {
    const path = shell(name, ':');
    await ask(path)();
    return readFileSync(`${path}.args`, 'utf8').replace(/ \/bin.*/s, '');
  };
  expect([await flags('fish'), await flags('zsh'), await flags('tcsh'), await flags('csh')]).toEqual([
    '-i -l -c',
    '-i -l -c',
    '-i -c',
    '-i -c',
  ]);
});

test('a shell that leaves something running behind is not waited for', async () => {
  const path = shell('leaves', '/bin/sleep 1000 &\nPATH=/opt/bin; export PATH');
  expect(await ask(path)()).toBe('/opt/bin:/usr/bin:/bin');
});

test('it is asked once, whoever asks and how often', async () => {
  const count = join(folder, 'count');
  const path = shell('counts', `echo x >> '${count}'`);
  const loginPath = ask(path);
  const answers = await Promise.all([loginPath(), loginPath()]);
  expect([...answers, await loginPath()]).toEqual(Array(3).fill('/usr/bin:/bin'));
  expect(readFileSync(count, 'utf8')).toBe('x\n');
});

test('nothing is known where the shell fails, floods, is missing or has no PATH', async () => {
  expect(await ask(shell('fails', 'exit 1'))()).toBeUndefined();
  expect(await ask(shell('floods', 'while :; do echo yes; done'))()).toBeUndefined();
  expect(await ask(join(folder, 'missing'))()).toBeUndefined();
  expect(await ask(shell('echoes', ':', 'echo "$told"'))()).toBeUndefined();
});

test('a shell that hangs is given up and gone', async () => {
  const path = shell('hangs', `echo $$ > '${join(folder, 'pid')}'; sleep 1000`);
  expect(await ask(path, { timeoutMs: 1500 })()).toBeUndefined();
  // On a slow machine it may not have come so far.
  if (!existsSync(join(folder, 'pid'))) return;
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
  await expect.poll(() => existsSync(`/proc/${pid}`) || process.platform !== 'linux').toBe(false);
});

test('on Windows no shell is asked', async () => {
  const path = shell('never', ':');
  expect(await ask(path, { platform: 'win32' })()).toBeUndefined();
  expect(existsSync(`${path}.args`)).toBe(false);
});

test('the shell of the user account is asked where no variable names one', async () => {
  writeFileSync(join(folder, '.bash_profile'), 'PATH="/from/account:$PATH"\n');
  writeFileSync(join(folder, '.profile'), 'PATH="/from/account:$PATH"; export PATH\n');
  // Which shell that is differs from machine to machine; what it answers holds this process's folders.
  const path = await ask(undefined)();
  expect(path === undefined || path.split(':').includes('/bin')).toBe(true);
});
