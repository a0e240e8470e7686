import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { bucket, type Session } from './session.ts';

/** Writes that many keys of no bytes below a prefix straight into the embedded server's index. */
export async function fillFolder(session: Session, prefix: string, count: number): Promise<void> {
  const startedMs = performance.now();
  const script = path.join(import.meta.dirname, 'fillFolder.ts');
  const place = ['--dir', session.serverFolder, '--bucket', bucket, '--prefix', prefix];
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, ...place, '--count', String(count)],
    { stdio: 'inherit' },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The folder could not be filled (code ${code})`);
  console.log(`${count} keys made in ${((performance.now() - startedMs) / 1000).toFixed(1)} s.`);
}
