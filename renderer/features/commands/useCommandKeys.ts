import { useEffect, useRef } from 'react';
import { isMac } from '../browse/platform.ts';
import type { CommandContext } from './commandFacts.ts';
import { commandOfKeys } from './commandKeys.ts';
import { runCommand } from './runCommand.ts';
import { isDialogOpen, isTextField, isTextMarked } from './textFocus.ts';

/**
 * Carries out the keys of the whole window wherever the focus is, except in a dialog or a menu. A text field keeps its
 * own keys, and a text that is marked is copied as a text.
 */
export function useCommandKeys(context: CommandContext): void {
  const latest = useRef(context);
  latest.current = context;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isBusyElsewhere(event.target)) return;
      const id = commandOfKeys(event, isTextField(event.target) ? 'field' : 'window', isMac);
      if (id === undefined || (id === 'copy' && isTextMarked())) return;
      if (runCommand(id, latest.current)) event.preventDefault();
      // Whoever wants to undo is told why that cannot be done.
      else if (id === 'undo') latest.current.actions.undo?.();
    };
    // The thumb buttons of a mouse.
    const onMouseUp = (event: MouseEvent) => {
      if (isBusyElsewhere(event.target) || isTextField(event.target)) return;
      if (event.button === 3) runCommand('back', latest.current);
      if (event.button === 4) runCommand('forward', latest.current);
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
  return isDialogOpen() || (target instanceof Element && target.closest('[role="menu"]') !== null);
}
