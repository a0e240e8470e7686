import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ElectronStore from 'electron-store';
import type { Log } from '../core/ports.ts';

/**
 * Opens `NAME.json` in a folder; writes to it are atomic. A file that is no JSON is kept beside it as `NAME.broken.json`
 * and begun anew. Undefined for a file that cannot be opened, or not be set aside.
 */
export function openJsonFile(
  folder: string,
  name: string,
  log: Log,
): ElectronStore<Record<string, unknown>> | undefined {
  try {
    setBrokenFileAside(folder, name, log);
    return new ElectronStore({ name, cwd: folder, accessPropertiesByDotNotation: false });
  } catch (error) {
    log.error(`The file ${name}.json cannot be used; Satchel goes on without it.`, error);
    return undefined;
  }
}

function setBrokenFileAside(folder: string, name: string, log: Log): void {
  const path = join(folder, `${name}.json`);
  if (!existsSync(path)) return;
  const text = readFileSync(path, 'utf8');
  try {
    JSON.parse(text);
  } catch {
    copyFileSync(path, join(folder, `${name}.broken.json`));
    rmSync(path);
    log.info(`The file ${name}.json could not be read; it was kept as ${name}.broken.json.`);
  }
}
