import { useEffect, useRef } from 'react';
import type { Location } from '../../../shared/domain/object.ts';
import { request } from '../../ipc/client.ts';
import { isMac } from '../browse/platform.ts';
import type { DragHost, Over } from './createDragging.ts';
import { dragging, useDragOver } from './draggingStore.ts';
import { dropPlaceAt } from './dropPlace.ts';
import { dropKeysOf } from './dropRules.ts';
import { findPlacesWith } from './pointerDrag.ts';

type Options = Omit<DragHost, 'startDragOut' | 'cancelDragOut'> & {
  /** The account that is open. */
  readonly accountId: string;
  /** The folder that is open. */
  readonly here: Location | undefined;
};

/**
 * Does what dragging needs once for the whole window: hears files from outside, and tells what was dropped where. Watches
 * all of the window, so that a file that misses is never opened by it. Answers what the drag is over.
 */
export function useDragging(options: Options): Over | undefined {
  const latest = useRef(options);
  latest.current = options;

  useEffect(() => {
    const placeAt = (element: Element | null) =>
      dropPlaceAt(element, latest.current.accountId, latest.current.here);
    findPlacesWith(placeAt);
    dragging.setHost({
      isReadOnly: (accountId) => latest.current.isReadOnly(accountId),
      onDropSelection: (...dropped) => latest.current.onDropSelection(...dropped),
      onDropFiles: (...dropped) => latest.current.onDropFiles(...dropped),
      onOpen: (place) => latest.current.onOpen(place),
      onSaveInstead: (selection) => latest.current.onSaveInstead(selection),
      onFailed: (error) => latest.current.onFailed(error),
      startDragOut: async (selection) => (await request('drag.start', { selection })).outcome,
      cancelDragOut: () => {
        request('drag.cancel', {}).catch((error: unknown) => latest.current.onFailed(error));
      },
    });
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      const place = placeAt(event.target instanceof Element ? event.target : null);
      const isAllowed = dragging.filesOver(place, dropKeysOf(event, isMac), isDialogOpen());
      // A drag of files that this window has begun allows for `copy` only, whatever becomes of them.
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = isAllowed ? 'copy' : 'none';
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) dragging.filesLeft();
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      dragging.filesDropped(hasFiles(event) ? [...(event.dataTransfer?.files ?? [])] : []);
    };
    const free = (event: PointerEvent) => {
      if (event.buttons === 0) dragging.pointerFree();
    };
    window.addEventListener('dragenter', over);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('pointermove', free);
    return () => {
      window.removeEventListener('dragenter', over);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('pointermove', free);
      dragging.cancel();
      dragging.setHost(undefined);
      findPlacesWith(() => undefined);
    };
  }, []);
  return useDragOver();
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

function isDialogOpen(): boolean {
  return document.querySelector('[aria-modal="true"]:not([data-drop-through])') !== null;
}
