import process from 'node:process';
import { runQuietly } from './children.mjs';
import { say } from './project.mjs';
import { systemHasApt } from './systemPackages.mjs';

/**
 * On a Linux whose packages this project does not know, names the shared libraries that Electron will not find.
 * @param {string} electron
 */
export async function reportMissingLibraries(electron) {
  if (process.platform !== 'linux' || systemHasApt) return;
  const { output } = await runQuietly('ldd', [electron]);
  const missing = output
    .split('\n')
    .flatMap((line) => (line.includes('not found') ? [line.trim().split(' ')[0]] : []));
  if (missing.length > 0)
    say(
      `Electron needs these shared libraries, install them with your system's packages: ${missing.join(' ')}`,
    );
}
