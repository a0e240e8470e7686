import type { Rows } from './rows.ts';

/**
 * By how many rows the first visible one moved when rows came or went above it; 0 when nothing that was visible is
 * left.
 */
export function movedBy(previous: Rows, rows: Rows, firstVisible: number, visibleCount: number): number {
  const end = Math.min(firstVisible + visibleCount, previous.count);
  for (let index = firstVisible; index < end; index += 1) {
    const id = previous.idAt(index);
    if (index < rows.count && rows.idAt(index) === id) return 0;
    const newIndex = rows.indexOf(id);
    if (newIndex !== -1) return newIndex - index;
  }
  return 0;
}
