import { entryId } from './entries.ts';
import type { Folder } from './useFolder.ts';

/** Selects the file before or after the one that is selected, in the order in which they are shown; folders are left out. */
export function stepToFile(
  { rows, selected, onSelect }: Pick<Folder, 'rows' | 'selected' | 'onSelect'>,
  step: 1 | -1,
): void {
  if (selected.only === undefined) return;
  for (
    let index = rows.indexOf(entryId(selected.only)) + step;
    index >= 0 && index < rows.count;
    index += step
  ) {
    if (rows.at(index).kind === 'folder') continue;
    onSelect({ kind: 'move', index, mode: 'select' });
    return;
  }
}
