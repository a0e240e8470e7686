/** The regions of buckets, as far as the server told them. */
export type BucketRegions = {
  find(bucket: string): string | undefined;
  learn(bucket: string, region: string): void;
  forget(bucket: string): void;
};

/** Makes an empty memory of regions; a bucket that is in it has answered, or was listed. */
export function createBucketRegions(): BucketRegions {
  const regions = new Map<string, string>();
  return {
    find: (bucket) => regions.get(bucket),
    learn: (bucket, region) => void regions.set(bucket, region),
    forget: (bucket) => void regions.delete(bucket),
  };
}
