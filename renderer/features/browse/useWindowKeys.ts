import { useEffect, useRef } from 'react';
import { type WindowIntent, windowIntent } from './keyboard.ts';
import { isMac } from './platform.ts';

/** Carries out the keys of the whole window wherever the focus is, except in a text field or a dialog. */
export function useWindowKeys(carryOut: Readonly<Record<WindowIntent, () => void>>): void {
  const latest = useRef(carryOut);
  latest.current = carryOut;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isBusyElsewhere(event.target)) return;
      const intent = windowIntent(event, isMac);
      if (intent === undefined) return;
      event.preventDefault();
      latest.current[intent]();
    };
    // The thumb buttons of a mouse.
    const onMouseUp = (event: MouseEvent) => {
      if (isBusyElsewhere(event.target)) return;
      if (event.button === 3) latest.current.back();
      if (event.button === 4) latest.current.forward();
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('mouseup', onMouseUp);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('mouseup', onMouseUp);
    };
  }, []);
}

function isBusyElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[aria-modal="true"]') !== null) return true;
  return target instanceof Element && target.closest('input, textarea, [role="menu"]') !== null;
}
