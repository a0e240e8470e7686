import type { App, Session, WebContents } from 'electron';
import { developmentPolicy } from './contentSecurityPolicy.ts';

/** The addresses that the page may load anything from; requests to all others are cancelled. */
const ownSchemes = ['satchel:', 'satchel-preview:', 'blob:', 'data:', 'devtools:'];

/**
 * Chromium's own connections (component and dictionary updates, pings, field trials) are switched off, so that Satchel
 * talks to the user's storage and to nothing else. Call before the app is ready.
 */
export function silenceChromium(app: App): void {
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-default-apps',
    'disable-domain-reliability',
    'disable-sync',
    'no-pings',
  ]) {
    app.commandLine.appendSwitch(name);
  }
}

/** Refuses every permission, and every request of a page that does not stay inside the app. */
export function lockSession(session: Session, devServerUrl: string | undefined): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  const devHost = devServerUrl === undefined ? undefined : new URL(devServerUrl).host;
  if (devServerUrl !== undefined) {
    const policy = [developmentPolicy(devServerUrl)];
    session.webRequest.onHeadersReceived({ urls: [`${devServerUrl}/*`] }, ({ responseHeaders }, answer) => {
      answer({ responseHeaders: { ...responseHeaders, 'Content-Security-Policy': policy } });
    });
  }
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const { protocol, host } = new URL(url);
    answer({ cancel: !ownSchemes.includes(protocol) && host !== devHost });
  });
}

/** Refuses navigation, new windows and webviews in every web contents the app will ever make. */
export function lockWebContents(app: App): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
