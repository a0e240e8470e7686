import type { App, Session, WebContents } from 'electron';
import { thumbnailScheme } from '../../shared/ipc/thumbnailUrl.ts';
import { developmentPolicy } from './contentSecurityPolicy.ts';

/** What a page may load anything from; requests to all else are cancelled. */
const ownSchemes = ['satchel:', 'blob:', 'data:', 'devtools:'];
/** What holds the user's files is for our own window only. */
const fileSchemes = ['satchel-preview:', `${thumbnailScheme}:`];

/**
 * Satchel talks to the user's storage through Node and to nothing else: Chromium's own connections (updates of its
 * components and dictionaries, pings, field trials) are switched off. Its resolver is left alone, because a company's
 * proxy script has to be fetched and may look names up. Call before the app is ready.
 */
export function silenceChromium(app: App): void {
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-default-apps',
    'disable-domain-reliability',
    'disable-sync',
    'no-pings',
    'no-proxy-server',
  ]) {
    app.commandLine.appendSwitch(name);
  }
  // Every session would fetch a dictionary, also one whose spell checker is off.
  app.on('session-created', (session) => {
    session.setSpellCheckerEnabled(false);
    session.setSpellCheckerLanguages([]);
  });
}

/** What our page may do without being asked: the Copy buttons, and the full screen of a film. */
const allowedPermissions: readonly string[] = ['clipboard-sanitized-write', 'fullscreen'];

/** Which addresses and which window a session serves. */
type SessionOptions = {
  readonly devServerUrl: string | undefined;
  /** True for the web contents of our own window. */
  readonly isOwnWindow: (webContentsId: number | undefined) => boolean;
};

/**
 * Refuses every other permission, every download by the page, and every request of a page that does not stay inside the
 * app. Electron enforces no CORS on custom schemes, so it is here that previews and thumbnails are kept from any page but ours.
 */
export function lockSession(session: Session, { devServerUrl, isOwnWindow }: SessionOptions): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(allowedPermissions.includes(permission));
  });
  session.setPermissionCheckHandler((_contents, permission) => allowedPermissions.includes(permission));
  session.setDevicePermissionHandler(() => false);
  // Files come by the transfers only, which ask where to.
  session.on('will-download', (event) => event.preventDefault());
  const devHost = devServerUrl === undefined ? undefined : new URL(devServerUrl).host;
  if (devServerUrl !== undefined) {
    const policy = [developmentPolicy(devServerUrl)];
    session.webRequest.onHeadersReceived({ urls: [`${devServerUrl}/*`] }, ({ responseHeaders }, answer) => {
      answer({ responseHeaders: { ...responseHeaders, 'Content-Security-Policy': policy } });
    });
  }
  session.webRequest.onBeforeRequest(({ url, webContentsId }, answer) => {
    const { protocol, host } = new URL(url);
    const isAllowed = fileSchemes.includes(protocol)
      ? isOwnWindow(webContentsId)
      : ownSchemes.includes(protocol) || host === devHost;
    answer({ cancel: !isAllowed });
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
