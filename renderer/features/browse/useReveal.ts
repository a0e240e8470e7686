import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { displayName } from '../../ui/displayName.ts';
import { notify } from '../activity/noticeStore.ts';
import type { Listing } from './useListing.ts';

/** So many rows are loaded to find one; who wants more of them scrolls or loads all. */
const mostLookedThrough = 200_000;

/** Rows that are to be selected, the first of them in view. */
type Wanted = {
  /** The folder in which they are. */
  readonly key: string;
  readonly ids: readonly string[];
  /** The name of the only one where it is known to be there, so that it is looked for, also further down than what is loaded. */
  readonly name?: string | undefined;
};

export type Reveal = {
  readonly want: (wanted: Wanted) => void;
  /** The rows of the open folder that are still to be shown. */
  readonly revealIds: readonly string[] | undefined;
  readonly onRevealed: () => void;
};

/**
 * The rows that should be selected and in view as soon as their folder, `key`, is open and has them. The rest of the folder is
 * loaded until a named one comes; one that does not come is told about, unless the user stopped it.
 */
export function useReveal(key: string, listing: Listing): Reveal {
  const { t } = useTranslation('browse');
  const [wanted, setWanted] = useState<Wanted>();
  const onRevealed = useCallback(() => setWanted(undefined), []);
  const { status, listed, hasMore, error, isRefreshing, isLoadingAll, loadAll, stopLoadingAll } = listing;
  const isHere = wanted?.key === key;
  const hasId = (id: string): boolean => {
    const number = listed?.store.numberOf(id) ?? -1;
    return listed !== undefined && number !== -1 && number < listed.count;
  };
  const isListed = isHere && wanted.ids.some(hasId);
  /** What all is being loaded for. */
  const loadingFor = useRef<Wanted>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the functions of the listing are new each time
  useEffect(() => {
    const isOurs = loadingFor.current !== undefined && loadingFor.current === wanted;
    if (!isHere) {
      // Who leaves the folder does not want it any more.
      if (isOurs) setWanted(undefined);
      return;
    }
    if (isListed) {
      if (isOurs && isLoadingAll) stopLoadingAll();
      return;
    }
    if (wanted.name === undefined || status !== 'ready' || isRefreshing || listed === undefined) return;
    if (hasMore && !isOurs && !isLoadingAll && error === undefined) {
      loadingFor.current = wanted;
      loadAll();
      return;
    }
    const isTooFar = hasMore && listed.count >= mostLookedThrough;
    if (isLoadingAll && !isTooFar) return;
    setWanted(undefined);
    if (hasMore && !isTooFar) return;
    if (isTooFar && isOurs) stopLoadingAll();
    notify({
      kind: 'failed',
      text: t(isTooFar ? 'reveal.tooFar' : 'reveal.gone', { name: displayName(wanted.name) }),
    });
  }, [wanted, isHere, isListed, status, listed, hasMore, error, isRefreshing, isLoadingAll]);

  return { want: setWanted, revealIds: isHere ? wanted.ids : undefined, onRevealed };
}
