import type { DraggingOut } from '../draggingOut/draggingOut.ts';
import type { Handlers } from '../ipc/handlers.ts';

/** `drag.*`: dragging out of the window. */
export function createDragHandlers(draggingOut: Pick<DraggingOut, 'start' | 'cancel'>) {
  return {
    'drag.start': async ({ selection }) => ({ outcome: await draggingOut.start(selection) }),
    'drag.cancel': () => {
      draggingOut.cancel();
      return null;
    },
  } satisfies Partial<Handlers>;
}
