import type { Menu } from '../../../shared/domain/menu.ts';
import type { Handlers } from '../ipc/handlers.ts';

/** What the host shows outside of its page, in the user's language. */
export interface MenuHost {
  /** Draws the application menu. */
  setMenu(menus: readonly Menu[]): void;
  /** The words of the icon beside the clock. */
  setWords(words: { readonly open: string; readonly quit: string }): void;
}

/** `menu.set` and `app.setWords`: what the page lets main say. */
export function createMenuHandlers(host: MenuHost) {
  return {
    'menu.set': ({ menus }) => {
      host.setMenu(menus);
      return null;
    },
    'app.setWords': (words) => {
      host.setWords(words);
      return null;
    },
  } satisfies Partial<Handlers>;
}
