import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onEvent, request } from '../../ipc/client.ts';
import { isMac } from '../browse/platform.ts';
import type { CommandContext } from './commandFacts.ts';
import { menuOf } from './menuModel.ts';
import { commandIds } from './registry.ts';
import { runCommand } from './runCommand.ts';
import { isDialogOpen, isTextField } from './textFocus.ts';

/** A selection that is dragged changes many times a second; the menu is looked at no oftener than this. */
const settleMs = 150;

/** Keeps the application menu up to date with what can be done, and carries out what is chosen in it. */
export function useApplicationMenu(context: CommandContext): void {
  const { i18n } = useTranslation('commands');
  const isTyping = useIsTyping();
  const latest = useRef({ context, isTyping });
  latest.current = { context, isTyping };
  const sent = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const send = useCallback(() => {
    timer.current = undefined;
    const menus = menuOf(latest.current.context, isMac, latest.current.isTyping);
    const text = JSON.stringify(menus);
    if (text === sent.current) return;
    sent.current = text;
    request('menu.set', { menus: [...menus] }).catch((thrown: unknown) => {
      sent.current = '';
      console.warn('The menu could not be set', thrown);
    });
  }, []);

  const { language } = i18n;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language has other labels
  useEffect(() => {
    // One that runs is not begun again: the window may change more often than it ends.
    timer.current ??= setTimeout(send, settleMs);
  }, [context, isTyping, language, send]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );

  useEffect(
    () =>
      onEvent('menu.chosen', ({ id }) => {
        const command = commandIds.find((known) => known === id);
        // The menu may have been opened before a dialog came.
        if (command !== undefined && !isDialogOpen()) runCommand(command, latest.current.context);
      }),
    [],
  );
}

/** True while the focus is in a text field. */
function useIsTyping(): boolean {
  const [isTyping, setIsTyping] = useState(false);
  useEffect(() => {
    const look = () => setIsTyping(isTextField(document.activeElement));
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', look);
    };
  }, []);
  return isTyping;
}
