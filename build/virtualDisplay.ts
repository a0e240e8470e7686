import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

/** True where a window has no screen to open on: Linux without X11 or Wayland. */
export function needsVirtualDisplay(): boolean {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}

/**
 * Starts Xvfb on a free display number and makes it this process's display; `resources` ends it, also when it is
 * disposed of while this is still starting. Throws when it cannot be started.
 */
export async function startVirtualDisplay(
  resources: AsyncDisposableStack,
  width = 1600,
  height = 1100,
): Promise<void> {
  const screen = ['-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'];
  const server = spawn('Xvfb', ['-displayfd', '1', ...screen], { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(server, 'exit');
  resources.defer(async () => {
    server.kill();
    await exited;
  });
  const number = await Promise.race([
    once(server.stdout, 'data').then(([output]) => String(output).trim()),
    exited.then(([code]) => {
      throw new Error(`Xvfb ended at once with code ${code}`);
    }),
  ]);
  process.env.DISPLAY = `:${number}`;
}
