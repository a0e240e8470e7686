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
  readonly filter: string | undefined;
  readonly dragProps: RowDragProps | undefined;
  /** Set while this row is being given another name. */
  readonly renaming: Renaming | undefined;
};
