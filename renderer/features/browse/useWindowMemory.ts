import type { RefObject } from 'react';
import type { History, HistoryAction } from './history.ts';

/** How a place looked when it was left, so that coming back finds the same row in the same position. */
export type PlaceMemory = { readonly activeId?: string | undefined; readonly scrollTop: number };

/** What a tab remembers of every account while another one, or none, is shown in it. */
export type WindowMemory = {
  readonly tabId: string;
  /** Where each account stands in this tab, by its id. */
  readonly histories: Readonly<Record<string, History>>;
  readonly changeHistory: (accountId: string, action: HistoryAction) => void;
  /** Of all tabs, by tab, account and place. */
  readonly places: RefObject<Map<string, PlaceMemory>>;
};
