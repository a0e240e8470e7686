import type { OpenedRange } from '../../storage/storage.ts';
import type { Proof } from '../machine/model.ts';

/** An object whose bytes are all on the disk, and verified. */
export type Finished = {
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  readonly proof: Proof;
};

/** What is written down of it; `checksum` where the bytes were compared with one. */
export function finished(
  { sizeBytes, modifiedAtMs, etag }: Pick<OpenedRange, 'sizeBytes' | 'modifiedAtMs' | 'etag'>,
  checksum: string | undefined,
): Finished {
  return { sizeBytes, modifiedAtMs, proof: { etag, ...(checksum === undefined ? {} : { checksum }) } };
}
