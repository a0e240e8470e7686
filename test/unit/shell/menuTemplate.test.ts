import { expect, test, vi } from 'vitest';
import { menuTemplate } from '../../../electron/shell/menuTemplate.ts';
import type { Menu } from '../../../shared/domain/menu.ts';

const edit: Menu = {
  id: 'edit',
  label: 'Edit',
  items: [
    { kind: 'command', id: 'copy', label: 'Copy', accelerator: 'CmdOrCtrl+C', isEnabled: true },
    { kind: 'separator' },
    { kind: 'command', id: 'text:paste', label: 'Paste', isEnabled: true },
    { kind: 'command', id: 'viewGrid', label: 'This & that', isEnabled: false, isChecked: true },
    { kind: 'role', role: 'close', label: 'Close window' },
  ],
};

function itemsOf(menus: readonly Menu[], actions = { choose: vi.fn(), edit: vi.fn() }) {
  const [menu] = menuTemplate(menus, actions);
  return { actions, items: Array.isArray(menu?.submenu) ? menu.submenu : [] };
}

test('keys are shown and left to the page', () => {
  expect(itemsOf([edit]).items[0]).toMatchObject({
    label: 'Copy',
    accelerator: 'CmdOrCtrl+C',
    registerAccelerator: false,
  });
});

test('a command goes to the page, and what a text field does goes to the field', () => {
  const { items, actions } = itemsOf([edit]);
  for (const item of items) (item.click as (() => void) | undefined)?.();
  expect(actions.choose.mock.calls).toEqual([['copy'], ['viewGrid']]);
  expect(actions.edit.mock.calls).toEqual([['paste']]);
});

test('a state is shown, and an ampersand is one', () => {
  expect(itemsOf([edit]).items[3]).toMatchObject({
    label: 'This && that',
    type: 'checkbox',
    checked: true,
    enabled: false,
  });
});

test('the key that closes a tab does not close the window', () => {
  const closeTab = { kind: 'command', id: 'closeTab', label: 'Close tab', isEnabled: true } as const;
  const withTabs: Menu = { ...edit, items: [{ ...closeTab, accelerator: 'CmdOrCtrl+W' }, ...edit.items] };
  expect(itemsOf([edit]).items.at(-1)).toEqual({ role: 'close', label: 'Close window' });
  expect(itemsOf([withTabs]).items.at(-1)).toMatchObject({ accelerator: 'CmdOrCtrl+Shift+W' });
});
