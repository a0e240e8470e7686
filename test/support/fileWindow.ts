import type { Locator, Page } from 'playwright-core';

/** What a person does in Satchel's window, by the names they read there. */
export type FileWindow = {
  /** The rows of the open folder. */
  readonly list: Locator;
  bucket(name: string): Locator;
  /** The row of a file or folder, by its exact name. */
  row(name: string): Locator;
  openBucket(name: string): Promise<void>;
  /** Opens a folder, or a file's preview, by a double click. */
  open(name: string): Promise<void>;
  /** Selects exactly these rows. */
  select(...names: readonly string[]): Promise<void>;
  /** A button of the command bar. */
  command(name: 'Upload' | 'New folder' | 'Download' | 'Delete' | 'More'): Locator;
  /** Uploads what the stubbed native dialog answers. */
  upload(kind: 'Files' | 'Folders'): Promise<void>;
  /** The job of this title in the transfers panel, which is opened when it is not. */
  job(title: string): Promise<Locator>;
  readonly dialog: Locator;
};

/** Reads and works the window of one page. */
export function fileWindow(page: Page): FileWindow {
  const list = page.getByRole('grid');
  const bucket = (name: string) =>
    page.getByRole('navigation', { name: 'Buckets' }).getByRole('button', { name, exact: true });
  const row = (name: string) =>
    list.getByRole('row').filter({ has: page.getByRole('gridcell').getByText(name, { exact: true }) });
  const toolbar = page.getByRole('toolbar', { name: 'Commands' });
  return {
    list,
    bucket,
    row,
    dialog: page.getByRole('dialog').or(page.getByRole('alertdialog')),
    command: (name) => toolbar.getByRole('button', { name, exact: true }),
    openBucket: async (name) => {
      await bucket(name).click();
      await page
        .getByRole('navigation', { name: 'Where you are' })
        .getByText(name, { exact: true })
        .waitFor();
    },
    open: (name) => row(name).dblclick(),
    select: async (...names) => {
      for (const [index, name] of names.entries()) {
        await row(name).click({ modifiers: index === 0 ? [] : ['ControlOrMeta'] });
      }
    },
    upload: async (kind) => {
      await toolbar.getByRole('button', { name: 'Upload' }).click();
      await page.getByRole('menuitem', { name: kind, exact: true }).click();
    },
    job: async (title) => {
      const panel = page.getByRole('list', { name: 'Transfers' });
      if (!(await panel.isVisible())) await page.getByRole('button', { name: /^Transfers/ }).click();
      return panel.locator('[aria-posinset]').filter({ hasText: title }).first();
    },
  };
}
