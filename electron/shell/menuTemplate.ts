import type { MenuItemConstructorOptions } from 'electron';
import type { Menu } from '../../shared/domain/menu.ts';

/** What a text field does by itself; Electron's web contents have a method of each name. */
export const textCommands = ['undo', 'cut', 'copy', 'paste', 'selectAll'] as const;
export type TextCommand = (typeof textCommands)[number];

/** What choosing an item does. */
export type MenuActions = {
  /** A command of the page. */
  readonly choose: (id: string) => void;
  /** What the text field that has the focus does by itself. */
  readonly edit: (command: TextCommand) => void;
};

type Item = Menu['items'][number];

/** The native roles of whole menus, which systems treat in a special way. */
const menuRoles: Readonly<Partial<Record<Menu['id'], MenuItemConstructorOptions['role']>>> = {
  window: 'windowMenu',
  help: 'help',
};

/** The page's menus in Electron's form. */
export function menuTemplate(
  menus: readonly Menu[],
  actions: MenuActions,
): readonly MenuItemConstructorOptions[] {
  const usesCloseKey = menus.some(({ items }) =>
    items.some((item) => item.kind === 'command' && item.accelerator === 'CmdOrCtrl+W'),
  );
  return menus.map(({ id, label, items }) => {
    const role = menuRoles[id];
    return {
      id,
      label: escaped(label),
      ...(role !== undefined && { role }),
      submenu: items.map((item) => itemTemplate(item, usesCloseKey, actions)),
    };
  });
}

function itemTemplate(item: Item, usesCloseKey: boolean, actions: MenuActions): MenuItemConstructorOptions {
  if (item.kind === 'separator') return { type: 'separator' };
  const label = escaped(item.label);
  if (item.kind === 'role') {
    // Closing a tab has the key that would close the window.
    const isSecond = item.role === 'close' && usesCloseKey;
    return { role: item.role, label, ...(isSecond && { accelerator: 'CmdOrCtrl+Shift+W' }) };
  }
  const edit = textCommands.find((command) => item.id === `text:${command}`);
  return {
    id: item.id,
    label,
    enabled: item.isEnabled,
    ...(item.isChecked !== undefined && { type: 'checkbox' as const, checked: item.isChecked }),
    ...(item.accelerator !== undefined && {
      accelerator: item.accelerator,
      // The page hears the key itself, and knows whether a text field has the focus; this only shows it. A Mac always
      // listens, but asks the page first.
      registerAccelerator: false,
    }),
    click: () => (edit === undefined ? actions.choose(item.id) : actions.edit(edit)),
  };
}

/** An ampersand would underline the next letter. */
function escaped(label: string): string {
  return label.replaceAll('&', '&&');
}
