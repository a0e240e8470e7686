import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A set-up step that cannot go on; its message says what could not be had and what to do. */
export class SetUpError extends Error {
  /** @override */
  name = 'SetUpError';
}

/**
 * Prints one line on what the set-up does.
 * @param {string} line
 */
export function say(line) {
  console.log(`set-up: ${line}`);
}
