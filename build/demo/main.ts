import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildApp } from '../buildApp.ts';
import { electronExecutable, sandboxArguments } from '../setup/electronPath.mjs';
import { projectRoot } from '../setup/project.mjs';
import { needsVirtualDisplay, startVirtualDisplay } from '../virtualDisplay.ts';
import { type DemoServer, startDemoServer } from './demoServer.ts';
import { takeTour } from './tour.ts';

const { values: options } = parseArgs({ options: { tour: { type: 'boolean', default: false } } });

const headless = needsVirtualDisplay();
if (headless)
  console.log('There is no display here: Satchel opens on a virtual one and takes a tour by itself.');
const display = headless ? await startVirtualDisplay() : undefined;
if (display) process.env.DISPLAY = display.display;

try {
  process.exitCode = await runDemo();
} finally {
  await display?.stop();
}

/** Resolves to the exit code, after everything it started has ended. */
async function runDemo(): Promise<number> {
  await buildApp();
  console.log('Starting a sample server on this computer…');
  const server = await startDemoServer();
  try {
    return headless || options.tour ? await takeTour(server) : await openWindow(server);
  } finally {
    await server.stop();
  }
}

/** Opens the window and waits until it is closed or Ctrl-C is pressed. */
async function openWindow(server: DemoServer): Promise<number> {
  console.log(
    'Satchel is open on sample files. Close its window or press Ctrl-C to end; the sample is thrown away.',
  );
  const window = spawn(electronExecutable({ allowFallback: true }), [...sandboxArguments(), projectRoot], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...server.environment },
  });
  const end = () => window.kill();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const [code] = await once(window, 'exit');
  return code ?? 0;
}
