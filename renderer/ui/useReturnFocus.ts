import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { focusContent } from './focusKeeper.ts';

/** The ref of a pane: when it closes with the focus in it, the focus goes back to where it was when the pane opened. */
export function useReturnFocus(): RefObject<HTMLElement | null> {
  const pane = useRef<HTMLElement>(null);
  const [opener] = useState(() => document.activeElement);
  useLayoutEffect(() => {
    const element = pane.current;
    return () => {
      if (!element?.contains(document.activeElement)) return;
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      else focusContent();
    };
  }, [opener]);
  return pane;
}
