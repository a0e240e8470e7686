import mime from 'mime';
import type { ObjectAttributes } from '../../storage/storage.ts';

/**
 * What is stored with a file: its content type, by the key's extension, and its time of change as `mtime` in seconds
 * with a fraction. Name and form are those that rclone reads and writes (rclone documentation, "Modification times").
 */
export function attributesOf(key: string, modifiedAtNs: bigint): ObjectAttributes {
  const seconds = modifiedAtNs / 1_000_000_000n;
  const fraction = (modifiedAtNs % 1_000_000_000n).toString().padStart(9, '0');
  return {
    contentType: mime.getType(key) ?? 'application/octet-stream',
    // Times before 1970 are rare enough to go without.
    ...(modifiedAtNs < 0n ? {} : { metadata: { mtime: `${seconds}.${fraction}` } }),
  };
}
