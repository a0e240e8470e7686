import type { MenuItemProps } from '@fluentui/react-components';
import { type Command, shortcutOf } from './commands.ts';

/** Shows a command's keys at the end of its menu item; screen readers hear them as keys and not as part of its name. */
export function shortcutProps(command: Command | 'settings'): Partial<MenuItemProps> {
  const shortcut = shortcutOf(command);
  if (shortcut === undefined) return {};
  return {
    'aria-keyshortcuts': shortcut.ariaKeys,
    secondaryContent: { children: shortcut.text, 'aria-hidden': true },
  };
}
