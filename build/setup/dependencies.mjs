import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from './npm.mjs';
import { projectRoot, SetUpError, say } from './project.mjs';

/** @typedef {{ readonly version?: string, readonly integrity?: string, readonly optional?: boolean }} LockEntry */
/** @typedef {{ readonly packages?: Readonly<Record<string, LockEntry>> }} Lock */

/**
 * Installs the packages of package-lock.json when node_modules does not hold them.
 * @param {{ readonly root?: string, readonly npm?: typeof runNpm }} [host]
 */
export async function ensureDependencies({ root = projectRoot, npm = runNpm } = {}) {
  const [wanted, installed] = await Promise.all([
    readLock(path.join(root, 'package-lock.json')),
    // npm writes this copy of the lock as the last thing that an install does.
    readLock(path.join(root, 'node_modules/.package-lock.json')),
  ]);
  if (wanted && installed && holdsAll(wanted, installed)) return;
  say('installing the packages of package-lock.json (npm ci)');
  const { code, output } = await npm(['ci', '--include=dev', '--include=optional']);
  if (code !== 0)
    throw new SetUpError(
      `${output}\nThe packages could not be installed: the reason is above. Behind a proxy, set HTTPS_PROXY or ` +
        '`npm config set https-proxy URL`; then try `npm ci` by hand.',
    );
}

/**
 * Whether an installed tree holds every package that a lock file asks for, at its version; packages that are
 * optional may be missing, since they depend on the platform.
 * @param {Lock} wanted
 * @param {Lock} installed
 */
export function holdsAll(wanted, installed) {
  return Object.entries(wanted.packages ?? {}).every(([place, entry]) => {
    if (place === '') return true;
    const found = installed.packages?.[place];
    if (!found) return entry.optional === true;
    const sameBytes = entry.integrity === undefined || entry.integrity === found.integrity;
    return found.version === entry.version && sameBytes;
  });
}

/**
 * @param {string} file
 * @returns {Promise<Lock | undefined>}
 */
async function readLock(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}
