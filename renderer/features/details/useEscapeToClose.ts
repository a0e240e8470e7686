import { type RefObject, useEffect } from 'react';

/**
 * Lets Escape close a pane that lies over the content, from the pane and from the content below it, before the content
 * itself hears the key.
 */
export function useEscapeToClose(
  pane: RefObject<HTMLElement | null>,
  isOverlay: boolean,
  onClose: () => void,
): void {
  useEffect(() => {
    if (!isOverlay) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !(event.target instanceof Element)) return;
      if (!pane.current?.contains(event.target) && event.target.closest('main') === null) return;
      event.stopPropagation();
      onClose();
    };
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [pane, isOverlay, onClose]);
}
