import type { Dispatch, RefObject, SetStateAction } from 'react';
import type { History, HistoryAction } from './history.ts';
import type { Sort } from './sorting.ts';

/** How a place looked when it was left, so that coming back finds the same row in the same position. */
export type PlaceMemory = { readonly activeId?: string | undefined; readonly scrollTop: number };

/** What a tab remembers of every account while another one, or none, is shown in it. */
export type WindowMemory = {
  readonly tabId: string;
  /** Where each account stands in this tab, by its id. */
  readonly histories: Readonly<Record<string, History>>;
  readonly changeHistory: (accountId: string, action: HistoryAction) => void;
  /** The sort that was chosen in a folder. */
  readonly sorts: Readonly<Record<string, Sort>>;
  readonly setSorts: Dispatch<SetStateAction<Readonly<Record<string, Sort>>>>;
  /** Of all tabs, by tab, account and place. */
  readonly places: RefObject<Map<string, PlaceMemory>>;
};
