import { useDragOver } from './draggingStore.ts';
import { type DropPlace, dropPlaceProps, isSamePlace } from './dropPlace.ts';

/** How a place looks while something is dragged over it. */
export type DropMark = 'allowed' | 'refused' | undefined;

/**
 * Makes an element a place to drop on, which opens when one waits over it: `dropProps` go onto the element, and
 * `dropMark` says how it looks. For single elements such as a breadcrumb, a tab, an account or a bucket; what happens on
 * a drop is told once for the window, by `useDragging`.
 */
export function useDropTarget(place: DropPlace) {
  const over = useDragOver();
  const isOver = over !== undefined && isSamePlace(over.place, place);
  const dropMark: DropMark = isOver ? over.verdict.kind : undefined;
  return { dropProps: dropPlaceProps(place), dropMark };
}
