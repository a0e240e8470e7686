import type { Storage } from '../../../electron/core/storage/storage.ts';
import { largeFolder, type SampleObject, sampleBuckets, sampleObjects } from './sample.ts';

const parallelPuts = 8;

/** Puts the whole sample into an empty storage; throws what the storage throws. */
export async function seedSample(storage: Storage): Promise<void> {
  for (const bucket of sampleBuckets) await storage.createBucket(bucket);
  await putAll(storage, sampleObjects);
}

/** The same in two steps: resolves when all is there but the large folder, and tells when that is there, too. */
export async function seedSampleInSteps(storage: Storage): Promise<{ readonly filled: Promise<void> }> {
  for (const bucket of sampleBuckets) await storage.createBucket(bucket);
  const isLate = ({ bucket, key }: SampleObject) =>
    bucket === largeFolder.bucket && key.startsWith(largeFolder.prefix);
  await putAll(
    storage,
    sampleObjects.filter((object) => !isLate(object)),
  );
  return { filled: putAll(storage, sampleObjects.filter(isLate)) };
}

async function putAll(storage: Storage, objects: readonly SampleObject[]): Promise<void> {
  const waiting = objects.values();
  const worker = async () => {
    for (const { bucket, key, contentType, bytes } of waiting) {
      await storage.put({ bucket, key }, await bytes(), { contentType });
    }
  };
  await Promise.all(Array.from({ length: parallelPuts }, worker));
}
