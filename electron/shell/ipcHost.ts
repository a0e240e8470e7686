import type { BrowserWindow, IpcMain, IpcMainInvokeEvent } from 'electron';
import { eventChannel, requestChannel } from '../../shared/ipc/bridge.ts';
import type { EventName, EventPayload } from '../../shared/ipc/contract.ts';
import type { Dispatch } from '../core/ipc/dispatcher.ts';

/** Who sent a request, as Electron tells it. */
export type Sender = IpcMainInvokeEvent;

/** True for the main frame of our window while it shows our own page; false for any other frame, window or origin. */
export function isOwnPage(sender: Sender, window: BrowserWindow | undefined, pageOrigin: string): boolean {
  if (window === undefined) return false;
  const frame = sender.senderFrame;
  return frame !== null && frame === window.webContents.mainFrame && frame.origin === pageOrigin;
}

/** Puts the dispatcher on the request channel. */
export function hostRequests(ipcMain: IpcMain, dispatch: Dispatch<Sender>): void {
  ipcMain.handle(requestChannel, (event, envelope: unknown) => dispatch(envelope, event));
}

/** Sends one event to our page; does nothing once the window is gone. */
export function sendEvent<N extends EventName>(
  window: BrowserWindow | undefined,
  name: N,
  payload: EventPayload<N>,
): void {
  window?.webContents.send(eventChannel, name, payload);
}
