import { useSyncExternalStore } from 'react';
import { createDragging, type Drag, type Over } from './createDragging.ts';

/** The window's one drag. */
export const dragging = createDragging({
  set: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
});

/** What is dragged with the pointer; changes with each of its moves. */
export function useDrag(): Drag | undefined {
  return useSyncExternalStore(dragging.subscribe, dragging.getDrag);
}

/** What the drag is over; changes with the place or with what letting go would do. */
export function useDragOver(): Over | undefined {
  return useSyncExternalStore(dragging.subscribe, dragging.getOver);
}
