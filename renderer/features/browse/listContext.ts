import { createContext, useContext } from 'react';
import type { Location } from '../../../shared/domain/object.ts';
import type { ScrollPace } from './scrollPace.ts';

/** What the rows of one list share, for those of them that ask for more than the listing tells. */
export type ListContext = {
  readonly location: Pick<Location, 'accountId' | 'bucket'>;
  readonly pace: ScrollPace;
  readonly showsThumbnails: boolean;
  /** The thumbnails that could not be had, by their address, so that they are not asked for again. */
  readonly failedThumbnails: Set<string>;
};

const context = createContext<ListContext | undefined>(undefined);

export const ListContextProvider = context.Provider;

/** Undefined where it is not known which bucket the rows are of. */
export function useListContext(): ListContext | undefined {
  return useContext(context);
}
