import process from 'node:process';

const checkEveryMs = 250;

/**
 * Sends SIGTERM to this process when the shell that npm put between them has ended: it does not pass signals on,
 * so that ending `npm` alone would leave everything running.
 */
export function endWithParent() {
  if (process.platform === 'win32' || process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, checkEveryMs);
  timer.unref();
}
