import './words.ts';
import { expect, test } from 'vitest';
import { menuOf } from '../../../../renderer/features/commands/menuModel.ts';
import type { Menu } from '../../../../shared/domain/menu.ts';
import { requests } from '../../../../shared/ipc/contract.ts';
import { file, inFolder } from './facts.ts';

const subject = { kind: 'one', entry: file } as const;

function find(menus: readonly Menu[], id: string) {
  return menus.flatMap(({ items }) => items).find((item) => item.kind === 'command' && item.id === id);
}

test('the menus are those of the system', () => {
  const ids = (isMac: boolean) => menuOf(inFolder(), isMac, false).map(({ id }) => id);
  expect(ids(false)).toEqual(['file', 'edit', 'view', 'go', 'window', 'help']);
  expect(ids(true)).toEqual(['app', 'file', 'edit', 'view', 'go', 'window', 'help']);
});

test('an item tells its name, its keys, whether it can be done, and whether it is on', () => {
  const menus = menuOf(inFolder({ subject, layout: 'grid' }), false, false);
  expect(find(menus, 'copy')).toEqual({
    kind: 'command',
    id: 'copy',
    label: 'Copy',
    accelerator: 'CmdOrCtrl+C',
    isEnabled: true,
  });
  expect(find(menus, 'paste')).toMatchObject({ isEnabled: false });
  expect(find(menus, 'viewGrid')).toMatchObject({ isChecked: true });
  expect(find(menus, 'viewList')).toMatchObject({ isChecked: false });
});

test('keys that the list hears for itself are not shown as keys of the whole window', () => {
  expect(find(menuOf(inFolder({ subject }), false, false), 'delete')).not.toHaveProperty('accelerator');
});

test('while a text field has the focus, the edit menu is about its text', () => {
  const menus = menuOf(inFolder(), false, true);
  expect(find(menus, 'text:copy')).toMatchObject({ isEnabled: true, label: 'Copy' });
  expect(find(menus, 'text:paste')).toMatchObject({ isEnabled: true, label: 'Paste' });
  expect(find(menus, 'copy')).toBeUndefined();
  expect(find(menus, 'invertSelection')).toBeDefined();
});

test('what nothing carries out is not in a menu, and no separator stands alone', () => {
  const menus = menuOf(inFolder({}, { refresh: () => undefined }), false, false);
  expect(menus.map(({ id }) => id)).toEqual(['file', 'view', 'window', 'help']);
  for (const { items } of menus) {
    expect(items[0]?.kind).not.toBe('separator');
    expect(items.at(-1)?.kind).not.toBe('separator');
  }
});

test('of keeping and no longer keeping a favourite, one is there', () => {
  const kept = menuOf(inFolder({ isFavourite: true }), false, false);
  expect([find(kept, 'addFavourite'), find(kept, 'removeFavourite')].map(Boolean)).toEqual([false, true]);
  const other = menuOf(inFolder(), false, false);
  expect([find(other, 'addFavourite'), find(other, 'removeFavourite')].map(Boolean)).toEqual([true, false]);
});

test.each([false, true])('main takes the menus, however long a name is (on a Mac: %s)', (isMac) => {
  const long = inFolder({ subject, undo: 'Move '.repeat(100), paste: 'x'.repeat(500) });
  expect(requests['menu.set'].input.safeParse({ menus: menuOf(long, isMac, false) }).success).toBe(true);
});
