import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { runQuietly } from './children.mjs';
import { projectRoot, SetUpError } from './project.mjs';

/** The first major version of Node that runs the project's TypeScript and has all that its scripts use. */
export const wantedNodeMajor = 24;

/**
 * The Node that runs the project's scripts: the one that the npm package `node` brings, or else the machine's
 * own when it is new enough. Throws SetUpError when neither is there.
 * @param {{ readonly root?: string, readonly machineNode?: { readonly path: string, readonly version: string } }} [host]
 */
export async function findProjectNode({
  root = projectRoot,
  machineNode = { path: process.execPath, version: process.versions.node },
} = {}) {
  const own = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own) && (await runs(own))) return own;
  if (Number.parseInt(machineNode.version, 10) >= wantedNodeMajor) return machineNode.path;
  throw new SetUpError(
    `Node ${wantedNodeMajor} could not be had. It comes with the npm package \`node\`, whose install script was ` +
      'blocked or failed. Try `npm rebuild node --ignore-scripts=false --foreground-scripts`, or install ' +
      `Node ${wantedNodeMajor} or newer on this machine.`,
  );
}

/** @param {string} executable */
async function runs(executable) {
  try {
    return (await runQuietly(executable, ['--version'])).output.startsWith(`v${wantedNodeMajor}.`);
  } catch (error) {
    // A binary for another processor or C library cannot be started at all.
    if (/** @type {NodeJS.ErrnoException} */ (error).code) return false;
    throw error;
  }
}
