import { useEffect, useMemo, useRef, useState } from 'react';
import type { PlaceMemory, WindowMemory } from '../browse/useWindowMemory.ts';
import { withoutBucket, withRecent } from '../places/locations.ts';
import { sessionStore } from './session.ts';
import {
  activeTab,
  keepAccounts,
  keptTabs,
  type OpenTab,
  reduceTabs,
  restoredTabs,
  type TabsAction,
  type TabTarget,
  tabPlace,
} from './tabs.ts';

/** The window's tabs and what can be done with them. The functions keep their identity. */
export type TabsControl = {
  readonly tabs: readonly OpenTab[];
  /** Undefined before an account was opened. */
  readonly active: OpenTab | undefined;
  readonly closedCount: number;
  /** What the active tab's screen remembers and changes. */
  readonly memory: WindowMemory;
  /** Opens a folder, a bucket or an account's buckets in a tab beside the active one, and shows it. */
  readonly openTab: (target: TabTarget) => void;
  /** A tab with the buckets of the account that is open. */
  readonly newTab: () => void;
  /** Closes a tab, the active one where none is named; the last one stays. */
  readonly closeTab: (id?: string) => void;
  readonly closeOtherTabs: (id?: string) => void;
  readonly reopenTab: () => void;
  readonly activate: (id: string) => void;
  readonly nextTab: () => void;
  readonly previousTab: () => void;
  readonly moveTab: (id: string, toIndex: number) => void;
  /** Shows an account in the active tab, at its last place there. */
  readonly switchAccount: (accountId: string) => void;
  /** Takes the active tab to a place, of another account if need be. */
  readonly go: (target: TabTarget) => void;
};

/** The tabs of the last time and what became of them since; of `accountIds` only. The session has to be there. */
export function useTabs(accountIds: ReadonlySet<string>): TabsControl {
  const [held, setHeld] = useState(() => {
    const session = sessionStore.getState();
    return restoredTabs(session?.tabs ?? [], session?.activeTabId);
  });
  const tabs = useMemo(() => keepAccounts(held, (id) => accountIds.has(id)), [held, accountIds]);
  const active = activeTab(tabs);
  const places = useRef(new Map<string, PlaceMemory>());

  // An account can be away for a moment, while its file is being written: its tabs go with the next thing that is done.
  const latest = useRef({ accountIds, active });
  latest.current = { accountIds, active };
  const control = useMemo(() => {
    const act = (action: TabsAction) =>
      setHeld((now) =>
        reduceTabs(
          keepAccounts(now, (id) => latest.current.accountIds.has(id)),
          action,
        ),
      );
    const id = () => crypto.randomUUID();
    const orActive = (named: string | undefined) => named ?? latest.current.active?.id ?? '';
    const openTab = (target: TabTarget) => act({ kind: 'open', id: id(), target: only(target) });
    return {
      act,
      openTab,
      newTab: () => {
        const accountId = latest.current.active?.accountId;
        if (accountId !== undefined) openTab({ accountId });
      },
      closeTab: (named?: string) => act({ kind: 'close', id: orActive(named) }),
      closeOtherTabs: (named?: string) => act({ kind: 'closeOthers', id: orActive(named) }),
      reopenTab: () => act({ kind: 'reopen' }),
      activate: (named: string) => act({ kind: 'activate', id: named }),
      nextTab: () => act({ kind: 'step', by: 1 }),
      previousTab: () => act({ kind: 'step', by: -1 }),
      moveTab: (named: string, toIndex: number) => act({ kind: 'move', id: named, toIndex }),
      switchAccount: (accountId: string) => act({ kind: 'switchAccount', accountId, id: id() }),
      go: (target: TabTarget) => act({ kind: 'go', target: only(target), id: id() }),
    };
  }, []);

  useEffect(() => {
    sessionStore.change(() => ({
      tabs: [...keptTabs(tabs)],
      ...(tabs.activeId !== undefined && { activeTabId: tabs.activeId }),
    }));
  }, [tabs]);

  const place = active === undefined ? undefined : tabPlace(active);
  const accountId = active?.accountId;
  useEffect(() => {
    if (accountId === undefined || place?.kind !== 'folder') return;
    const { bucket, prefix } = place;
    sessionStore.change(({ recents }) => ({
      recents: [...withRecent(recents, { accountId, bucket, prefix })],
    }));
  }, [accountId, place]);

  const { act, ...actions } = control;
  const tabId = active?.id ?? '';
  const memory = useMemo(
    (): WindowMemory => ({
      tabId,
      histories: active?.histories ?? {},
      changeHistory: (ofAccount, action) => {
        if (action.kind !== 'dropBucket') {
          act({ kind: 'history', id: tabId, accountId: ofAccount, action });
          return;
        }
        const gone = { accountId: ofAccount, bucket: action.bucket };
        act({ kind: 'dropBucket', ...gone });
        sessionStore.change(({ recents }) => ({ recents: [...withoutBucket(recents, gone)] }));
      },
      places,
    }),
    [tabId, active?.histories, act],
  );
  return { ...actions, tabs: tabs.open, active, closedCount: tabs.closed.length, memory };
}

/** A target without what it came with. */
function only({ accountId, bucket, prefix }: TabTarget): TabTarget {
  return {
    accountId,
    ...(bucket !== undefined && { bucket }),
    ...(prefix !== undefined && { prefix }),
  };
}
