import { assertNever } from '../../../shared/assertNever.ts';
import type { Tab } from '../../../shared/domain/session.ts';
import {
  currentPlace,
  emptyHistory,
  type History,
  type HistoryAction,
  reduceHistory,
} from '../browse/history.ts';
import { folderPlace, home, type Place } from '../browse/place.ts';

/** One tab: an account, and where each account that was shown in it stands. */
export type OpenTab = {
  readonly id: string;
  readonly accountId: string;
  readonly histories: Readonly<Record<string, History>>;
};

/** The window's tabs. There is none before an account was opened. */
export type Tabs = {
  readonly open: readonly OpenTab[];
  /** One of the open ones, as long as there is one. */
  readonly activeId: string | undefined;
  /** What can be reopened, the newest last. */
  readonly closed: readonly { readonly tab: OpenTab; readonly index: number }[];
};

/** What a tab shows: an account's buckets, or a folder of one. A Location is one, too. */
export type TabTarget = Omit<Tab, 'id'>;

export type TabsAction =
  /** A new tab beside the active one, which it takes over from. */
  | { readonly kind: 'open'; readonly id: string; readonly target: TabTarget }
  | { readonly kind: 'close'; readonly id: string }
  | { readonly kind: 'closeOthers'; readonly id: string }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'activate'; readonly id: string }
  /** The next or the previous tab; after the last comes the first. */
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'move'; readonly id: string; readonly toIndex: number }
  /** The account's own place in the active tab; the first tab where there is none, with `id`. */
  | { readonly kind: 'switchAccount'; readonly accountId: string; readonly id: string }
  /** The active tab goes there, to another account if need be; the first tab where there is none, with `id`. */
  | { readonly kind: 'go'; readonly target: TabTarget; readonly id: string }
  | {
      readonly kind: 'history';
      readonly id: string;
      readonly accountId: string;
      readonly action: HistoryAction;
    }
  /** The bucket is gone, in every tab. */
  | { readonly kind: 'dropBucket'; readonly accountId: string; readonly bucket: string };

/** As many as the session keeps. */
export const maxTabs = 50;
const maxClosed = 20;

export const noTabs: Tabs = { open: [], activeId: undefined, closed: [] };

/** The place that a target names. */
export function placeOf({ bucket, prefix = '' }: TabTarget): Place {
  return bucket === undefined ? home : folderPlace(bucket, prefix);
}

/** Where a tab stands. */
export function tabPlace({ accountId, histories }: OpenTab): Place {
  return currentPlace(histories[accountId] ?? emptyHistory);
}

/** The tab that is shown. */
export function activeTab({ open, activeId }: Tabs): OpenTab | undefined {
  return open.find(({ id }) => id === activeId);
}

/** Does one thing with the tabs; what cannot be done changes nothing. The last tab stays: a window shows something. */
export function reduceTabs(tabs: Tabs, action: TabsAction): Tabs {
  const { open, closed } = tabs;
  switch (action.kind) {
    case 'open': {
      if (open.length >= maxTabs) return reduceTabs(tabs, { ...action, kind: 'go' });
      return insert(tabs, newTab(action.id, action.target), indexOf(tabs, tabs.activeId) + 1);
    }
    case 'close':
      return open.length > 1 ? close(tabs, action.id) : tabs;
    case 'closeOthers': {
      if (!open.some(({ id }) => id === action.id)) return tabs;
      const others = open.filter(({ id }) => id !== action.id);
      return others.reduce<Tabs>((left, { id }) => close(left, id), { ...tabs, activeId: action.id });
    }
    case 'reopen': {
      const last = closed.at(-1);
      if (last === undefined || open.length >= maxTabs) return tabs;
      return insert({ ...tabs, closed: closed.slice(0, -1) }, last.tab, last.index);
    }
    case 'activate':
      return action.id !== tabs.activeId && open.some(({ id }) => id === action.id)
        ? { ...tabs, activeId: action.id }
        : tabs;
    case 'step': {
      const next = open[(indexOf(tabs, tabs.activeId) + action.by + open.length) % open.length];
      return next === undefined || open.length === 1 ? tabs : { ...tabs, activeId: next.id };
    }
    case 'move':
      return move(tabs, action.id, action.toIndex);
    case 'switchAccount': {
      const { accountId, id } = action;
      const active = activeTab(tabs);
      if (active === undefined) return insert(tabs, newTab(id, { accountId }), open.length);
      return active.accountId === accountId ? tabs : withTab(tabs, { ...active, accountId });
    }
    case 'go': {
      const active = activeTab(tabs);
      if (active === undefined) return insert(tabs, newTab(action.id, action.target), open.length);
      const { accountId } = action.target;
      return inHistory(
        { ...active, accountId },
        accountId,
        { kind: 'go', place: placeOf(action.target) },
        tabs,
      );
    }
    case 'history': {
      const tab = open.find(({ id }) => id === action.id);
      return tab === undefined ? tabs : inHistory(tab, action.accountId, action.action, tabs);
    }
    case 'dropBucket': {
      const { accountId, bucket } = action;
      const without = (tab: OpenTab) => withHistory(tab, accountId, { kind: 'dropBucket', bucket });
      return {
        ...tabs,
        open: open.map(without),
        closed: closed.map(({ tab, index }) => ({ tab: without(tab), index })),
      };
    }
    default:
      return assertNever(action, 'tabs action');
  }
}

/** The tabs whose account is there; the others are as if they had been closed for good. */
export function keepAccounts(tabs: Tabs, isThere: (accountId: string) => boolean): Tabs {
  const isKept = (tab: OpenTab) => isThere(tab.accountId);
  if (tabs.open.every(isKept) && tabs.closed.every(({ tab }) => isKept(tab))) return tabs;
  const open = tabs.open.filter(isKept);
  const at = indexOf(tabs, tabs.activeId);
  const shown = tabs.open.slice(0, at + 1).findLast(isKept) ?? open[0];
  return { open, activeId: shown?.id, closed: tabs.closed.filter(({ tab }) => isKept(tab)) };
}

/** The tabs of the last time. */
export function restoredTabs(kept: readonly Tab[], activeId: string | undefined): Tabs {
  const open = [...new Map(kept.map((tab) => [tab.id, newTab(tab.id, tab)])).values()].slice(0, maxTabs);
  const active = open.find(({ id }) => id === activeId) ?? open[0];
  return { open, activeId: active?.id, closed: [] };
}

/** What is kept of the tabs for the next time. */
export function keptTabs({ open }: Tabs): readonly Tab[] {
  return open.map((tab) => {
    const place = tabPlace(tab);
    const { id, accountId } = tab;
    return place.kind === 'home'
      ? { id, accountId }
      : { id, accountId, bucket: place.bucket, prefix: place.prefix };
  });
}

function newTab(id: string, target: TabTarget): OpenTab {
  const history: History = { places: [placeOf(target)], index: 0 };
  return { id, accountId: target.accountId, histories: { [target.accountId]: history } };
}

function indexOf({ open }: Tabs, id: string | undefined): number {
  return open.findIndex((tab) => tab.id === id);
}

function insert(tabs: Tabs, tab: OpenTab, index: number): Tabs {
  return { ...tabs, open: tabs.open.toSpliced(index, 0, tab), activeId: tab.id };
}

function withTab(tabs: Tabs, tab: OpenTab): Tabs {
  return { ...tabs, open: tabs.open.map((each) => (each.id === tab.id ? tab : each)) };
}

/** The tab that comes to its place is shown when the active one goes, else the one before it. */
function close(tabs: Tabs, id: string): Tabs {
  const index = indexOf(tabs, id);
  const tab = tabs.open[index];
  if (tab === undefined) return tabs;
  const open = tabs.open.toSpliced(index, 1);
  const activeId = tabs.activeId === id ? (open[index] ?? open.at(-1))?.id : tabs.activeId;
  return { open, activeId, closed: [...tabs.closed, { tab, index }].slice(-maxClosed) };
}

function move(tabs: Tabs, id: string, toIndex: number): Tabs {
  const from = indexOf(tabs, id);
  const tab = tabs.open[from];
  const to = Math.max(0, Math.min(toIndex, tabs.open.length - 1));
  if (tab === undefined || from === to) return tabs;
  return { ...tabs, open: tabs.open.toSpliced(from, 1).toSpliced(to, 0, tab) };
}

function withHistory(tab: OpenTab, accountId: string, action: HistoryAction): OpenTab {
  const before = tab.histories[accountId];
  const after = reduceHistory(before ?? emptyHistory, action);
  return after === before ? tab : { ...tab, histories: { ...tab.histories, [accountId]: after } };
}

function inHistory(tab: OpenTab, accountId: string, action: HistoryAction, tabs: Tabs): Tabs {
  const next = withHistory(tab, accountId, action);
  return next === tabs.open.find(({ id }) => id === tab.id) ? tabs : withTab(tabs, next);
}
