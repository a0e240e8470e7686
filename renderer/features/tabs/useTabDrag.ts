import { type PointerEvent, type RefObject, useRef, useState } from 'react';

/** A press that moves less than this is a click, in CSS pixels. */
const slackPx = 5;

/** Moves tabs with the pointer: a tab takes the place of the one that the pointer is over. */
export function useTabDrag(
  list: RefObject<HTMLElement | null>,
  moveTab: (id: string, toIndex: number) => void,
) {
  const [draggedId, setDraggedId] = useState<string>();
  const press = useRef<{ readonly id: string; readonly x: number }>(undefined);
  const end = () => {
    press.current = undefined;
    setDraggedId(undefined);
  };
  return {
    draggedId,
    propsOf: (id: string) => ({
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button === 0) press.current = { id, x: event.clientX };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const { current } = press;
        if (current === undefined || event.buttons === 0) return;
        if (draggedId === undefined) {
          if (Math.abs(event.clientX - current.x) < slackPx) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDraggedId(current.id);
        }
        const elements = [...(list.current?.children ?? [])];
        const over = elements.findIndex((element) => {
          const { left, right } = element.getBoundingClientRect();
          return event.clientX >= left && event.clientX < right;
        });
        if (over !== -1) moveTab(current.id, over);
      },
      onPointerUp: end,
      onPointerCancel: end,
      onLostPointerCapture: end,
    }),
  };
}
