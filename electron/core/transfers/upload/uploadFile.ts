import { basename } from 'node:path';
import { maxKeyBytes } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import { type MoveContext, type MoveOutcome, singleRequestBytes } from '../moving/moveContext.ts';
import { openSourceFile } from './sourceFile.ts';
import { uploadLargeFile } from './uploadLargeFile.ts';
import { uploadFolder, uploadSmallFile } from './uploadSmallFile.ts';

/**
 * Uploads one file, or makes one empty folder. Throws `local.changed` when the file is not the same from the first byte
 * read to the last, `object.nameTooLong` for a key over 1,024 bytes; then nothing of it stays on the server (of a large
 * file, once its progress is discarded).
 */
export async function uploadFile(context: MoveContext): Promise<MoveOutcome> {
  const { item } = context;
  if (Buffer.byteLength(item.target) > maxKeyBytes) {
    throw new SatchelError('object.nameTooLong', `The key is longer than ${maxKeyBytes} bytes`, {
      params: { name: basename(item.source), limit: maxKeyBytes },
    });
  }
  if (item.kind === 'folder') return uploadFolder(context);
  const source = await openSourceFile(item.source, basename(item.source));
  try {
    return source.sizeBytes <= singleRequestBytes
      ? await uploadSmallFile(context, source)
      : await uploadLargeFile(context, source);
  } finally {
    await source.close();
  }
}
