import { createGivenAccounts } from '../../electron/core/accounts/givenAccounts.ts';
import { type App, createApp } from '../../electron/core/app.ts';
import { createDispatcher, type Dispatch } from '../../electron/core/ipc/dispatcher.ts';
import type { Clock, Desktop, Dialogs, SettingsStore } from '../../electron/core/ports.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import {
  type Answer,
  type EventName,
  type RequestInput,
  type RequestName,
  type RequestOutput,
  requests,
} from '../../shared/ipc/contract.ts';
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
  readonly events: readonly { readonly name: EventName; readonly payload: unknown }[];
  readonly logged: readonly string[];
  /** What the host was asked to do, in order, such as `theme dark`. */
  readonly asked: readonly string[];
  /** What the dialogs answer; tests change it. */
  readonly chosen: {
    files: readonly string[];
    folders: readonly string[];
    downloadFolder: string | undefined;
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
  } = {},
): Promise<AppHarness> {
  const storage = createMemoryStorage({ buckets: ['photos', 'empty-bucket'] });
  for (const key of ['notes.txt', 'Lisbon/menu.txt', 'Lisbon/beach.txt']) {
    await storage.put({ bucket: 'photos', key }, Buffer.from(key), { contentType: 'text/plain' });
  }
  const events: { name: EventName; payload: unknown }[] = [];
  const logged: string[] = [];
  const asked: string[] = [];
  const chosen: AppHarness['chosen'] = { files: [], folders: [], downloadFolder: undefined };
  const log = {
    info: (message: string) => logged.push(message),
    error: (message: string, cause?: unknown) => {
      logged.push(`${message} ${cause instanceof Error ? cause.stack : ''}`);
    },
  };
  const given = createGivenAccounts({
    name: 'Demo',
    provider: 'other',
    endpoint: 'http://user:planted-session-token@127.0.0.1:9/',
    region: 'us-east-1',
    accessKeyId,
    secretAccessKey,
    sessionToken,
    silenceTimeoutMs: 1_000,
  });
  const accounts = {
    ...given,
    storage: (id: string) => {
      const real = given.storage(id);
      return options.isUnreachable ? real : storage;
    },
  };
  let idCount = 0;
  const app = createApp({
    accounts,
    clock: realClock,
    dialogs: dialogsOf(chosen),
    settingsStore: createMemorySettings(),
    desktop: desktopOf(asked),
    log,
    newId: () => `id-${++idCount}`,
  });
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
    app,
    storage,
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

const realClock: Clock = {
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
  };
}

function desktopOf(asked: string[]): Desktop {
  return {
    version: '0.0.0',
    platform: 'linux',
    locale: 'en',
    downloadsFolder: '/home/someone/Downloads',
    applyTheme: (theme) => asked.push(`theme ${theme}`),
    notify: (title, body) => asked.push(`notify ${title}: ${body}`),
    reveal: (path) => asked.push(`reveal ${path}`),
  };
}

/** A settings store that forgets everything when the test ends. */
export function createMemorySettings(): SettingsStore {
  let settings: Settings = { theme: 'system', downloadFolder: '', parallelTransfers: 4 };
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
