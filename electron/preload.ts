import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type Bridge, eventChannel, type RequestEnvelope, requestChannel } from '../shared/ipc/bridge.ts';
import type { Answer } from '../shared/ipc/contract.ts';

const bridge: Bridge = {
  async request(name, input, files = []) {
    try {
      const droppedPaths = files.map(pathOf).filter((path) => path !== '');
      const envelope: RequestEnvelope = { name, input, droppedPaths };
      return (await ipcRenderer.invoke(requestChannel, envelope)) as Answer;
    } catch {
      // Main always answers, so only an input that cannot be sent at all (a function in it, say) ends here.
      const message = 'The request could not be sent.';
      return { ok: false, error: { code: 'request.invalid', message, retryable: false } };
    }
  },
  subscribe(listener) {
    const forward = (_event: unknown, name: string, payload: unknown) => listener(name, payload);
    ipcRenderer.on(eventChannel, forward);
    return () => {
      ipcRenderer.off(eventChannel, forward);
    };
  },
};

/** The path of a file that the user dropped; empty for one that a script made. */
function pathOf(file: unknown): string {
  return file instanceof File ? webUtils.getPathForFile(file) : '';
}

contextBridge.exposeInMainWorld('satchel', bridge);
