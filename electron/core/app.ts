import { type EventName, type EventPayload, events } from '../../shared/ipc/contract.ts';
import type { Connection } from './accounts/connection.ts';
import { createAccounts } from './accounts/createAccounts.ts';
import { type Closing, createClosing } from './closing.ts';
import { createDraggingOut, type DragOut } from './draggingOut/draggingOut.ts';
import { createGrants } from './grants.ts';
import { createAccountHandlers } from './handlers/accountHandlers.ts';
import { createAppHandlers } from './handlers/appHandlers.ts';
import { createBucketHandlers } from './handlers/bucketHandlers.ts';
import { createDragHandlers } from './handlers/dragHandlers.ts';
import { createGrantHandlers } from './handlers/grantHandlers.ts';
import { createListingHandlers } from './handlers/listingHandlers.ts';
import { createMenuHandlers, type MenuHost } from './handlers/menuHandlers.ts';
import { createObjectHandlers } from './handlers/objectHandlers.ts';
import { createOperationHandlers } from './handlers/operationHandlers.ts';
import { createPreviewHandlers } from './handlers/previewHandlers.ts';
import { openProxyPassword } from './handlers/proxyPassword.ts';
import { createRunningListings } from './handlers/runningListings.ts';
import { createSearchHandlers } from './handlers/searchHandlers.ts';
import { createSessionHandlers } from './handlers/sessionHandlers.ts';
import { createSettingsHandlers } from './handlers/settingsHandlers.ts';
import { createThumbnailHandlers } from './handlers/thumbnailHandlers.ts';
import { createTransferHandlers } from './handlers/transferHandlers.ts';
import { createUnfinishedHandlers } from './handlers/unfinishedHandlers.ts';
import type { Handlers } from './ipc/handlers.ts';
import { createNetwork } from './network/network.ts';
import type { ProxyRule } from './network/proxyRoutes.ts';
import { createWakefulness, goesOn, isChange } from './operations/atWork.ts';
import { createOperations, type Operations } from './operations/operations.ts';
import type {
  AccountStore,
  Clock,
  Computer,
  DemoHost,
  Desktop,
  Dialogs,
  Log,
  SecretVault,
  SessionStore,
  SettingsStore,
  SystemProxy,
} from './ports.ts';
import { createPreviews, type Previews } from './previews/previews.ts';
import { openKeyValueJournal } from './relocating/keyValueJournal.ts';
import { createSearches } from './searching/searches.ts';
import { createS3Storage } from './storage/s3/s3Storage.ts';
import type { ThumbnailMaker } from './thumbnails/thumbnailMaker.ts';
import { createThumbnails, type Thumbnails } from './thumbnails/thumbnails.ts';
import type { OpenTransfers } from './transfers/transfers.ts';
import { createTransfersRoom } from './transfersRoom.ts';
import { createKeptSession } from './windowSession.ts';

/** All that the core needs from its host. */
export type AppPorts = {
  /** The host's own account; then there are no others. */
  readonly connection: Connection | undefined;
  readonly computer: Computer;
  readonly vault: SecretVault;
  readonly accountStore: AccountStore;
  readonly demoHost: DemoHost;
  readonly systemProxy: SystemProxy;
  readonly clock: Clock;
  readonly dialogs: Dialogs;
  readonly settingsStore: SettingsStore;
  readonly sessionStore: SessionStore;
  readonly desktop: Desktop;
  readonly menuHost: MenuHost;
  readonly thumbnailMaker: ThumbnailMaker;
  readonly dragOut: DragOut;
  /** Folders of Satchel's own on this computer, each for one thing. */
  readonly folders: {
    /** Small pictures, which can be made anew. */
    readonly thumbnails: string;
    /** Files that are being dragged out. */
    readonly dragged: string;
    /** What is being copied and moved. */
    readonly relocations: string;
  };
  readonly log: Log;
  /** Unguessable and unique, such as a UUID. */
  readonly newId: () => string;
  /** Called once, when transfers are first asked for. */
  readonly openTransfers: OpenTransfers;
};

/** Hears every event that is meant for the page. */
export type EventListener = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** Satchel without a window: the handlers of every request, its events, and the previews it serves. */
export type App = {
  readonly handlers: Handlers;
  readonly previews: Previews;
  readonly thumbnails: Pick<Thumbnails, 'get'>;
  /** What the host asks before it closes the window. */
  readonly closing: Closing;
  /** Goes on with what an earlier run was copying and moving; a failure is only logged. */
  resume(): Promise<void>;
  /** The computer woke up, or its way to the network is another one: what waits for the network tries at once. */
  networkChanged(): void;
  /** Calls back with every event; returns the function that stops it. */
  onEvent(listener: EventListener): () => void;
  /** Stops all work; transfers go on at the next start. Resolves when all is written. */
  close(): Promise<void>;
};

/** Wires the parts of the core to each other; the host decides what the ports are, and a test what opens storages. */
export function createApp(ports: AppPorts, openStorage = createS3Storage): App {
  const { clock, dialogs, settingsStore, accountStore, vault, desktop, log, newId } = ports;
  const listeners = new Set<EventListener>();

  function emit<N extends EventName>(name: N, payload: EventPayload<N>): void {
    // The schemas are strict: an event that holds anything undeclared is not sent.
    if (!events[name].safeParse(payload).success) {
      log.error(`The event ${name} does not fit the contract and was not sent.`);
      return;
    }
    for (const listener of listeners) listener(name, payload);
  }

  const settings = settingsStore.read();
  desktop.applyTheme(settings.theme);

  const grants = createGrants({ newId });
  const proxyPassword = openProxyPassword({ accountStore, settingsStore, vault, log });
  const proxyListeners = new Set<() => void>();
  const readOnlyListeners = new Set<() => void>();
  const proxyRule = (): ProxyRule => {
    const { proxy } = settingsStore.read();
    if (proxy.mode !== 'manual') return proxy;
    const password = proxyPassword.get();
    const { url, user } = proxy;
    return {
      mode: 'manual',
      url,
      ...(user !== undefined && { user }),
      ...(password !== undefined && { password }),
    };
  };
  const network = createNetwork({ systemProxy: ports.systemProxy, proxy: proxyRule, clock, log });
  const accounts = createAccounts({
    given: ports.connection,
    computer: ports.computer,
    clock,
    desktop,
    vault,
    accountStore,
    demoHost: ports.demoHost,
    network,
    log,
    newId,
    caFile: grants.findCaFile,
    openStorage,
    onSignInChanged: (signIn) => emit('signIn.changed', signIn),
    // What waited for a sign-in or a code goes on by itself.
    onUsable: (accountId) => {
      transfers.goOn(accountId);
      operations.goOn(accountId);
    },
    onReadOnlyChanged: () => {
      for (const listener of readOnlyListeners) listener();
    },
  });
  const previews = createPreviews({ accounts, newId });
  const listings = createRunningListings();
  const keepAwake = createWakefulness(desktop.keepAwake);
  const stayAwake = (): void =>
    keepAwake('operations', settingsStore.read().keepsAwake && operations.list().some(goesOn));
  const operations = createOperations({
    accounts,
    clock,
    newId,
    onChanged(operation) {
      emit('operation.changed', operation);
      stayAwake();
      closing.changed();
    },
    openJournal: () => openKeyValueJournal(ports.folders.relocations),
    speedLimits: () => settingsStore.read().speedLimits,
    log,
  });
  const searches = createSearches({
    accounts,
    clock,
    newId,
    onChanged: (search) => emit('search.changed', search),
  });
  const thumbnails = createThumbnails({
    accounts,
    maker: ports.thumbnailMaker,
    cacheFolder: ports.folders.thumbnails,
    isOn: () => settingsStore.read().showsThumbnails,
    clock,
    log,
  });
  const draggingOut = createDraggingOut({
    accounts,
    dragOut: ports.dragOut,
    platform: desktop.platform,
    stageFolder: ports.folders.dragged,
    clock,
    newId,
    log,
    onChanged: (operation) => emit('operation.changed', operation),
  });
  // To the page, a drag that brings its files is an operation like the others.
  const allOperations: Operations = {
    ...operations,
    cancel(operationId) {
      if (!draggingOut.cancelOperation(operationId)) operations.cancel(operationId);
    },
  };
  const windowSession = createKeptSession(ports.sessionStore, clock);
  const transfers = createTransfersRoom({
    open: ports.openTransfers,
    host: {
      accounts,
      settings: settingsStore.read,
      platform: desktop.platform,
      clock,
      log,
      newId,
      systemProxy: ports.systemProxy,
      proxy: proxyRule,
      onProxyChanged: (listener) => proxyListeners.add(listener),
      readOnly: accounts.readOnlyAccounts,
      onReadOnlyChanged: (listener) => readOnlyListeners.add(listener),
    },
    desktop: {
      showProgress: desktop.showProgress,
      keepAwake: (isOn) => keepAwake('transfers', isOn),
    },
    keepsAwake: () => settingsStore.read().keepsAwake,
    onUntrusted(accountId) {
      if (accounts.list().accounts.some(({ id }) => id === accountId)) accounts.check(accountId);
    },
    onChanged(snapshot) {
      emit('transfer.changed', snapshot);
      closing.changed();
    },
  });
  const closing = createClosing({
    settingsStore,
    desktop,
    snapshot: transfers.last,
    operationCount: () => operations.list().filter(isChange).length,
    onSettings: (changed) => emit('settings.changed', changed),
    onAsking: (isAsking) => emit('closing.changed', { isAsking }),
  });

  const networkChanged = (): void => {
    network.proxyChanged();
    for (const listener of proxyListeners) listener();
    accounts.networkChanged();
    transfers.nudge();
    operations.nudge();
  };

  const stopAccounts = accounts.onChanged((snapshot) => emit('account.changed', snapshot));

  const handlers: Handlers = {
    ...createAppHandlers(desktop, closing),
    ...createSettingsHandlers({
      settingsStore,
      desktop,
      dialogs,
      proxyPassword,
      onChanged: (changed) => {
        desktop.applyTheme(changed.theme);
        transfers.settingsChanged(changed);
        stayAwake();
        emit('settings.changed', changed);
      },
      onProxyChanged: networkChanged,
    }),
    ...createAccountHandlers({ accounts, settingsStore, dialogs, grants, ready: proxyPassword.opened }),
    ...createBucketHandlers(accounts, settingsStore, listings),
    ...createUnfinishedHandlers(accounts, listings, transfers),
    ...createListingHandlers(accounts, listings),
    ...createObjectHandlers(accounts),
    ...createOperationHandlers(allOperations, accounts),
    ...createGrantHandlers({ grants, dialogs, desktop, settingsStore }),
    ...createTransferHandlers({ transfers, accounts, grants, desktop, dialogs, settingsStore }),
    ...createPreviewHandlers(previews),
    ...createSearchHandlers(searches),
    ...createThumbnailHandlers(thumbnails),
    ...createDragHandlers(draggingOut),
    ...createSessionHandlers(windowSession),
    ...createMenuHandlers(ports.menuHost),
  };

  return {
    handlers,
    previews,
    thumbnails,
    closing,
    resume: () =>
      operations
        .resume()
        .catch((error: unknown) => log.error('What was being copied and moved cannot be read:', error)),
    networkChanged,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      listeners.clear();
      stopAccounts();
      listings.abortAll();
      previews.closeAll();
      searches.closeAll();
      windowSession.close();
      await Promise.all([operations.close(), transfers.close(), thumbnails.close(), draggingOut.close()]);
      await accounts.close();
      network.close();
    },
  };
}
