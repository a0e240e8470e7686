import process from 'node:process';
import { startSampleServer } from './sampleServer.ts';

/** How Electron's utility process talks to whoever started it. */
type Parent = { postMessage(message: unknown): void };

// Satchel's own child: it ends when Satchel does, and says once where the sample is.
const [folder] = process.argv.slice(2);
const { parentPort } = process as typeof process & { readonly parentPort?: Parent };
if (folder === undefined || parentPort === undefined) {
  console.error('Satchel starts this by itself.');
  process.exit(2);
}
const { keys, filled } = await startSampleServer(folder);
parentPort.postMessage(keys);
await filled;
