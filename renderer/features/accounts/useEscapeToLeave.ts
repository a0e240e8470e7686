import { useEffect } from 'react';

/** Lets Escape leave the page, unless a menu, a dialog or a field with text in it hears it first. */
export function useEscapeToLeave(leave: (() => void) | undefined): void {
  useEffect(() => {
    if (leave === undefined) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isBusy(event.target)) return;
      event.preventDefault();
      leave();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [leave]);
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[aria-modal="true"], [role="menu"]') !== null) return true;
  if (target instanceof HTMLInputElement) return target.value !== '';
  return target instanceof Element && target.closest('[data-keeps-focus]') !== null;
}
