import type { HTMLAttributes } from 'react';
import type { Entry } from '../../../shared/domain/object.ts';
import type { Renaming } from './RenameField.tsx';

/** What lets a row be dragged, by its index; it keeps its identity, or all rows are drawn anew. */
export type RowDragProps = (index: number) => HTMLAttributes<HTMLElement>;

/** What a row and a tile are told. They have no handlers of their own: the list finds theirs by `data-index`. */
export type RowProps = {
  readonly entry: Entry;
  readonly index: number;
  readonly rowId: string;
  readonly isSelected: boolean;
  /** True where the keyboard is, while it is in the list. */
  readonly isActive: boolean;
  /** False for what is drawn only because it may be seen soon. */
  readonly isSeen: boolean;
  readonly isDropTarget: boolean;
  /** True for what was cut, until it is pasted. */
  readonly isCut: boolean;
  readonly filter: string | undefined;
  /** The folder it is in, where the rows are of many. */
  readonly where: string | undefined;
  readonly dragProps: RowDragProps | undefined;
  /** Set while this row is being given another name. */
  readonly renaming: Renaming | undefined;
};

/** True where a row has not to be drawn anew. Entries are made when they are asked for, so they are compared by content. */
export function isSameRow<P extends RowProps>(before: P, after: P): boolean {
  const { entry: entryBefore, ...othersBefore } = before;
  const { entry, ...others } = after;
  return isSameRecord(othersBefore, others) && isSameRecord(entryBefore, entry);
}

function isSameRecord(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): boolean {
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length && names.every((name) => Object.is(left[name], right[name]))
  );
}
