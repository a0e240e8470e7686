import { useCallback, useState } from 'react';
import { frame } from '../../theme.ts';

export const leastPaneWidth = 260;
export const mostPaneWidth = 900;
const storageKey = 'detailsWidth';

/** A width that the pane can have, in CSS pixels; the standard one for what is no number. */
export function paneWidthOf(width: number): number {
  if (!Number.isFinite(width) || width <= 0) return frame.detailsWidth;
  return Math.round(Math.min(Math.max(width, leastPaneWidth), mostPaneWidth));
}

/** The width of the details pane, which is the same at the next start. */
export function usePaneWidth(): readonly [number, (width: number, isFinal: boolean) => void] {
  const [width, setWidth] = useState(() => paneWidthOf(Number(localStorage.getItem(storageKey))));
  const resize = useCallback((next: number, isFinal: boolean) => {
    setWidth(paneWidthOf(next));
    if (isFinal) localStorage.setItem(storageKey, String(paneWidthOf(next)));
  }, []);
  return [width, resize];
}
