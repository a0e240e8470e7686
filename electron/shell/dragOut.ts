import { type BrowserWindow, nativeImage } from 'electron';
import type { DragOut } from '../core/draggingOut/draggingOut.ts';

/** A sheet of paper, 32 by 32 pixels. */
const iconPng =
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAAAYklEQVR42u3XsQkAIAxEUSdwXgtrJ7JyOa2sJebACP/gsH2QpDAlEjW5tmmtHGCJHHED2O9TgAzhAUgQXoAboQC4ELdXIDtRK+CEA/A/oPRhKiNgBxgBO8AIAEgAyvLVC5sFdR7MaRvbb6AAAAAASUVORK5CYII=';

/**
 * Hands files to the system's own drag and drop. On Windows and Linux the call returns only when the drag is over, and
 * until then no promise of the main process goes on (transfers have a thread of their own and do not notice).
 */
export function createDragOut(window: () => BrowserWindow | undefined): DragOut {
  return {
    start(paths) {
      const [file] = paths;
      const contents = window()?.webContents;
      if (file === undefined || contents === undefined) return;
      const icon = nativeImage.createFromDataURL(`data:image/png;base64,${iconPng}`);
      contents.startDrag({ file, files: [...paths], icon });
    },
  };
}
