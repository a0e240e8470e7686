import process from 'node:process';
import { startDemoServer } from './demo/demoServer.ts';
import { packageBinary } from './packageBinary.ts';
import { runForwardingSignals } from './setup/children.mjs';
import { electronExecutable, sandboxArguments } from './setup/electronPath.mjs';
import { projectRoot } from './setup/project.mjs';

// The demo's sample and never the user's own profiles: this may run on the fallback Electron.
await using resources = new AsyncDisposableStack();
const server = await startDemoServer(resources);
const args = [packageBinary('electron-vite'), 'dev', '--watch', ...process.argv.slice(2)];
process.exitCode = await runForwardingSignals(process.execPath, args, {
  cwd: projectRoot,
  env: {
    ...process.env,
    ...server.environment,
    ELECTRON_EXEC_PATH: electronExecutable({ allowFallback: true }),
    ...(sandboxArguments().length > 0 && { NO_SANDBOX: '1' }),
  },
});
