import type { ColumnId } from '../../../shared/domain/session.ts';
import { type FittedColumn, leastWidthPx } from './columns.ts';
import { tracksProperty } from './listLayout.ts';

/** How wide a column is where all of what is seen in it is shown, its title included; it asks the layout itself. */
export function widestCell(list: HTMLElement | null, fitted: readonly FittedColumn[], id: ColumnId): number {
  if (list === null) return 0;
  const tracks = list.style.getPropertyValue(tracksProperty);
  const asking = fitted.map((column) => (column.id === id ? 'max-content' : `${leastWidthPx}px`)).join(' ');
  list.style.setProperty(tracksProperty, asking);
  const cells = [...list.querySelectorAll<HTMLElement>(`[data-column="${id}"]`)];
  const widest = Math.max(0, ...cells.map((cell) => cell.getBoundingClientRect().width));
  list.style.setProperty(tracksProperty, tracks);
  return widest;
}
