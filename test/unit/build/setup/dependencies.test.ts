import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ensureDependencies, holdsAll } from '../../../../build/setup/dependencies.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/for-another-platform': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  },
};

describe('an installed tree', () => {
  test('is whole without the optional packages of other platforms', () => {
    expect(holdsAll(lock, { packages: { 'node_modules/a': lock.packages['node_modules/a'] } })).toBe(true);
  });

  test('is not whole when a package is missing or has another version', () => {
    const older = { 'node_modules/a': { version: '0.9.0', integrity: 'sha512-old' } };
    expect([holdsAll(lock, { packages: {} }), holdsAll(lock, { packages: older })]).toEqual([false, false]);
  });
});

describe('the dependencies step', () => {
  let root = '';
  beforeEach(async () => {
    vi.spyOn(console, 'log').mockReturnValue(undefined);
    root = await mkdtemp(path.join(tmpdir(), 'satchel-setup-'));
    await writeFile(path.join(root, 'package-lock.json'), JSON.stringify(lock));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(root, { recursive: true });
  });

  test('runs npm ci once when nothing is installed', async () => {
    const npm = vi.fn(async () => ({ code: 0, output: '' }));
    await ensureDependencies({ root, npm });
    expect(npm.mock.calls).toEqual([[['ci', '--include=dev', '--include=optional']]]);
  });

  test('does and prints nothing when all is installed', async () => {
    const npm = vi.fn();
    await mkdir(path.join(root, 'node_modules'));
    await writeFile(path.join(root, 'node_modules/.package-lock.json'), JSON.stringify(lock));
    await ensureDependencies({ root, npm });
    expect([npm.mock.calls, vi.mocked(console.log).mock.calls]).toEqual([[], []]);
  });

  test('shows the output of an install that failed, and what to do', async () => {
    const npm = async () => ({ code: 1, output: 'npm error network' });
    await expect(ensureDependencies({ root, npm })).rejects.toThrow(
      /npm error network.*HTTPS_PROXY.*npm ci/s,
    );
  });
});
