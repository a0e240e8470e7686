import type { Locator, Page } from 'playwright-core';
import type { RunningSatchel } from '../electronApp.ts';
import { type FileWindow, fileWindow } from '../fileWindow.ts';
import type { Screen } from './screen.ts';

/** What screens do in the file window besides what `FileWindow` does. */
export type Hands = {
  readonly page: Page;
  readonly window: FileWindow;
  readonly details: Locator;
  readonly searchField: Locator;
  press(...keys: readonly string[]): Promise<void>;
  /** Opens a bucket and then folders in it, and resolves when the list is there. */
  openFolder(bucket: string, ...folders: readonly string[]): Promise<void>;
  /** Opens the details pane unless it is open. */
  openDetails(): Promise<void>;
  closeDetails(): Promise<void>;
  /** Presses Escape until no dialog and no menu is open. */
  closeDialogs(): Promise<void>;
  /** Selects nothing. */
  selectNothing(): Promise<void>;
  setLayout(layout: 'List' | 'Grid'): Promise<void>;
  /** Resolves when the small pictures that the list asks for are there. */
  picturesAreDrawn(): Promise<void>;
};

const nothing = async () => undefined;

/** A screen of the file window; one that changes nothing that the next one minds needs no way back. */
export function fileScreen(
  name: string,
  show: (hands: Hands, satchel: RunningSatchel) => Promise<void>,
  leave: (hands: Hands, satchel: RunningSatchel) => Promise<void> = nothing,
): Screen {
  return {
    name,
    show: (satchel) => show(handsOn(satchel), satchel),
    leave: (satchel) => leave(handsOn(satchel), satchel),
  };
}

/** Works the file window of a running Satchel, which speaks English. */
export function handsOn({ page }: RunningSatchel): Hands {
  const window = fileWindow(page);
  const details = page.getByRole('complementary', { name: 'Details' });
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const popups = page.locator('[role="dialog"], [role="alertdialog"], [role="menu"]');
  return {
    page,
    window,
    details,
    searchField: page.getByRole('combobox', { name: 'Search or filter' }),
    press,
    openFolder: async (bucket, ...folders) => {
      await window.openBucket(bucket);
      for (const folder of folders) {
        await window.open(folder);
        await page.getByRole('navigation', { name: 'Where you are' }).getByText(folder).waitFor();
      }
      await window.list.getByRole('row').nth(1).waitFor();
    },
    openDetails: async () => {
      if (!(await details.isVisible())) await press('Alt+p');
      await details.waitFor();
    },
    closeDetails: async () => {
      if (await details.isVisible()) await details.getByRole('button', { name: 'Hide details' }).click();
      await details.waitFor({ state: 'detached' });
    },
    closeDialogs: async () => {
      for (let open = await popups.count(); open > 0; open -= 1) await press('Escape');
      await popups.first().waitFor({ state: 'detached' });
    },
    selectNothing: async () => {
      await window.list.focus();
      await press('Escape');
    },
    setLayout: (layout) => page.getByRole('button', { name: layout, exact: true }).click(),
    picturesAreDrawn: async () => {
      const images = window.list.locator('img');
      await images.first().waitFor();
      await images.evaluateAll((all) =>
        Promise.allSettled(all.map((image) => (image as HTMLImageElement).decode())),
      );
    },
  };
}
