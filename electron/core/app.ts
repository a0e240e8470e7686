import { type EventName, type EventPayload, events } from '../../shared/ipc/contract.ts';
import type { Accounts } from './accounts/accounts.ts';
import { createGrants } from './grants.ts';
import { createAppHandlers } from './handlers/appHandlers.ts';
import { createBucketHandlers } from './handlers/bucketHandlers.ts';
import { createGrantHandlers } from './handlers/grantHandlers.ts';
import { createListingHandlers } from './handlers/listingHandlers.ts';
import { createObjectHandlers } from './handlers/objectHandlers.ts';
import { createOperationHandlers } from './handlers/operationHandlers.ts';
import { createPreviewHandlers } from './handlers/previewHandlers.ts';
import { createSettingsHandlers } from './handlers/settingsHandlers.ts';
import { createTransferHandlers } from './handlers/transferHandlers.ts';
import type { Handlers } from './ipc/handlers.ts';
import { createOperations } from './operations/operations.ts';
import type { Clock, Desktop, Dialogs, Log, SettingsStore } from './ports.ts';
import { createPreviews, type Previews } from './previews/previews.ts';
import { createMemoryJournal } from './transfers/journal.ts';
import { createTransfers } from './transfers/transfers.ts';

/** All that the core needs from its host. */
export type AppPorts = {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly dialogs: Dialogs;
  readonly settingsStore: SettingsStore;
  readonly desktop: Desktop;
  readonly log: Log;
  /** Unguessable and unique, such as a UUID. */
  readonly newId: () => string;
};

/** Hears every event that is meant for the page. */
export type EventListener = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** Satchel without a window: the handlers of every request, its events, and the previews it serves. */
export type App = {
  readonly handlers: Handlers;
  readonly previews: Previews;
  /** Calls back with every event; returns the function that stops it. */
  onEvent(listener: EventListener): () => void;
  /** Ends all work and removes what is half done; resolves when nothing is left. */
  close(): Promise<void>;
};

/** Wires the parts of the core to each other; the host decides what the ports are. */
export function createApp(ports: AppPorts): App {
  const { accounts, clock, dialogs, settingsStore, desktop, log, newId } = ports;
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

  const stopAccounts = accounts.onChanged((all) => emit('account.changed', [...all]));
  const grants = createGrants({ newId });
  const previews = createPreviews({ accounts, newId });
  const listings = createListingHandlers(accounts);
  const operations = createOperations({
    accounts,
    clock,
    newId,
    onChanged: (operation) => emit('operation.changed', operation),
  });
  const transfers = createTransfers({
    accounts,
    clock,
    newId,
    journal: createMemoryJournal(),
    parallelTransfers: settings.parallelTransfers,
    platform: desktop.platform,
    onChanged: (snapshot) => emit('transfer.changed', snapshot),
    log,
  });

  const handlers: Handlers = {
    ...createAppHandlers(desktop),
    ...createSettingsHandlers({
      settingsStore,
      desktop,
      dialogs,
      onChanged: (changed) => {
        desktop.applyTheme(changed.theme);
        transfers.setParallelTransfers(changed.parallelTransfers);
        emit('settings.changed', changed);
      },
    }),
    'account.list': () => [...accounts.list()],
    ...createBucketHandlers(accounts, settingsStore),
    ...listings.handlers,
    ...createObjectHandlers(accounts),
    ...createOperationHandlers(operations),
    ...createGrantHandlers({ grants, dialogs, desktop, settingsStore }),
    ...createTransferHandlers(transfers, grants, desktop),
    ...createPreviewHandlers(previews),
  };

  return {
    handlers,
    previews,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      listeners.clear();
      stopAccounts();
      listings.close();
      previews.closeAll();
      await Promise.all([operations.close(), transfers.close()]);
      accounts.close();
    },
  };
}
