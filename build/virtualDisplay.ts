import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

/** A screen of its own that nobody sees; `display` is the value for DISPLAY. */
export type VirtualDisplay = { readonly display: string; readonly stop: () => Promise<void> };

/** True where a window has no screen to open on: Linux without X11 or Wayland. */
export function needsVirtualDisplay(): boolean {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}

/** Starts Xvfb on a free display number; throws when it cannot be started. */
export async function startVirtualDisplay(width = 1600, height = 1100): Promise<VirtualDisplay> {
  const screen = ['-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'];
  const server = spawn('Xvfb', ['-displayfd', '1', ...screen], { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(server, 'exit');
  const number = await Promise.race([
    once(server.stdout, 'data').then(([output]) => String(output).trim()),
    exited.then(([code]) => {
      throw new Error(`Xvfb ended at once with code ${code}`);
    }),
  ]);
  return {
    display: `:${number}`,
    stop: async () => {
      server.kill();
      await exited;
    },
  };
}
