import { z } from 'zod';

/** What a thumbnail is made of. */
export type ThumbnailSource = {
  readonly accountId: string;
  readonly bucket: string;
  readonly key: string;
  /** With its quotes, as listed; another one is another picture. */
  readonly etag: string;
  readonly sizeBytes: number;
};

export const thumbnailScheme = 'satchel-thumbnail';

const origin = `${thumbnailScheme}://local/`;
const partsSchema = z.tuple([
  z.string().min(1),
  z.string().min(1),
  z.string().min(1),
  z.string().min(1),
  z.int().min(0),
]);

/** The address at which main serves a thumbnail of a picture or a movie, as a WebP of at most 256 pixels; empty (204) where there is none. */
export function thumbnailUrl({ accountId, bucket, key, etag, sizeBytes }: ThumbnailSource): string {
  return origin + encodeURIComponent(JSON.stringify([accountId, bucket, key, etag, sizeBytes]));
}

/** What an address asks for; undefined for one that `thumbnailUrl` has not made. */
export function thumbnailSourceOf(url: string): ThumbnailSource | undefined {
  if (!url.startsWith(origin)) return undefined;
  let parts: unknown;
  try {
    parts = JSON.parse(decodeURIComponent(url.slice(origin.length)));
  } catch {
    return undefined;
  }
  const parsed = partsSchema.safeParse(parts);
  if (!parsed.success) return undefined;
  const [accountId, bucket, key, etag, sizeBytes] = parsed.data;
  return { accountId, bucket, key, etag, sizeBytes };
}
