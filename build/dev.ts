import process from 'node:process';
import { startDemoServer } from './demo/demoServer.ts';
import { packageBinary } from './packageBinary.ts';
import { runAsResource, runScript } from './resources.ts';
import { electronExecutable, sandboxArguments } from './setup/electronPath.mjs';
import { projectRoot } from './setup/project.mjs';

// The demo's sample and never the user's own profiles: this may run on the fallback Electron.
await runScript(async (resources) => {
  const server = await startDemoServer(resources);
  const args = [packageBinary('electron-vite'), 'dev', '--watch', ...process.argv.slice(2)];
  return runAsResource(resources, process.execPath, args, {
    stdio: 'inherit',
    cwd: projectRoot,
    env: {
      ...process.env,
      ...server.environment,
      ELECTRON_EXEC_PATH: electronExecutable({ allowFallback: true }),
      ...(sandboxArguments().length > 0 && { NO_SANDBOX: '1' }),
    },
  });
});
