import { describe, expect, test } from 'vitest';
import {
  ensureSystemPackages,
  type PackageGroup,
  packageGroups,
} from '../../../../build/setup/systemPackages.mjs';

/** A Debian-like machine on which these packages are installed. */
function machine(
  installed: readonly string[],
  archive: readonly string[] = [],
  failing: readonly string[] = [],
) {
  const commands: string[] = [];
  const printed: string[] = [];
  const run = async (command: string, args: readonly string[]) => {
    if (command === 'dpkg-query')
      return { code: 1, output: installed.map((name) => `ii  ${name}\n`).join('') };
    if (command === 'apt-cache') return { code: 0, output: archive.join('\n') };
    commands.push([command, ...args].join(' '));
    return failing.some((name) => args.includes(name))
      ? { code: 100, output: 'E: no such thing\n' }
      : { code: 0, output: '' };
  };
  const host = { hasApt: true, run, print: (line: string) => printed.push(line) };
  return {
    commands,
    printed,
    asRoot: (groups: readonly PackageGroup[]) => ensureSystemPackages(groups, { ...host, isRoot: true }),
    asUser: (groups: readonly PackageGroup[]) => ensureSystemPackages(groups, { ...host, isRoot: false }),
  };
}

describe('the system packages step', () => {
  test('does and prints nothing when all are installed, also under their newer names', async () => {
    const { asRoot, commands, printed } = machine(
      packageGroups.electron.packages.map((name) => (name === 'libgtk-3-0' ? 'libgtk-3-0t64' : name)),
    );
    await asRoot(['electron']);
    expect([commands, printed]).toEqual([[], []]);
  });

  test('installs what is missing as root', async () => {
    const { asRoot, commands, printed } = machine(['xauth']);
    await asRoot(['display']);
    expect([commands, printed]).toEqual([
      ['apt-get update -q', 'apt-get install -y -q --no-install-recommends xvfb'],
      ['installing system packages for the virtual display (apt-get install)'],
    ]);
  });

  test('stops with the exact command when a user lacks a package that is needed', async () => {
    const installed = packageGroups.electron.packages.filter((name) => name !== 'libasound2');
    const { asUser, commands } = machine(installed, ['libasound2t64']);
    await expect(asUser(['electron', 'fonts'])).rejects.toThrow(
      '  sudo apt-get install -y --no-install-recommends libasound2t64 fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji',
    );
    expect(commands).toEqual([]);
  });

  test('goes on with one line when a user lacks a package that is not needed', async () => {
    const { asUser, printed } = machine([]);
    await asUser(['peers']);
    expect(printed).toEqual([
      'going on without the comparison in the bench; to have it: sudo apt-get install -y --no-install-recommends rclone awscli curl',
    ]);
  });

  test('goes on when only packages that are not needed cannot be installed', async () => {
    const { asRoot, printed } = machine([], [], ['radosgw']);
    await asRoot(['display', 'rados']);
    expect(printed.at(-1)).toBe('going on without ceph-mon ceph-osd radosgw ceph-common: E: no such thing');
  });

  test('stops when packages that are needed cannot be installed', async () => {
    await expect(machine([], [], ['xvfb']).asRoot(['display'])).rejects.toThrow(
      /E: no such thing.*xvfb xauth/s,
    );
  });
});
