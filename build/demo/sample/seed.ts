import type { Storage } from '../../../electron/core/storage/storage.ts';
import { sampleBuckets, sampleObjects } from './sample.ts';

const parallelPuts = 8;

/** Puts the whole sample into an empty storage; throws what the storage throws. */
export async function seedSample(storage: Storage): Promise<void> {
  for (const bucket of sampleBuckets) await storage.createBucket(bucket);
  const waiting = sampleObjects.values();
  const worker = async () => {
    for (const { bucket, key, contentType, bytes } of waiting) {
      await storage.put({ bucket, key }, await bytes(), { contentType });
    }
  };
  await Promise.all(Array.from({ length: parallelPuts }, worker));
}
