import { existsSync } from 'node:fs';
import process from 'node:process';
import { runQuietly } from './children.mjs';
import { SetUpError, say } from './project.mjs';

/** @typedef {keyof typeof packageGroups} PackageGroup */
/** @typedef {(command: string, args: readonly string[]) => Promise<import('./children.mjs').ChildResult>} Run */

/** Debian packages by what they are for; a group that is not needed is done without where it cannot be installed. */
export const packageGroups = {
  electron: {
    needed: true,
    purpose: 'Electron',
    packages: [
      'libgtk-3-0',
      'libnss3',
      'libasound2',
      'libgbm1',
      'libxss1',
      'libxtst6',
      'libatspi2.0-0',
      'libdrm2',
      'libnotify4',
      'libsecret-1-0',
      'libxkbfile1',
    ],
  },
  display: { needed: true, purpose: 'the virtual display', packages: ['xvfb', 'xauth'] },
  fonts: {
    needed: false,
    purpose: 'all scripts and emoji in pictures',
    packages: ['fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji'],
  },
  rados: {
    needed: false,
    purpose: 'the tests over a real RADOS Gateway',
    packages: ['ceph-mon', 'ceph-osd', 'radosgw', 'ceph-common'],
  },
  secrets: {
    needed: false,
    purpose: 'the tests with a keychain and with certificates of their own',
    packages: ['dbus', 'gnome-keyring', 'openssl'],
  },
  peers: { needed: false, purpose: 'the comparison in the bench', packages: ['rclone', 'awscli', 'curl'] },
};

/** Whether this is a Debian-like system. */
export const systemHasApt = process.platform === 'linux' && existsSync('/usr/bin/apt-get');

/**
 * Installs the missing packages of these groups on Debian-like systems, as root only. For other users it throws
 * SetUpError with the exact command when a needed one is missing, and prints it when the rest can do without.
 * @param {readonly PackageGroup[]} groups
 * @param {{ readonly isRoot?: boolean, readonly hasApt?: boolean, readonly run?: Run, readonly print?: typeof say }} [host]
 */
export async function ensureSystemPackages(
  groups,
  { isRoot = process.getuid?.() === 0, hasApt = systemHasApt, run = runApt, print = say } = {},
) {
  if (!hasApt || groups.length === 0) return;
  const missing = await missingPackages(
    groups.flatMap((group) => packageGroups[group].packages),
    run,
  );
  if (missing.length === 0) return;
  const lacking = groups.filter((group) =>
    packageGroups[group].packages.some((name) => missing.includes(name)),
  );
  const purposes = lacking.map((group) => packageGroups[group].purpose).join(', ');
  if (!isRoot) {
    const command = `sudo apt-get install -y --no-install-recommends ${(await archiveNames(missing, run)).join(' ')}`;
    if (lacking.some((group) => packageGroups[group].needed))
      throw new SetUpError(`System packages are missing (for ${purposes}). Install them with:\n  ${command}`);
    print(`going on without ${purposes}; to have it: ${command}`);
    return;
  }
  print(`installing system packages for ${purposes} (apt-get install)`);
  await run('apt-get', ['update', '-q']);
  for (const needed of [true, false]) {
    const names = missing.filter((name) => isNeeded(name) === needed);
    if (names.length === 0) continue;
    const args = ['install', '-y', '-q', '--no-install-recommends', ...(await archiveNames(names, run))];
    const { code, output } = await run('apt-get', args);
    if (code === 0) continue;
    if (needed)
      throw new SetUpError(`${output}\nThese system packages could not be installed: ${names.join(' ')}`);
    print(`going on without ${names.join(' ')}: ${output.trim().split('\n').at(-1)}`);
  }
}

/** @param {string} name */
function isNeeded(name) {
  return Object.values(packageGroups).some((group) => group.needed && group.packages.includes(name));
}

/** Newer releases give libraries with 64-bit times a new name. @param {string} name */
function withSuffix(name) {
  return `${name}t64`;
}

/**
 * @param {readonly string[]} names
 * @param {Run} run
 */
async function missingPackages(names, run) {
  // Unknown names make dpkg-query fail, and it still lists the known ones.
  const { output } = await run('dpkg-query', [
    '-W',
    '-f',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format
    '${db:Status-Abbrev} ${Package}\\n',
    ...names.flatMap((name) => [name, withSuffix(name)]),
  ]);
  const installed = new Set(
    output.split('\n').flatMap((line) => (line.startsWith('ii') ? [line.slice(2).trim()] : [])),
  );
  return names.filter((name) => !installed.has(name) && !installed.has(withSuffix(name)));
}

/**
 * The names under which this release's archive has the packages.
 * @param {readonly string[]} names
 * @param {Run} run
 */
async function archiveNames(names, run) {
  const { output } = await run('apt-cache', ['pkgnames', 'lib']);
  const known = new Set(output.split('\n'));
  return names.map((name) => (known.has(withSuffix(name)) ? withSuffix(name) : name));
}

/** @type {Run} */
function runApt(command, args) {
  return runQuietly(command, args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
  });
}
