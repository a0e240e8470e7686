import process from 'node:process';
import { buildApp } from './buildApp.ts';
import { runForwardingSignals } from './setup/children.mjs';
import { electronExecutable } from './setup/electronPath.mjs';
import { projectRoot, SetUpError } from './setup/project.mjs';

/** Builds Satchel when needed and opens it on the user's own profiles; resolves to its exit code. */
async function start(args: readonly string[]): Promise<number> {
  if (process.platform === 'linux' && process.getuid?.() === 0)
    throw new SetUpError(
      'Satchel does not start as root: the sandbox that keeps its pages away from your files would be off. ' +
        'Run `npm start` as an ordinary user, or `npm run demo` to look around.',
    );
  await buildApp();
  return runForwardingSignals(electronExecutable({ allowFallback: false }), [projectRoot, ...args]);
}

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
