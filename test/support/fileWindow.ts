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
  /** The titles of the jobs in the transfers panel by the group that shows them; the panel has to be open. */
  jobGroups(): Promise<Readonly<Record<string, readonly string[]>>>;
  /** Chooses from the menu of a job in the transfers panel. */
  chooseForJob(title: string, item: 'Show files' | 'Save receipt as CSV…' | 'Try now'): Promise<void>;
  /** The transfers panel. */
  readonly transfers: Locator;
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
  const transfers = page.getByRole('region', { name: 'Transfers', exact: true });
  const job = async (title: string) => {
    if (!(await transfers.isVisible())) await page.getByRole('button', { name: /^Transfers/ }).click();
    return transfers.locator('[aria-posinset]').filter({ hasText: title }).first();
  };
  return {
    list,
    transfers,
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
    job,
    jobGroups: () => transfers.locator('li[data-index]').evaluateAll(groupsOf),
    chooseForJob: async (title, item) => {
      await (await job(title)).getByRole('button', { name: `More about ${title}` }).click();
      await page.getByRole('menuitem', { name: item, exact: true }).click();
    },
  };
}

/** The panel's rows by the heads that they stand below. Runs in the page. */
function groupsOf(rows: readonly Element[]): Readonly<Record<string, readonly string[]>> {
  const groups: Record<string, string[]> = {};
  let titles: string[] = [];
  const indexOf = (row: Element) => Number(row.getAttribute('data-index'));
  for (const row of [...rows].sort((left, right) => indexOf(left) - indexOf(right))) {
    const name = row.querySelector('h3 > *')?.textContent;
    if (name) groups[name] = titles = [];
    else titles.push(row.querySelector('[title]')?.getAttribute('title') ?? '');
  }
  return groups;
}
