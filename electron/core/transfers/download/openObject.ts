import type { OpenedRange } from '../../storage/storage.ts';
import type { DownloadContext } from '../moving/moveContext.ts';
import { laneOf } from '../moving/moveContext.ts';
import { requestKindOf } from '../moving/requestKind.ts';
import { rememberErrors } from './bodyWriter.ts';

/** An object whose bytes are coming, or wait to be read. The request keeps its place in the flow until `end`. */
export type OpenObject = {
  readonly opened: OpenedRange;
  /** Gives up what was not read. A failure is told to the flow, which may send fewer requests then. */
  end(failure?: unknown): void;
};

/** Asks for a whole object when its turn comes; throws what the storage throws. */
export function openObject({ item, ...context }: DownloadContext): Promise<OpenObject> {
  const { flow, storage, bucket, signal } = context;
  const kind = requestKindOf(context, 'down', laneOf(item.sizeBytes));
  return new Promise((resolve, reject) => {
    const request = async (): Promise<void> => {
      const opened = await storage.openRange({ bucket, key: item.source }, { signal });
      rememberErrors(opened.body);
      try {
        await new Promise<void>((read, fail) => {
          resolve({ opened, end: (failure) => (failure === undefined ? read() : fail(failure)) });
        });
      } finally {
        opened.body.destroy();
      }
    };
    // Once it is open, whoever reads it knows how it ended.
    flow.slots.run(kind, signal, request).catch(reject);
  });
}

/** Counts the bytes of one request as they come, and keeps them below the limits. */
export function countBytes({ flow, signal, onBytes }: DownloadContext) {
  let countedBytes = 0;
  return {
    /** Resolves, where it gives a promise, when the next bytes may come. */
    add(bytes: number): Promise<void> | undefined {
      countedBytes += bytes;
      onBytes(bytes);
      flow.slots.moved(bytes);
      return flow.bandwidth.pace('down', bytes, signal);
    },
    /** They will have to come again. */
    takeBack(): void {
      if (countedBytes > 0) onBytes(-countedBytes);
      countedBytes = 0;
    },
  };
}
