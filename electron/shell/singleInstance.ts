import { app } from 'electron';

/** True for the first Satchel on this user data folder; a second one calls `show` in the first one. */
export function isFirstInstance(show: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', show);
  return true;
}
