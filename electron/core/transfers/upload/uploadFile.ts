import { basename } from 'node:path';
import { maxKeyBytes } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import { laneOf, type MoveContext, type MoveOutcome } from '../moving/moveContext.ts';
import { withinGrace } from '../moving/withinGrace.ts';
import { maxObjectBytes } from './parts.ts';
import { openSourceFile } from './sourceFile.ts';
import { uploadFolder } from './uploadFolder.ts';
import { uploadLargeFile } from './uploadLargeFile.ts';
import { uploadSmallFile } from './uploadSmallFile.ts';

/**
 * Uploads one file, or makes one empty folder. A file that changes between two attempts starts over with its new content;
 * one that is not the same from the first byte that an attempt reads to the last throws `local.changed`. Throws also
 * `local.notFound`, `local.notReadable` and `local.notPlainFile` for the file, `object.nameTooLong` for a key over 1,024
 * bytes and `object.tooLarge` before anything is sent. Nothing of a file that failed stays under its key; what an
 * unfinished large one has sent stays for the next attempt, or until its progress is discarded.
 */
export function uploadFile(context: MoveContext): Promise<MoveOutcome> {
  return withinGrace(attempt(context), context.signal);
}

async function attempt(context: MoveContext): Promise<MoveOutcome> {
  const { item } = context;
  const name = basename(item.source);
  if (Buffer.byteLength(item.target) > maxKeyBytes) {
    throw new SatchelError('object.nameTooLong', `The key is longer than ${maxKeyBytes} bytes`, {
      params: { name, limit: maxKeyBytes },
    });
  }
  if (item.kind === 'folder') return uploadFolder(context);
  const source = await openSourceFile(item.source, name);
  try {
    if (laneOf(source.sizeBytes) === 'small') return await uploadSmallFile(context, source);
    if (source.sizeBytes <= maxObjectBytes) return await uploadLargeFile(context, source);
    throw new SatchelError('object.tooLarge', `The file is larger than ${maxObjectBytes} bytes`, {
      params: { name, limit: maxObjectBytes },
    });
  } finally {
    await source.close();
  }
}
