import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ReceiptLine } from '../journal/journal.ts';
import type { JobSource } from '../machine/model.ts';
import { nameBelowTarget } from '../machine/rules.ts';
import { writingError } from '../moving/fileErrors.ts';
import { csvLine } from './csv.ts';

const columns = [
  'state',
  'name',
  'bytes',
  'checksum',
  'etag',
  'version id',
  'finished at',
  'saved as',
  'reason',
];

/** Without it, spreadsheets do not know the text for UTF-8. */
const byteOrderMark = '\uFEFF';
const writtenAtOnceCharacters = 64 * 1024;

/**
 * Writes a receipt as a table, in constant memory: one line for each file, times in UTC. The file has its name once it is
 * whole; one that is there is replaced. Throws `local.*` when it cannot be written.
 */
export async function saveReceipt(
  source: JobSource,
  lines: AsyncIterable<ReceiptLine>,
  filePath: string,
): Promise<void> {
  const tempPath = join(dirname(filePath), `.satchel-${randomUUID()}.part`);
  try {
    const file = await open(tempPath, 'wx');
    try {
      let text = byteOrderMark + csvLine(columns);
      for await (const line of lines) {
        text += csvLine(cellsOf(source, line));
        if (text.length < writtenAtOnceCharacters) continue;
        await file.writeFile(text);
        text = '';
      }
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(tempPath, filePath);
  } catch (error) {
    await rm(tempPath, { force: true });
    throw writingError(error, basename(filePath));
  }
}

function cellsOf(source: JobSource, line: ReceiptLine): readonly (string | number)[] {
  const { item, state, sizeBytes, proof, renamed, error, endedAtMs } = line;
  return [
    state,
    nameBelowTarget(source, item),
    sizeBytes,
    proof?.checksum ?? '',
    proof?.etag ?? '',
    proof?.versionId ?? '',
    new Date(endedAtMs).toISOString(),
    renamed === undefined ? '' : nameBelowTarget(source, { target: renamed.to }),
    error === undefined ? '' : `${error.code}: ${error.message}`,
  ];
}
