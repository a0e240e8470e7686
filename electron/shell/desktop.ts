import { app, type BrowserWindow, Notification, nativeTheme, shell } from 'electron';
import type { Desktop } from '../core/ports.ts';

/** What the user's desktop does for Satchel; made once the app is ready. */
export function createDesktop(window: () => BrowserWindow | undefined): Desktop {
  return {
    version: app.getVersion(),
    platform: process.platform,
    locale: app.getLocale(),
    downloadsFolder: app.getPath('downloads'),
    applyTheme(theme) {
      nativeTheme.themeSource = theme;
    },
    notify(title, body) {
      if (window()?.isFocused() || !Notification.isSupported()) return;
      const notification = new Notification({ title, body });
      notification.on('click', () => window()?.show());
      notification.show();
    },
    reveal: (path) => shell.showItemInFolder(path),
  };
}
