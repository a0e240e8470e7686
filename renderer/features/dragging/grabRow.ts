import type { Location } from '../../../shared/domain/object.ts';
import { selectionOf } from '../browse/entries.ts';
import type { Rows } from '../browse/rows.ts';
import type { SelectedRows } from '../browse/selectedRows.ts';
import type { SelectedIds } from '../browse/selection.ts';
import type { Grabbed } from './createDragging.ts';

/** What is dragged by a row of the open folder: all that is selected when it is among it, else the row. */
export function grabRow(
  folder: {
    readonly location: Location;
    readonly rows: Rows;
    readonly selection: { readonly selectedIds: SelectedIds };
    readonly selected: Pick<SelectedRows, 'count' | 'only' | 'toSelection'>;
  },
  index: number,
): Grabbed | undefined {
  const { location, rows, selection, selected } = folder;
  if (index < 0 || index >= rows.count) return undefined;
  if (selected.count > 0 && selection.selectedIds.has(rows.idAt(index))) {
    const { count, only, toSelection } = selected;
    return { name: only?.name, count, toSelection };
  }
  const entry = rows.at(index);
  return { name: entry.name, count: 1, toSelection: () => selectionOf(location, [entry]) };
}
