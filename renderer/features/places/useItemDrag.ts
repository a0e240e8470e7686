import { type PointerEvent, type RefObject, useRef, useState } from 'react';

/** A press that moves less than this is a click, in CSS pixels. */
const slackPx = 5;

/** Moves the items of an upright list with the pointer: an item takes the place of the one that the pointer is over. */
export function useItemDrag(
  list: RefObject<HTMLElement | null>,
  move: (index: number, toIndex: number) => void,
) {
  const [draggedIndex, setDraggedIndex] = useState<number>();
  const press = useRef<{ readonly y: number; readonly index: number; isMoving: boolean }>(undefined);
  const end = () => {
    press.current = undefined;
    setDraggedIndex(undefined);
  };
  return {
    draggedIndex,
    propsOf: (index: number) => ({
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button === 0) press.current = { y: event.clientY, index, isMoving: false };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const { current } = press;
        if (current === undefined || event.buttons === 0) return;
        if (!current.isMoving) {
          if (Math.abs(event.clientY - current.y) < slackPx) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          current.isMoving = true;
          setDraggedIndex(current.index);
        }
        const elements = [...(list.current?.children ?? [])];
        const over = elements.findIndex((element) => {
          const { top, bottom } = element.getBoundingClientRect();
          return event.clientY >= top && event.clientY < bottom;
        });
        if (over === -1 || over === current.index) return;
        move(current.index, over);
        press.current = { ...current, index: over };
        setDraggedIndex(over);
      },
      onPointerUp: end,
      onPointerCancel: end,
      onLostPointerCapture: end,
    }),
  };
}
