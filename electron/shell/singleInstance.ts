import { app, type BrowserWindow } from 'electron';

/** True for the first Satchel on this user data folder; a second one brings the first one's window to the front. */
export function isFirstInstance(window: () => BrowserWindow | undefined): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const first = window();
    if (first?.isMinimized()) first.restore();
    first?.show();
    first?.focus();
  });
  return true;
}
