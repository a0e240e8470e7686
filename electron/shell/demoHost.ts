import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { utilityProcess } from 'electron';
import { z } from 'zod';
import type { DemoHost, Log, RunningDemo } from '../core/ports.ts';
import { SatchelError } from '../core/satchelError.ts';

type DemoHostOptions = {
  /** What runs as a process of its own: it fills a folder with the sample and says where it serves it. */
  readonly scriptPath: string;
  /** The sample's own folder; whatever is in it is thrown away. */
  readonly folder: string;
  readonly log: Log;
};

const readySchema = z.strictObject({
  endpoint: z.url(),
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
});

/** How long a demo may take to tell where it is, in milliseconds. */
const patienceMs = 120_000;

/** Starts the demo as a child that ends with Satchel, however Satchel ends; what a crash left is removed now. */
export function createDemoHost({ scriptPath, folder, log }: DemoHostOptions): DemoHost {
  const tidyUp = (): Promise<void> =>
    rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch((error: unknown) =>
      log.error('The demo’s folder cannot be removed:', error),
    );
  let tidied = tidyUp();
  return {
    async start(): Promise<RunningDemo> {
      await tidied;
      const child = utilityProcess.fork(scriptPath, [folder], { serviceName: 'Satchel demo' });
      const ended = once(child, 'exit').then(async () => {
        tidied = tidyUp();
        await tidied;
      });
      const stop = async (): Promise<void> => {
        child.kill();
        await ended;
      };
      try {
        const message = await Promise.race([
          once(child, 'message', { signal: AbortSignal.timeout(patienceMs) }).then(([first]) => first),
          ended,
        ]);
        return { keys: readySchema.parse(message), ended, stop };
      } catch (error) {
        log.error('The demo does not start:', error);
        await stop();
        throw new SatchelError('internal', 'The sample on this computer did not start; the log says why.');
      }
    },
  };
}
