import { createHash } from 'node:crypto';
import { addAbortSignal } from 'node:stream';
import { SatchelError } from '../../satchelError.ts';
import type { MoveContext } from '../moving/moveContext.ts';

/**
 * For an object whose ETag is not the MD5 of what was sent: either the bytes were damaged on their way, or this bucket's
 * ETags are no MD5s. Reading them back tells; damaged ones are taken off the server again (`integrity.mismatch`), and only
 * those: an object that somebody else has put in their place since, or taken away, is none of ours.
 */
export async function confirmStored(
  context: MoveContext,
  key: string,
  etag: string,
  md5: string,
): Promise<void> {
  const { storage, bucket, signal, etags } = context;
  const hash = createHash('md5');
  try {
    const { body } = await storage.openRange({ bucket, key }, { ifMatchEtag: etag, signal });
    for await (const chunk of addAbortSignal(signal, body)) hash.update(chunk);
  } catch (error) {
    const tellsNothing = ['access.denied', 'object.changed', 'object.notFound'];
    if (error instanceof SatchelError && tellsNothing.includes(error.code)) return;
    throw error;
  }
  if (hash.digest('hex') === md5) {
    etags.end();
    return;
  }
  const { failures } = await storage.deleteMany(bucket, [key], { signal });
  if (failures[0] !== undefined) throw failures[0].error;
  throw new SatchelError('integrity.mismatch', 'The server holds other bytes than were sent');
}
