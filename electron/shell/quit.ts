import { app } from 'electron';
import type { Log } from '../core/ports.ts';

/** Cleaning up takes so long at most, as in the transfers: a server that does not answer must not keep Satchel from ending. */
const maxClosingMs = 5_000;

/** Ends Satchel with its last window, after `close` has cleaned up or its time is over. */
export function closeBeforeQuit(close: () => Promise<void>, log: Log): void {
  let isClosed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    isClosed = true;
    const timeIsOver = new Promise<void>((resolve) => setTimeout(resolve, maxClosingMs));
    void Promise.race([close(), timeIsOver])
      .catch((error: unknown) => log.error('Closing failed.', error))
      // Electron ignores a quit that comes while it still handles the one before.
      .finally(() => setImmediate(() => app.quit()));
  });
}
