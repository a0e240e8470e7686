import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, connectionSchema } from '../../electron/core/accounts/connection.ts';
import { type App, createApp } from '../../electron/core/app.ts';
import { createDispatcher, type Dispatch } from '../../electron/core/ipc/dispatcher.ts';
import type {
  AccountPreferences,
  AccountStore,
  Clock,
  Computer,
  DemoHost,
  Desktop,
  Dialogs,
  OrganisationAccount,
  SavedAccount,
  SecretVault,
  SessionStore,
  SettingsStore,
} from '../../electron/core/ports.ts';
import { SatchelError } from '../../electron/core/satchelError.ts';
import { createS3Storage, type S3Storage } from '../../electron/core/storage/s3/s3Storage.ts';
import { defaultSettings } from '../../electron/shell/storedState.ts';
import type { WindowSession } from '../../shared/domain/session.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import {
  type Answer,
  type EventName,
  type RequestInput,
  type RequestName,
  type RequestOutput,
  requests,
} from '../../shared/ipc/contract.ts';
import { openLocalTransfers } from './localTransfers.ts';
import { createMemoryStorage, type MemoryStorage } from './memoryStorage.ts';

/** The secrets of the harness's connection; no answer, event or log line may ever hold one of them. */
export const plantedSecrets = ['PLANTEDACCESSKEYID', 'planted/secret+access/key', 'planted-session-token'];
const [accessKeyId = '', secretAccessKey = '', sessionToken = ''] = plantedSecrets;

/** The id of the harness's only account. */
export const accountId = 'given';

/** The whole core, wired as in main, over a storage in memory and a host that only notes what is asked of it. */
export type AppHarness = {
  readonly app: App;
  readonly storage: MemoryStorage;
  readonly accountStore: AccountStore;
  readonly events: readonly { readonly name: EventName; readonly payload: unknown }[];
  readonly logged: readonly string[];
  /** What the host was asked to do, in order, such as `theme dark`. */
  readonly asked: readonly string[];
  /** What the dialogs answer; tests change it. */
  readonly chosen: {
    files: readonly string[];
    folders: readonly string[];
    downloadFolder: string | undefined;
    saveFile: string | undefined;
    caFile: string | undefined;
  };
  /** Sends a request as our page; the whole answer. */
  send(name: RequestName, input: unknown, droppedPaths?: readonly string[]): Promise<Answer>;
  /** Sends a request as our page; the value, or throws the answer's AppError. */
  request<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>>;
};

/** Starts a core on buckets `photos` (some files) and `empty-bucket`; the caller closes `app`. */
export async function createAppHarness(
  options: {
    /** Use the connection's real storage, whose server does not answer, instead of the one in memory. */
    readonly isUnreachable?: boolean;
    /** Take the accounts from the AWS files of this home folder instead of giving one. */
    readonly homeFolder?: string;
    /** Use the accounts' real storages, on servers of the test. */
    readonly usesServers?: boolean;
    /** False for a computer without a keychain. */
    readonly hasKeychain?: boolean;
  } = {},
): Promise<AppHarness> {
  const storage = createMemoryStorage({ buckets: ['photos', 'empty-bucket'] });
  for (const key of ['notes.txt', 'Lisbon/menu.txt', 'Lisbon/beach.txt']) {
    await storage.put({ bucket: 'photos', key }, Buffer.from(key), { contentType: 'text/plain' });
  }
  const events: { name: EventName; payload: unknown }[] = [];
  const logged: string[] = [];
  const asked: string[] = [];
  const chosen: AppHarness['chosen'] = {
    files: [],
    folders: [],
    downloadFolder: undefined,
    saveFile: undefined,
    caFile: undefined,
  };
  const log = {
    info: (message: string) => logged.push(message),
    error: (message: string, cause?: unknown) => {
      logged.push(`${message} ${cause instanceof Error ? cause.stack : ''}`);
    },
  };
  const { isUnreachable = false, usesServers = false, homeFolder, hasKeychain = true } = options;
  const accountStore = createMemoryAccountStore();
  let idCount = 0;
  const home = mkdtempSync(join(tmpdir(), 'satchel-core-'));
  const app = createApp(
    {
      connection: homeFolder === undefined ? plantedConnection : undefined,
      computer: computerAt(homeFolder ?? '/home/nobody'),
      vault: createMemoryVault(() => hasKeychain),
      accountStore,
      demoHost: createMemoryDemoHost(),
      systemProxy: { resolve: async () => 'DIRECT' },
      clock: realClock,
      dialogs: dialogsOf(chosen),
      settingsStore: createMemorySettings(),
      sessionStore: createMemorySession(),
      desktop: desktopOf(asked),
      menuHost: {
        setMenu: (menus) => asked.push(`menu ${menus.map(({ id }) => id).join(' ')}`),
        setWords: ({ open, quit }) => asked.push(`words ${open}, ${quit}`),
      },
      // Nothing that this computer can decode.
      thumbnailMaker: { make: async () => undefined, close: () => undefined },
      dragOut: { start: (paths) => asked.push(`drag ${paths.length}`) },
      folders: {
        thumbnails: join(home, 'thumbnails'),
        dragged: join(home, 'dragged'),
        relocations: join(home, 'relocations'),
      },
      log,
      newId: () => `id-${++idCount}`,
      openTransfers: openLocalTransfers,
    },
    isUnreachable || usesServers ? createS3Storage : () => asS3Storage(storage),
  );
  app.onEvent((name, payload) => events.push({ name, payload }));
  const dispatch: Dispatch<string> = createDispatcher({
    requests,
    handlers: app.handlers,
    isTrusted: () => true,
    log,
  });
  const send: AppHarness['send'] = (name, input, droppedPaths = []) =>
    dispatch({ name, input, droppedPaths: [...droppedPaths] }, 'our page');

  return {
    app: {
      ...app,
      async close() {
        await app.close();
        rmSync(home, { recursive: true });
      },
    },
    storage,
    accountStore,
    events,
    logged,
    asked,
    chosen,
    send,
    request: async <N extends RequestName>(name: N, input: RequestInput<N>) => {
      const answer = await send(name, input);
      if (!answer.ok) throw answer.error;
      return answer.value as RequestOutput<N>;
    },
  };
}

const plantedConnection: Connection = connectionSchema.parse({
  name: 'Demo',
  endpoint: 'http://user:planted-session-token@127.0.0.1:9/',
  accessKeyId,
  secretAccessKey,
  sessionToken,
  silenceTimeoutMs: 1_000,
});

function createMemorySession(): SessionStore {
  let session: WindowSession = { tabs: [], favourites: [], recents: [], views: [] };
  return {
    read: () => session,
    write: (written) => {
      session = written;
    },
  };
}

/** A computer whose user has this home folder, and nothing in the environment. */
export function computerAt(homeFolder: string): Computer {
  return { homeFolder, platform: process.platform, variables: {} };
}

/** A storage that has no clock of its own. */
export function asS3Storage(storage: MemoryStorage): S3Storage {
  return { ...storage, onClockSkew: () => () => undefined };
}

/** A keychain that turns texts into something else, as long as it is available. */
export function createMemoryVault(isAvailable: () => boolean = () => true): SecretVault {
  return {
    isAvailable: async () => isAvailable(),
    async seal(text) {
      if (!isAvailable()) throw new SatchelError('account.keychainUnavailable', 'There is no keychain.');
      return Buffer.from(text).toString('hex');
    },
    open: async (sealed) => ({ text: Buffer.from(sealed, 'hex').toString(), isOutdated: false }),
  };
}

/** What is kept of accounts, until the test ends. */
export function createMemoryAccountStore(): AccountStore {
  const preferences = new Map<string, AccountPreferences>();
  let saved: readonly SavedAccount[] = [];
  let organisations: readonly OrganisationAccount[] = [];
  let proxyPassword: string | undefined;
  return {
    readPreferences: () => preferences,
    writePreferences(id, changed) {
      if (changed === undefined) preferences.delete(id);
      else preferences.set(id, changed);
    },
    readSaved: () => saved,
    writeSaved: (accounts) => {
      saved = accounts;
    },
    readOrganisations: () => organisations,
    writeOrganisations: (accounts) => {
      organisations = accounts;
    },
    readProxyPassword: () => proxyPassword,
    writeProxyPassword: (sealed) => {
      proxyPassword = sealed;
    },
  };
}

/** The wall's clock. */
export const realClock: Clock = {
  nowMs: () => Date.now(),
  setTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

function dialogsOf(chosen: AppHarness['chosen']): Dialogs {
  return {
    chooseFiles: async () => chosen.files,
    chooseFolders: async () => chosen.folders,
    chooseDownloadFolder: async () => chosen.downloadFolder,
    chooseSaveFile: async () => chosen.saveFile,
    chooseCaFile: async () => chosen.caFile,
  };
}

function desktopOf(asked: string[]): Desktop {
  let progress = 'none';
  let isAwake = false;
  let isInBackground = false;
  return {
    version: '0.0.0',
    platform: 'linux',
    locale: 'en',
    downloadsFolder: '/home/someone/Downloads',
    applyTheme: (theme) => asked.push(`theme ${theme}`),
    notify: (title, body) => asked.push(`notify ${title}: ${body}`),
    reveal: (path) => asked.push(`reveal ${path}`),
    showProgress: (fraction, state) => {
      const shown = fraction === undefined ? 'none' : `${Math.round(fraction * 100)} % ${state}`;
      if (progress !== shown) asked.push(`progress ${shown}`);
      progress = shown;
    },
    keepAwake: (isOn) => {
      if (isAwake !== isOn) asked.push(`awake ${isOn}`);
      isAwake = isOn;
    },
    goToBackground: () => {
      isInBackground = true;
      asked.push('background');
    },
    isInBackground: () => isInBackground,
    quit: () => asked.push('quit'),
    openFile: async (path) => void asked.push(`file ${path}`),
    openPage: async (url) => void asked.push(`page ${url}`),
  };
}

/** What the demo of `createMemoryDemoHost` is opened with; nobody answers there. */
export const demoKeys = {
  endpoint: 'http://127.0.0.1:9',
  accessKeyId: 'SAMPLE',
  secretAccessKey: 'sample-secret',
};

/** A demo without a server, for storages that are stood in for. */
export function createMemoryDemoHost(): DemoHost {
  return {
    async start() {
      let end: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      return { keys: demoKeys, ended, stop: async () => end() };
    },
  };
}

/** A settings store that forgets everything when the test ends. */
export function createMemorySettings(): SettingsStore {
  let settings: Settings = {
    ...defaultSettings,
    parallelTransfers: 4,
  };
  const added = new Map<string, readonly string[]>();
  return {
    read: () => settings,
    write: (changed) => {
      settings = changed;
    },
    readAddedBuckets: (id) => added.get(id) ?? [],
    writeAddedBuckets: (id, names) => added.set(id, names),
  };
}
