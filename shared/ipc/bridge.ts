import type { Answer } from './contract.ts';

/** The two functions that the preload gives to the page as `window.satchel`; it never grows with the contract. */
export type Bridge = {
  /**
   * Sends one request; resolves always. `files` are `File` objects of a drop (any: this layer has no DOM types);
   * the preload turns them into paths that only main sees.
   */
  readonly request: (name: string, input: unknown, files?: readonly unknown[]) => Promise<Answer>;
  /** Listens to all events; returns the function that stops listening. */
  readonly subscribe: (listener: (name: string, payload: unknown) => void) => () => void;
};

/** IPC channels: one for requests, one for events. */
export const requestChannel = 'satchel:request';
export const eventChannel = 'satchel:event';

/** What the preload sends to main on the request channel. */
export type RequestEnvelope = {
  readonly name: string;
  readonly input: unknown;
  /** Paths of dropped files, from `webUtils.getPathForFile`; only `upload.grantDropped` may carry them. */
  readonly droppedPaths: readonly string[];
};
