import { BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import type { Log } from '../core/ports.ts';
import { boundsToOpen, firstSize, smallestSize, type WindowPlace } from './windowPlace.ts';

/** What the window shows and where. */
type WindowOptions = {
  readonly url: string;
  readonly preloadPath: string;
  readonly lastPlace: WindowPlace | undefined;
  readonly onPlaceChanged: (place: WindowPlace) => void;
  /** Asked when the window is to be closed; `keep` leaves it open. */
  readonly onClose: () => 'close' | 'keep';
  readonly log: Log;
};

/** The page's own background, so that nothing flashes before it is drawn. */
const backgrounds = { light: '#ffffff', dark: '#1f1f1f' } as const;

/** Opens the one window of Satchel; it is shown when its first picture is ready, at the place it was left at. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { url, preloadPath, lastPlace, onPlaceChanged, log } = options;
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...firstSize,
    ...boundsToOpen(lastPlace, workAreas),
    ...smallestSize,
    show: false,
    title: 'Satchel',
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  if (lastPlace?.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    if (options.onClose() === 'keep') event.preventDefault();
    onPlaceChanged({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  bringBackAfterCrash(window.webContents, log);
  void window.loadURL(url);
  return window;
}

/** A page that crashed comes back by itself, since the work in main goes on; a few times, lest it crashes for ever. */
function bringBackAfterCrash(contents: WebContents, log: Log): void {
  let timesLeft = 3;
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    log.error(`The page ended: ${reason}.`);
    timesLeft -= 1;
    if (timesLeft >= 0) contents.reload();
  });
}
