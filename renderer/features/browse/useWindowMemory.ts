import { type Dispatch, type RefObject, type SetStateAction, useRef, useState } from 'react';
import type { History } from './history.ts';
import type { Sort } from './sorting.ts';

/** How a place looked when it was left, so that coming back finds the same row in the same position. */
export type PlaceMemory = { readonly activeId?: string | undefined; readonly scrollTop: number };

/** What the window remembers of every account while another one, or none, is shown. */
export type WindowMemory = {
  /** Where each account stands, by its id. */
  readonly histories: Readonly<Record<string, History>>;
  readonly setHistories: Dispatch<SetStateAction<Readonly<Record<string, History>>>>;
  /** The sort that was chosen in a folder. */
  readonly sorts: Readonly<Record<string, Sort>>;
  readonly setSorts: Dispatch<SetStateAction<Readonly<Record<string, Sort>>>>;
  readonly places: RefObject<Map<string, PlaceMemory>>;
};

/** The memory of one window; it begins empty. */
export function useWindowMemory(): WindowMemory {
  const [histories, setHistories] = useState<Readonly<Record<string, History>>>({});
  const [sorts, setSorts] = useState<Readonly<Record<string, Sort>>>({});
  const places = useRef(new Map<string, PlaceMemory>());
  return { histories, setHistories, sorts, setSorts, places };
}
