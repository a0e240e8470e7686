import path from 'node:path';
import process from 'node:process';
import { runQuietly } from './children.mjs';
import { projectRoot } from './project.mjs';

/**
 * Runs the machine's npm, with its own Node: the project's Node lives in the folder that `npm ci` replaces.
 * @param {readonly string[]} args
 */
export function runNpm(args) {
  return runQuietly('npm', [...args, '--loglevel=warn'], {
    cwd: projectRoot,
    env: { ...process.env, [pathName()]: machinePath() },
    shell: process.platform === 'win32',
  });
}

/** Windows spells the variable `Path`. */
function pathName() {
  return Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
}

function machinePath() {
  const folders = (process.env[pathName()] ?? '').split(path.delimiter);
  return folders
    .filter((folder) => !folder.includes(`node_modules${path.sep}.bin`) && !folder.includes('node-gyp-bin'))
    .join(path.delimiter);
}
