import { useMemo, useState } from 'react';
import type { ColumnId, FolderView } from '../../../shared/domain/session.ts';
import { type Column, columnsOf, type FittedColumn, fitColumns } from './columns.ts';

/** The columns of the details list and how the user changes them. */
export type Columns = {
  readonly all: readonly Column[];
  /** Those that have room, in their order. */
  readonly fitted: readonly FittedColumn[];
  /** The ids of `fitted`; they keep their identity while only widths change. */
  readonly ids: readonly ColumnId[];
  /** Shows columns while they are being changed. */
  readonly preview: (columns: readonly Column[] | undefined) => void;
  /** Keeps columns. */
  readonly keep: (columns: readonly Column[]) => void;
  readonly reset: () => void;
};

export function useColumns(view: FolderView, onView: (view: FolderView) => void, roomPx: number): Columns {
  const [previewed, setPreviewed] = useState<readonly Column[]>();
  const all = useMemo(() => previewed ?? columnsOf(view), [previewed, view]);
  const fitted = useMemo(() => fitColumns(all, roomPx), [all, roomPx]);
  const names = fitted.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids are new only when their names are
  const ids = useMemo(() => fitted.map(({ id }) => id), [names]);
  return useMemo(
    () => ({
      all,
      fitted,
      ids,
      preview: setPreviewed,
      keep: (columns) => {
        setPreviewed(undefined);
        onView({ ...view, columns: [...columns] });
      },
      reset: () => {
        const { columns: _, ...others } = view;
        onView(others);
      },
    }),
    [all, fitted, ids, view, onView],
  );
}
