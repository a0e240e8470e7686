import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { listFiles } from './listFiles.ts';
import { packageBinary } from './packageBinary.ts';
import { runQuietly } from './setup/children.mjs';
import { projectRoot, SetUpError, say } from './setup/project.mjs';

const stampFile = path.join(projectRoot, 'out/builtFrom');

/** Builds the app into out/ when its sources have changed since the last build; throws SetUpError with the build's output when it fails. */
export async function buildApp(): Promise<void> {
  const sources = await fingerprint();
  if (existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === sources) return;
  say('building Satchel');
  await rm(stampFile, { force: true });
  const args = [packageBinary('electron-vite'), 'build', '--logLevel', 'warn'];
  const { code, output } = await runQuietly(process.execPath, args, { cwd: projectRoot });
  if (code !== 0) throw new SetUpError(`${output}\nSatchel could not be built.`);
  await mkdir(path.dirname(stampFile), { recursive: true });
  await writeFile(stampFile, sources);
}

/** Changes when a source is added, removed or written. */
async function fingerprint(): Promise<string> {
  const files = [
    ...(await listFiles(projectRoot, [
      'electron',
      'renderer',
      'shared',
      'build/demo',
      'test/support/s3server',
    ])),
    'electron.vite.config.ts',
    'package-lock.json',
  ];
  const hash = createHash('sha256');
  for (const file of files) {
    const { mtimeMs, size } = await stat(path.join(projectRoot, file));
    hash.update(`${file}\t${mtimeMs}\t${size}\n`);
  }
  return hash.digest('hex');
}
