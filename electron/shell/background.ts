import { app, type BrowserWindow, Menu, nativeImage, Tray } from 'electron';
import trayIcon from './tray.png?inline';

/** Satchel at work without its window. */
export type Background = {
  enter(): void;
  isOn(): boolean;
  /** Shows the window again, from wherever it is; nothing happens when there is none. */
  leave(): void;
  /** What its menu says from now on, in the user's language. */
  setWords(words: { readonly open: string; readonly quit: string }): void;
};

/** The icon beside the clock is there only while the window is hidden. */
export function createBackground(window: () => BrowserWindow | undefined): Background {
  let tray: Tray | undefined;
  let words = { open: 'Open Satchel', quit: 'Quit Satchel' };

  const leave = (): void => {
    tray?.destroy();
    tray = undefined;
    const shown = window();
    // A page that has crashed too often to come back by itself does when the user wants to see it.
    if (shown?.webContents.isCrashed()) shown.webContents.reload();
    if (shown?.isMinimized()) shown.restore();
    shown?.show();
    shown?.focus();
  };

  const drawMenu = (): void =>
    tray?.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.open, click: leave },
        { label: words.quit, click: () => app.quit() },
      ]),
    );

  // A click on the dock's icon, where there is a dock.
  app.on('activate', leave);
  return {
    enter() {
      if (tray !== undefined) return;
      tray = new Tray(nativeImage.createFromDataURL(trayIcon));
      tray.setToolTip('Satchel');
      drawMenu();
      tray.on('click', leave);
      window()?.hide();
    },
    isOn: () => tray !== undefined,
    leave,
    setWords(next) {
      words = next;
      drawMenu();
    },
  };
}
