import path from 'node:path';
import process from 'node:process';
import { Interrupted, runForwardingSignals } from './children.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureElectron } from './electronRuntime.mjs';
import { projectRoot, SetUpError } from './project.mjs';
import { findProjectNode } from './projectNode.mjs';
import { reportMissingLibraries } from './sharedLibraries.mjs';
import { ensureSystemPackages } from './systemPackages.mjs';

/**
 * What a command runs and needs; `fallback` lets it run on the fallback Electron, which `start` never may: it
 * holds real credentials.
 * @typedef {{
 *   readonly script?: string,
 *   readonly packages: readonly import('./systemPackages.mjs').PackageGroup[],
 *   readonly fallback?: boolean,
 * }} Command
 */

/** @type {Readonly<Record<string, Command>>} */
export const commands = {
  demo: { script: 'build/demo/main.ts', packages: ['electron', 'display', 'fonts'], fallback: true },
  screenshots: {
    script: 'build/demo/screenshots.ts',
    packages: ['electron', 'display', 'fonts'],
    fallback: true,
  },
  test: {
    script: 'build/test.ts',
    packages: ['electron', 'display', 'fonts', 'rados', 'secrets'],
    fallback: true,
  },
  bench: {
    script: 'test/bench/main.ts',
    packages: ['electron', 'display', 'rados', 'peers'],
    fallback: true,
  },
  dev: { script: 'build/dev.ts', packages: ['electron'], fallback: true },
  start: { script: 'build/start.ts', packages: ['electron'] },
  libraries: { packages: ['electron', 'display', 'fonts', 'rados', 'secrets'] },
};

/**
 * Sets up what a command needs, runs it and resolves to its exit code.
 * @param {readonly string[]} args the command's name, then its arguments
 */
export async function runCommand([name = '', ...args]) {
  const command = commands[name];
  if (!command) {
    console.error(`Name a command: ${Object.keys(commands).join(', ')}`);
    return 2;
  }
  try {
    return await setUpAndRun(command, args);
  } catch (error) {
    if (error instanceof Interrupted) return error.exitCode;
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    return 1;
  }
}

/**
 * @param {Command} command
 * @param {readonly string[]} args
 */
async function setUpAndRun({ script, packages, fallback = false }, args) {
  if (!script) {
    await ensureSystemPackages(packages);
    return 0;
  }
  await ensureDependencies();
  const projectNode = await findProjectNode();
  await ensureSystemPackages(packages);
  const electron = await ensureElectron({ allowFallback: fallback, projectNode });
  await reportMissingLibraries(electron);
  return runForwardingSignals(projectNode, [path.join(projectRoot, script), ...args], {
    cwd: projectRoot,
    env: {
      ...process.env,
      ...utf8Locale(),
      SATCHEL_ELECTRON: electron,
      ELECTRON_EXEC_PATH: electron,
    },
  });
}

/**
 * On Linux, Chromium reads file names by the locale: without one (a bare container), a dropped file with an accent in
 * its name would have no path.
 */
function utf8Locale() {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  return process.platform === 'linux' && !(LC_ALL || LC_CTYPE || LANG) ? { LANG: 'C.UTF-8' } : {};
}
