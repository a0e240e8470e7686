import type { Locator, Page } from 'playwright-core';
import type { Account, AccountState } from '../../shared/domain/account.ts';
import { requestInPage } from './electronApp.ts';

/** What a person does with accounts in Satchel's window, by the names they read there. */
export type AccountsWindow = {
  /** Shows the open account, and opens the quick switcher. */
  readonly switcherButton: Locator;
  /** The quick switcher while it is open. */
  readonly switcher: Locator;
  /** The field of the switcher, or of the accounts page, that searches. */
  readonly search: Locator;
  /** The rows of the switcher. */
  readonly options: Locator;
  option(name: string): Locator;
  /** Switches by the mouse, and waits until the account of this name is open. */
  switchTo(name: string): Promise<void>;
  /** Resolves when the account of this name is the open one. */
  isOpen(name: string): Promise<void>;
  /** Opens the page of all accounts from the switcher. */
  manage(): Promise<void>;
  /** The rows of the accounts page. */
  readonly rows: Locator;
  row(name: string): Locator;
  /** Chooses from the menu of an account's row. */
  choose(name: string, item: string | RegExp): Promise<void>;
  readonly dialog: Locator;
  /** A text field of the open dialog. */
  field(name: string): Locator;
};

/** Reads and works the accounts in the window of one page. */
export function accountsWindow(page: Page): AccountsWindow {
  const sidebar = page.getByRole('complementary', { name: 'Account and buckets' });
  const switcherButton = sidebar.getByRole('button', { name: /Switch account$/ });
  const switcher = page.getByRole('dialog', { name: 'Switch account' });
  const options = page.getByRole('listbox', { name: 'Accounts' }).getByRole('option');
  const option = (name: string) => options.filter({ has: page.getByText(name, { exact: true }) });
  const rows = page.getByRole('list', { name: 'Accounts', exact: true }).getByRole('listitem');
  const row = (name: string) => rows.filter({ has: page.getByRole('heading', { name, exact: true }) });
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  const isOpen = (name: string) => switcherButton.getByText(name, { exact: true }).waitFor();
  return {
    switcherButton,
    switcher,
    search: page.getByLabel('Search accounts'),
    options,
    option,
    switchTo: async (name) => {
      await switcherButton.click();
      await option(name).click();
      await isOpen(name);
    },
    isOpen,
    manage: async () => {
      await switcherButton.click();
      await switcher.getByRole('button', { name: 'Manage accounts…' }).click();
      await rows.first().waitFor();
    },
    rows,
    row,
    choose: async (name, item) => {
      await row(name)
        .getByRole('button', { name: `More about ${name}`, exact: true })
        .click();
      await page.getByRole('menuitem', { name: item }).click();
    },
    dialog,
    field: (name) => dialog.getByRole('textbox', { name, exact: true }),
  };
}

/** An account as main tells it; undefined when there is none of this id. */
export async function accountOf(page: Page, accountId: string): Promise<Account | undefined> {
  const { accounts } = await requestInPage(page, 'account.list', {});
  return accounts.find(({ id }) => id === accountId);
}

/** How an account stands once its check is over; undefined before. */
export async function stateOf(page: Page, accountId: string): Promise<AccountState | undefined> {
  const health = (await accountOf(page, accountId))?.health;
  return health?.isChecking ? undefined : health?.state;
}

/** The name of what has the focus, as a screen reader would begin it; empty while nothing has it. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return '';
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const described = element.getAttribute('aria-describedby') ?? '';
    const own = element.getAttribute('aria-label') ?? labels[0]?.textContent ?? element.textContent ?? '';
    const about = described === '' ? '' : (document.getElementById(described)?.textContent ?? '');
    return `${own.trim()} ${about.trim()}`.trim();
  });
}

/** Moves the focus with Tab until the name of what has it holds this text. */
export async function tabTo(page: Page, text: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if ((await focusedName(page)).includes(text)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${text}; the focus is on ${await focusedName(page)}`);
}
