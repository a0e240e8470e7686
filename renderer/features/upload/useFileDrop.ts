import { useEffect, useRef, useState } from 'react';
import { type FolderPlace, folderPlace, placeKey } from '../browse/place.ts';

/** What the window shows while files are dragged over it: where they would go, or that they cannot go here. */
export type FileDrag =
  | { readonly target: FolderPlace }
  | { readonly target: undefined; readonly refusedBy: DropRefusal };

/** Why files cannot be dropped: a dialog waits, the account allows no changes, or there is no folder here. */
export type DropRefusal = 'dialog' | 'readOnly' | 'place';

type Options = {
  /** The folder that is open. */
  readonly here: FolderPlace | undefined;
  readonly isReadOnly: boolean;
  readonly onDrop: (files: readonly File[], target: FolderPlace) => void;
};

/**
 * Takes files and folders that are dragged onto the window: into the folder row or the bucket under the pointer, else
 * into the open folder. Watches the whole window, so that a file that misses is never opened by it.
 */
export function useFileDrop(options: Options): FileDrag | undefined {
  const [drag, setDrag] = useState<FileDrag>();
  const latest = useRef(options);
  latest.current = options;

  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      const { here, isReadOnly } = latest.current;
      const refusedBy = isDialogOpen() ? 'dialog' : isReadOnly ? 'readOnly' : 'place';
      const target = refusedBy === 'place' ? targetOf(event, here) : undefined;
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = target === undefined ? 'none' : 'copy';
      const next: FileDrag = target === undefined ? { target, refusedBy } : { target };
      setDrag((current) => (current !== undefined && isSame(current, next) ? current : next));
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDrag(undefined);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setDrag(undefined);
      if (!hasFiles(event) || isDialogOpen() || latest.current.isReadOnly) return;
      const target = targetOf(event, latest.current.here);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (target !== undefined && files.length > 0) latest.current.onDrop(files, target);
    };
    window.addEventListener('dragenter', over);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', over);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return drag;
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

function isDialogOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null;
}

function targetOf(event: DragEvent, here: FolderPlace | undefined): FolderPlace | undefined {
  const element = event.target instanceof Element ? event.target : null;
  const bucket = element?.closest<HTMLElement>('[data-drop-bucket]')?.dataset.dropBucket;
  if (bucket !== undefined) return folderPlace(bucket);
  const prefix = element?.closest<HTMLElement>('[data-drop-prefix]')?.dataset.dropPrefix;
  if (here !== undefined && prefix !== undefined) return folderPlace(here.bucket, prefix);
  return here;
}

function isSame(left: FileDrag, right: FileDrag): boolean {
  if (left.target === undefined || right.target === undefined) {
    return left.target === right.target && refusalOf(left) === refusalOf(right);
  }
  return placeKey(left.target) === placeKey(right.target);
}

function refusalOf(drag: FileDrag): string | undefined {
  return drag.target === undefined ? drag.refusedBy : undefined;
}
