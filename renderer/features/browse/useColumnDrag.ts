import { useFluent } from '@fluentui/react-components';
import { type PointerEvent, type RefObject, useState } from 'react';
import type { ColumnId } from '../../../shared/domain/session.ts';

/** A title that is being dragged, and the place among the columns that are seen before which it would go. */
export type ColumnDrag = { readonly id: ColumnId; readonly place: number };

/** A press that moves less than this is a click. */
const dragFromPx = 6;

/** Lets the titles of a header be dragged to another place; `header` holds them as its children. */
export function useColumnDrag(
  header: RefObject<HTMLElement | null>,
  onDrop: (drag: ColumnDrag) => void,
): { readonly drag: ColumnDrag | undefined; readonly start: (id: ColumnId, event: PointerEvent) => void } {
  const [drag, setDrag] = useState<ColumnDrag>();
  const { dir } = useFluent();

  const start = (id: ColumnId, event: PointerEvent) => {
    if (event.button !== 0 || id === 'name') return;
    const startX = event.clientX;
    const listening = new AbortController();
    let dragged: ColumnDrag | undefined;
    const end = (drop: boolean) => {
      listening.abort();
      setDrag(undefined);
      if (dragged === undefined) return;
      // The click that follows belongs to the drag and sorts nothing.
      window.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', swallow, true));
      if (drop) onDrop(dragged);
    };
    const listen = <K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void) =>
      window.addEventListener(type, listener, { signal: listening.signal, capture: true });
    listen('pointermove', ({ clientX }) => {
      if (dragged === undefined && Math.abs(clientX - startX) < dragFromPx) return;
      dragged = { id, place: placeAt(clientX, header.current, dir === 'rtl') };
      setDrag(dragged);
    });
    listen('pointerup', () => end(true));
    listen('pointercancel', () => end(false));
    // The one of the window, and not of what loses the focus in it.
    listen('blur', ({ target }) => target === window && end(false));
    listen('keydown', (key) => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      end(false);
    });
  };
  return { drag, start };
}

function swallow(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** The place of the first title whose middle lies behind the pointer; never before the name. */
function placeAt(clientX: number, header: HTMLElement | null, isRightToLeft: boolean): number {
  const titles = [...(header?.children ?? [])];
  const index = titles.findIndex((title) => {
    const { left, width } = title.getBoundingClientRect();
    const middle = left + width / 2;
    return isRightToLeft ? clientX > middle : clientX < middle;
  });
  return index === -1 ? titles.length : Math.max(1, index);
}
