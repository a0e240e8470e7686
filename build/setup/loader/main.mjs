// Opens an app folder or file the way Electron's own default app does: the runtime of fallbackRuntime.mjs
// comes without one. It runs inside Electron, never under plain Node.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app as publicApp } from 'electron';

/** Two calls that Electron keeps for its default app. */
const app =
  /** @type {import('electron').App & { setAppPath(folder: string): void, setVersion(version: string): void }} */ (
    publicApp
  );

const switchesWithValue = new Set(['-r', '--require']);

/**
 * Splits Electron's command line into the loader's own options and the app to open.
 * @param {readonly string[]} args
 */
function parseArguments(args) {
  /** @type {string[]} */
  const preloads = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? '';
    if (switchesWithValue.has(argument)) preloads.push(args[++i] ?? '');
    else if (argument === '--version' || argument === '-v') return { preloads, wantsVersion: true };
    else if (!argument.startsWith('-')) return { preloads, wantsVersion: false, target: argument };
  }
  return { preloads, wantsVersion: false };
}

/**
 * The entry file of an app folder, after its package.json has named the app; a file is its own entry.
 * @param {string} target
 */
function prepareApp(target) {
  const location = path.resolve(target);
  if (!statSync(location).isDirectory()) {
    app.setAppPath(path.dirname(location));
    return location;
  }
  const manifestPath = path.join(location, 'package.json');
  const manifest = existsSync(manifestPath) ? JSON.parse(readFileSync(manifestPath, 'utf8')) : {};
  const name = manifest.productName ?? manifest.name;
  if (name) {
    app.setName(name);
    if (!app.commandLine.hasSwitch('user-data-dir'))
      app.setPath('userData', path.join(app.getPath('appData'), name));
  }
  if (manifest.version) app.setVersion(manifest.version);
  app.setAppPath(location);
  return path.resolve(location, manifest.main ?? 'index.js');
}

const { preloads, wantsVersion, target } = parseArguments(process.argv.slice(1));
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: false });

if (wantsVersion) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}

const require = createRequire(path.join(process.cwd(), 'package.json'));
for (const file of preloads) require(file);

if (target === undefined) {
  console.error('Name the app to open: electron FOLDER');
  process.exit(1);
}
try {
  await import(pathToFileURL(prepareApp(target)).href);
} catch (error) {
  console.error(error);
  process.exit(1);
}
