import mime from 'mime';
import type { ObjectDetails } from '../../../../shared/domain/object.ts';
import type { ObjectAttributes } from '../../storage/storage.ts';

/**
 * What is stored with a file: its content type, by the key's extension, and its time of change as `mtime` in seconds
 * with a fraction. Name and form are those that rclone reads and writes (rclone documentation, "Modification times").
 */
export function attributesOf(key: string, modifiedAtNs: bigint): ObjectAttributes {
  const mtime = mtimeOf(modifiedAtNs);
  return {
    contentType: mime.getType(key) ?? 'application/octet-stream',
    ...(mtime === undefined ? {} : { metadata: { mtime } }),
  };
}

/** The time of change that an object was stored with, in nanoseconds since the epoch; undefined where it has none. */
export function storedTimeNs({ metadata }: ObjectDetails): bigint | undefined {
  const [, seconds, fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(metadata.mtime ?? '') ?? [];
  return seconds === undefined ? undefined : BigInt(seconds + fraction.slice(0, 9).padEnd(9, '0'));
}

/** Times before 1970 are rare enough to go without. */
function mtimeOf(modifiedAtNs: bigint): string | undefined {
  if (modifiedAtNs < 0n) return undefined;
  const fraction = (modifiedAtNs % 1_000_000_000n).toString().padStart(9, '0');
  return `${modifiedAtNs / 1_000_000_000n}.${fraction}`;
}
