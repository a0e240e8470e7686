import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { app, type BrowserWindow, Notification, nativeTheme, powerSaveBlocker, shell } from 'electron';
import type { Desktop } from '../core/ports.ts';
import { SatchelError } from '../core/satchelError.ts';
import type { Background } from './background.ts';
import { isOpenable } from './openable.ts';

/** What the user's desktop does for Satchel; made once the app is ready. */
export function createDesktop(window: () => BrowserWindow | undefined, background: Background): Desktop {
  let awakeId: number | undefined;
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
      notification.on('click', background.leave);
      notification.show();
    },
    showProgress(fraction, state) {
      const modes = { going: 'normal', waiting: 'paused', failed: 'error' } as const;
      // A number below 0 takes it away.
      window()?.setProgressBar(fraction ?? -1, { mode: fraction === undefined ? 'none' : modes[state] });
    },
    goToBackground: background.enter,
    isInBackground: background.isOn,
    quit: () => app.quit(),
    keepAwake(isOn) {
      if (isOn === (awakeId !== undefined)) return;
      if (awakeId === undefined) awakeId = powerSaveBlocker.start('prevent-app-suspension');
      else {
        powerSaveBlocker.stop(awakeId);
        awakeId = undefined;
      }
    },
    reveal: (path) => shell.showItemInFolder(path),
    async openFile(path) {
      const problem = existsSync(path) ? await shell.openPath(path) : 'It is not there.';
      if (problem === '') return;
      const code = existsSync(path) ? 'internal' : 'local.notFound';
      throw new SatchelError(code, `${path} cannot be opened: ${problem}`, {
        params: { name: basename(path) },
      });
    },
    async openPage(url) {
      if (!isOpenable(url)) throw new SatchelError('request.invalid', 'This is no address of a web page.');
      await shell.openExternal(url);
    },
  };
}
