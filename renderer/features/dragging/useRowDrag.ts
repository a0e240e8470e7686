import { type PointerEvent, useCallback, useEffect, useRef } from 'react';
import type { Grabbed } from './createDragging.ts';
import { pressToDrag } from './pointerDrag.ts';

/** Where on a row a drag begins: on its name and picture. The rest of a row is where a rectangle is drawn from. */
const grip = '[data-grip]';

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
        if (event.target.closest(grip) === null) return;
        const grabbed = latest.current(index);
        if (grabbed !== undefined) pressToDrag(event.nativeEvent, grabbed);
      },
    }),
    [],
  );
}
