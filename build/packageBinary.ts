import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './setup/project.mjs';

/** The script behind a command that a package of node_modules brings, to be run with `process.execPath`. */
export function packageBinary(packageName: string, command = packageName): string {
  const folder = path.join(projectRoot, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[command]);
}
