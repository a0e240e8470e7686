import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Menu as MenuModel } from '../../shared/domain/menu.ts';
import { menuTemplate } from './menuTemplate.ts';

export type ApplicationMenu = {
  /** Draws the page's menus. */
  set(menus: readonly MenuModel[]): void;
};

type Options = {
  readonly window: () => BrowserWindow | undefined;
  /** An item of the page's was chosen. */
  readonly onChosen: (id: string) => void;
  /** Reloading and the developer tools are there while developing only. */
  readonly isDevelopment: boolean;
};

/** The application menu: a small one until the page has sent its own. */
export function createApplicationMenu({ window, onChosen, isDevelopment }: Options): ApplicationMenu {
  const developing: readonly MenuItemConstructorOptions[] = isDevelopment
    ? [{ label: 'Develop', submenu: [{ role: 'reload' }, { role: 'toggleDevTools' }] }]
    : [];
  const show = (items: readonly MenuItemConstructorOptions[]) =>
    Menu.setApplicationMenu(Menu.buildFromTemplate([...items, ...developing]));
  const actions = {
    choose: onChosen,
    edit: (command: 'undo' | 'cut' | 'copy' | 'paste' | 'selectAll') => window()?.webContents[command](),
  };
  const isMac = process.platform === 'darwin';
  show([
    isMac ? { role: 'appMenu' } : { label: 'Satchel', submenu: [{ role: 'quit' }] },
    // Without it, a Mac's text fields know no Cmd+C.
    { role: 'editMenu' },
    { role: 'windowMenu' },
  ]);
  return { set: (menus) => show(menuTemplate(menus, actions)) };
}
