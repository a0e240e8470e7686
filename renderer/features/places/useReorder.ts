import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

/** A press that moves less than this is a click, in CSS pixels. */
const slackPx = 5;

/**
 * Puts the items of a list in order with the pointer: an item takes the place of the one that the pointer is over. Items
 * stand beside each other (`row`) or below each other (`column`). Letting go of a moved item is no click on it.
 */
export function useReorder<T>(
  list: RefObject<HTMLElement | null>,
  axis: 'row' | 'column',
  move: (item: T, toIndex: number) => void,
): { readonly dragged: T | undefined; readonly propsOf: (item: T) => ReorderProps } {
  const [dragged, setDragged] = useState<T>();
  const latestMove = useRef(move);
  latestMove.current = move;
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  const press = (item: T, start: ReactPointerEvent) => {
    if (start.button !== 0) return;
    stop.current?.();
    // The window hears them: an element that is moved in the page would lose a captured pointer.
    const ending = new AbortController();
    const options = { signal: ending.signal, capture: true };
    let isMoving = false;
    const end = () => {
      ending.abort();
      setDragged(undefined);
      if (!isMoving) return;
      const noClick = new AbortController();
      window.addEventListener('click', (event) => event.stopPropagation(), {
        signal: noClick.signal,
        capture: true,
      });
      setTimeout(() => noClick.abort());
    };
    stop.current = end;
    window.addEventListener('pointerup', end, options);
    window.addEventListener('pointercancel', end, options);
    window.addEventListener(
      'pointermove',
      (event) => {
        if (!isMoving) {
          const movedPx = axis === 'row' ? event.clientX - start.clientX : event.clientY - start.clientY;
          if (Math.abs(movedPx) < slackPx) return;
          isMoving = true;
          setDragged(() => item);
        }
        const over = indexAt(list.current, axis, axis === 'row' ? event.clientX : event.clientY);
        if (over !== -1) latestMove.current(item, over);
      },
      options,
    );
  };
  return { dragged, propsOf: (item) => ({ onPointerDown: (event) => press(item, event) }) };
}

/** What an item needs to be moved. */
export type ReorderProps = { readonly onPointerDown: (event: ReactPointerEvent) => void };

function indexAt(list: HTMLElement | null, axis: 'row' | 'column', at: number): number {
  return [...(list?.children ?? [])].findIndex((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return axis === 'row' ? at >= left && at < right : at >= top && at < bottom;
  });
}
