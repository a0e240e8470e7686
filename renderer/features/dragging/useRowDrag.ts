import { type PointerEvent, useCallback, useEffect, useRef } from 'react';
import type { Grabbed } from './createDragging.ts';
import { pressToDrag } from './pointerDrag.ts';

/**
 * A drag begins on the name and picture of a row, and anywhere on one that is selected; from the rest of a row, a
 * rectangle is drawn. A press on its box is about the selection only.
 */
function isGrip(target: Element, row: Element): boolean {
  if (target.closest('[data-check]') !== null) return false;
  return target.closest('[data-grip]') !== null || row.getAttribute('aria-selected') === 'true';
}

/**
 * Lets rows be dragged. `grab` is asked when the button goes down, before that selects anything: a selected row stands
 * for the whole selection, any other for itself. The function it returns keeps its identity.
 */
export function useRowDrag({ grab }: { readonly grab: (index: number) => Grabbed | undefined }) {
  const latest = useRef(grab);
  useEffect(() => {
    latest.current = grab;
  });
  return useCallback(
    (index: number) => ({
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const isMouse = event.pointerType === 'mouse' || event.pointerType === 'pen';
        if (event.button !== 0 || !isMouse || !(event.target instanceof Element)) return;
        if (!isGrip(event.target, event.currentTarget)) return;
        const grabbed = latest.current(index);
        if (grabbed !== undefined) pressToDrag(event.nativeEvent, grabbed);
      },
    }),
    [],
  );
}
