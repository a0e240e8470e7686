import { BrowserWindow, nativeTheme, screen } from 'electron';
import { boundsToOpen, firstSize, smallestSize, type WindowPlace } from './windowPlace.ts';

export type WindowOptions = {
  readonly url: string;
  readonly preloadPath: string;
  readonly lastPlace: WindowPlace | undefined;
  readonly onPlaceChanged: (place: WindowPlace) => void;
};

/** The page's own background, so that nothing flashes before it is drawn. */
const backgrounds = { light: '#ffffff', dark: '#1f1f1f' } as const;

/** Opens the one window of Satchel; it is shown when its first picture is ready, at the place it was left at. */
export function openWindow({ url, preloadPath, lastPlace, onPlaceChanged }: WindowOptions): BrowserWindow {
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
  window.on('close', () => {
    onPlaceChanged({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  void window.loadURL(url);
  return window;
}
