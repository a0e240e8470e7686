import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildApp } from '../buildApp.ts';
import { runAsResource, runScript } from '../resources.ts';
import { electronExecutable, sandboxArguments } from '../setup/electronPath.mjs';
import { projectRoot } from '../setup/project.mjs';
import { needsVirtualDisplay, startVirtualDisplay } from '../virtualDisplay.ts';
import { startDemoServer } from './demoServer.ts';

const { values: options } = parseArgs({ options: { tour: { type: 'boolean', default: false } } });
await runScript(runDemo);

/** Resolves to the exit code when the window is closed or the tour is over. */
async function runDemo(resources: AsyncDisposableStack): Promise<number> {
  const headless = needsVirtualDisplay();
  if (headless) {
    console.log('There is no display here: Satchel opens on a virtual one and takes a tour by itself.');
    await startVirtualDisplay(resources);
  }
  await buildApp();
  console.log('Starting a sample server on this computer…');
  const { environment, folder } = await startDemoServer(resources);
  if (headless || options.tour) {
    const tour = path.join(import.meta.dirname, 'tour.ts');
    return runAsResource(resources, process.execPath, [tour], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment, TMPDIR: folder },
    });
  }
  console.log(
    'Satchel is open on sample files. Close its window or press Ctrl-C to end; the sample is thrown away.',
  );
  const electron = electronExecutable({ allowFallback: true });
  return runAsResource(resources, electron, [...sandboxArguments(), projectRoot], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...environment },
  });
}
