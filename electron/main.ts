import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { app, type BrowserWindow, dialog, ipcMain, powerMonitor, protocol, session } from 'electron';
import { requests } from '../shared/ipc/contract.ts';
import type { Connection } from './core/accounts/connection.ts';
import { readConnectionFile } from './core/accounts/connectionFile.ts';
import { createApp } from './core/app.ts';
import { createDispatcher } from './core/ipc/dispatcher.ts';
import { SatchelError } from './core/satchelError.ts';
import { systemClock } from './core/systemClock.ts';
import { createThreadedTransfers } from './core/transfers/thread/threadedTransfers.ts';
import { openAccountStore } from './shell/accountStore.ts';
import { appOrigin, appSchemePrivileges, appUrl, serveApp } from './shell/appProtocol.ts';
import { createBackground } from './shell/background.ts';
import { readComputer } from './shell/computer.ts';
import { createDemoHost } from './shell/demoHost.ts';
import { createDesktop } from './shell/desktop.ts';
import { createDialogs } from './shell/dialogs.ts';
import { createDragOut } from './shell/dragOut.ts';
import { hostRequests, isOwnPage, type Sender, sendEvent } from './shell/ipcHost.ts';
import { createLog } from './shell/log.ts';
import { createApplicationMenu } from './shell/menu.ts';
import { watchNetwork } from './shell/networkWatch.ts';
import { previewSchemePrivileges, servePreviews } from './shell/previewProtocol.ts';
import { closeBeforeQuit } from './shell/quit.ts';
import { createSecretVault } from './shell/secretVault.ts';
import { lockSession, lockWebContents, silenceChromium } from './shell/security.ts';
import { openSessionStore } from './shell/sessionStore.ts';
import { openSettingsStore } from './shell/settingsStore.ts';
import { isFirstInstance } from './shell/singleInstance.ts';
import { createSystemProxy } from './shell/systemProxy.ts';
import { createThumbnailMaker } from './shell/thumbnailMaker.ts';
import { prepareThumbnailSession, thumbnailPageUrl } from './shell/thumbnailPage.ts';
import { serveThumbnails, thumbnailSchemePrivileges } from './shell/thumbnailProtocol.ts';
import { openWindow } from './shell/window.ts';

const { SATCHEL_USER_DATA, SATCHEL_CONNECTION_FILE, SATCHEL_HOME } = process.env;
/** Vite's server while developing; a packaged app never listens to the environment. */
const devServerUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;

if (SATCHEL_USER_DATA) app.setPath('userData', SATCHEL_USER_DATA);
const log = createLog(app.getPath('userData'));
process.on('uncaughtException', (error) => log.error('Uncaught:', error));
process.on('unhandledRejection', (reason) => log.error('Unhandled rejection:', reason));

let window: BrowserWindow | undefined;
const currentWindow = () => window;

const background = createBackground(currentWindow);

if (isFirstInstance(background.leave)) {
  silenceChromium(app);
  lockWebContents(app);
  protocol.registerSchemesAsPrivileged([
    appSchemePrivileges,
    previewSchemePrivileges,
    thumbnailSchemePrivileges,
  ]);
  // Not a top-level await: Electron is ready only after this module has been loaded.
  void app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      log.error('Starting failed:', error);
      endWith('Satchel cannot start', `Its log says why: ${join(app.getPath('userData'), 'logs')}`);
    });
} else {
  app.quit();
}

/** Puts the ports, the core and the window together. */
function start(): void {
  const connection = readConnection();
  const userData = app.getPath('userData');
  const rendererFolder = join(import.meta.dirname, '../renderer');
  const settingsStore = openSettingsStore(userData, log);
  const menu = createApplicationMenu({
    window: currentWindow,
    onChosen: (id) => sendEvent(window, 'menu.chosen', { id }),
    isDevelopment: devServerUrl !== undefined,
  });
  const core = createApp({
    connection,
    computer: readComputer(SATCHEL_HOME),
    vault: createSecretVault(),
    accountStore: openAccountStore(userData, log),
    demoHost: createDemoHost({
      scriptPath: join(import.meta.dirname, 'demoProcess.js'),
      folder: join(userData, 'demo'),
      log,
    }),
    systemProxy: createSystemProxy(session.fromPartition('system-proxy')),
    clock: systemClock,
    dialogs: createDialogs(currentWindow),
    settingsStore,
    sessionStore: openSessionStore(userData, log),
    desktop: createDesktop(currentWindow, background),
    menuHost: { setMenu: menu.set, setWords: background.setWords },
    thumbnailMaker: createThumbnailMaker({
      session: prepareThumbnailSession(session.fromPartition('thumbnails'), { rendererFolder, devServerUrl }),
      pageUrl: thumbnailPageUrl(devServerUrl),
      clock: systemClock,
      log,
    }),
    dragOut: createDragOut(currentWindow),
    folders: {
      thumbnails: join(userData, 'thumbnails'),
      dragged: join(userData, 'dragged'),
      relocations: join(userData, 'relocations'),
    },
    log,
    newId: randomUUID,
    openTransfers: async (host) =>
      createThreadedTransfers({
        ...host,
        journalFolder: join(userData, 'transfers'),
        startThread: (data) =>
          new Worker(join(import.meta.dirname, 'transfersThread.js'), { workerData: data }),
      }),
  });
  closeBeforeQuit(core.close, log);
  app.on('before-quit', core.closing.quitting);
  powerMonitor.on('resume', core.networkChanged);
  watchNetwork(systemClock, core.networkChanged);

  const pageOrigin = devServerUrl === undefined ? appOrigin : new URL(devServerUrl).origin;
  const isOwnWindow = (id: number | undefined) => id !== undefined && id === window?.webContents.id;
  lockSession(session.defaultSession, { devServerUrl, isOwnWindow });
  serveApp(protocol, rendererFolder);
  servePreviews(protocol, core.previews, pageOrigin);
  serveThumbnails(session.defaultSession, core.thumbnails);
  const isTrusted = (sender: Sender) => isOwnPage(sender, window, pageOrigin);
  hostRequests(ipcMain, createDispatcher({ requests, handlers: core.handlers, isTrusted, log }));
  core.onEvent((name, payload) => sendEvent(window, name, payload));

  window = openWindow({
    url: devServerUrl ?? appUrl,
    preloadPath: join(import.meta.dirname, '../preload/preload.cjs'),
    lastPlace: settingsStore.readWindowPlace(),
    onPlaceChanged: settingsStore.writeWindowPlace,
    onClose: core.closing.request,
    log,
  });
  window.once('closed', () => {
    window = undefined;
  });
  void core.resume();
}

/** The connection that the host gave; ends Satchel with a clear sentence when its file cannot be used. */
function readConnection(): Connection | undefined {
  if (!SATCHEL_CONNECTION_FILE) return undefined;
  try {
    return readConnectionFile(SATCHEL_CONNECTION_FILE);
  } catch (error) {
    const why = error instanceof SatchelError ? error.message : 'It cannot be read.';
    return endWith('Satchel cannot use its connection file', why);
  }
}

/** Says why there is no window, in a native box and for whoever started Satchel from a terminal, and ends it with 1. */
function endWith(title: string, why: string): never {
  process.stderr.write(`${title}. ${why}\n`);
  dialog.showErrorBox(title, why);
  process.exit(1);
}
