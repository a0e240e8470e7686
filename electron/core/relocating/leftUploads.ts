import { SatchelError } from '../satchelError.ts';
import type { MultipartRef, Storage } from '../storage/storage.ts';
import { findBegunUpload } from '../transfers/upload/begunUpload.ts';
import type { StoredItem } from './records.ts';

/** Smaller objects are copied at once, also where a server takes less than S3 does. */
const copiedAtOnceBytes = 5 * 1024 ** 2;

/**
 * Frees the parts of an upload that an earlier try has left, also of one whose id never came; nobody else's is taken for
 * it. One that is not there any more is as good.
 */
export async function freeUpload(
  storage: Storage,
  bucket: string,
  item: StoredItem,
  signal: AbortSignal,
): Promise<void> {
  const { target: key, uploadId, askedAtMs, state, sizeBytes } = item;
  const free = async (upload: MultipartRef): Promise<void> => {
    try {
      await storage.abortMultipart(upload, { signal });
    } catch (error) {
      // Who may only write cannot take it back; the object itself still gets there.
      if (!(error instanceof SatchelError && error.code === 'access.denied')) throw error;
    }
  };
  if (uploadId !== undefined) return free({ bucket, key, uploadId });
  if (state !== 'begun' || askedAtMs === undefined || sizeBytes <= copiedAtOnceBytes) return;
  const asked = { kind: 'upload', bucket, key, askedAtMs, sizeBytes } as const;
  const found = await findBegunUpload(
    storage,
    { ...asked, partSizeBytes: 0, modifiedAtNs: 0n, parts: [] },
    { signal },
  );
  if (found !== undefined) await free(found);
}
