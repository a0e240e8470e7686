import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fallbackFolder } from './fallbackRuntime.mjs';
import { projectRoot, SetUpError } from './project.mjs';

const officialFolder = path.join(projectRoot, 'node_modules/electron');

/**
 * The path of the Electron executable: the one that SATCHEL_ELECTRON or ELECTRON_OVERRIDE_DIST_PATH names, the
 * `electron` package's own, or, only where `allowFallback` says so, the fallback runtime. Downloads nothing;
 * throws SetUpError when there is none.
 * @param {{ readonly allowFallback: boolean }} options
 */
export function electronExecutable({ allowFallback }) {
  const found =
    (allowFallback && process.env.SATCHEL_ELECTRON) ||
    overriddenElectron() ||
    officialElectron() ||
    (allowFallback && fallbackElectron());
  if (found) return found;
  throw new SetUpError(
    'There is no Electron here yet: run `npm run demo` or `npm test` once, they fetch it.',
  );
}

/** The Electron that ELECTRON_OVERRIDE_DIST_PATH names, when the variable is set. */
export function overriddenElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  return folder && path.join(folder, platformExecutable());
}

/** The executable that the `electron` package downloaded, when it is there at the package's version. */
export function officialElectron() {
  const executable = path.join(officialFolder, 'dist', platformExecutable());
  const versionFile = path.join(officialFolder, 'dist/version');
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined;
  return readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') === officialVersion()
    ? executable
    : undefined;
}

/** The executable of the fallback runtime, when it is unpacked. */
export function fallbackElectron() {
  const executable = path.join(fallbackFolder, 'electron');
  return existsSync(executable) ? executable : undefined;
}

/** The version of the `electron` package in node_modules. */
export function officialVersion() {
  return String(JSON.parse(readFileSync(path.join(officialFolder, 'package.json'), 'utf8')).version);
}

/**
 * Chromium refuses to start its sandbox as root and where the kernel forbids user namespaces; the demo and the
 * tests, which hold no real credentials, then go without.
 * @returns {readonly string[]}
 */
export function sandboxArguments() {
  if (process.platform !== 'linux') return [];
  const restricted =
    readSwitch('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    readSwitch('/proc/sys/kernel/unprivileged_userns_clone') === '0';
  return process.getuid?.() === 0 || restricted ? ['--no-sandbox'] : [];
}

/** @param {string} file */
function readSwitch(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function platformExecutable() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
