import type { AccountColor } from '../../../shared/domain/account.ts';
import { type AccountsWindow, accountsWindow } from '../accountsWindow.ts';
import { startAwsWorld } from '../awsWorld.ts';
import { requestInPage } from '../electronApp.ts';
import { closeTop, type Stage, stagedScreens } from './stagedScreens.ts';

type AccountsStage = Stage & {
  readonly accounts: AccountsWindow;
  readonly serverUrl: string;
  /** Lets checks wait from now on, or no longer. */
  readonly holdChecks: (areHeld: boolean) => Promise<void>;
};

const close = ({ satchel }: Stage) => closeTop(satchel);
const role = 'arn:aws:iam::111122223333:role/Careful';
const device = 'arn:aws:iam::111122223333:mfa/annas-phone';

/** The accounts by their profiles: how each looks and how it stands, in the window's words. */
const looks: Readonly<Record<string, readonly [name: string, color: AccountColor, state: string]>> = {
  photos: ['Photos', 'teal', 'Works'],
  production: ['Production', 'red', 'Works'],
  films: ['Film archive', 'gold', 'Works'],
  laptop: ['Old laptop', 'pumpkin', 'Its keys are wrong'],
  attic: ['Server in the attic', 'forest', 'Cannot be reached'],
  backup: ['Backup', 'anchor', 'Cannot be used'],
  payroll: ['Payroll', 'purple', 'Needs a code from your device'],
  team: ['Team', 'blue', 'Needs you to sign in'],
  office: ['Head office', 'pink', 'Needs you to sign in'],
  vault: ['Vault', 'teal', 'Not checked yet'],
};

/** The page of all accounts, and everything that is done there. */
export const accountsScreens = stagedScreens('accounts', start, [
  { name: 'accounts', show: async () => undefined },
  {
    name: 'accounts-details',
    show: async ({ accounts }) => {
      const row = accounts.row('Old laptop');
      await row.getByRole('button', { name: 'Details' }).click();
      await row.getByText('Access by').scrollIntoViewIfNeeded();
    },
    leave: ({ accounts }) => accounts.row('Old laptop').getByRole('button', { name: 'Hide details' }).click(),
  },
  {
    name: 'accounts-none-found',
    show: async ({ accounts, satchel: { page } }) => {
      await accounts.search.fill('paintings');
      await page.getByText('paintings').first().waitFor();
      await accounts.rows.first().waitFor({ state: 'detached' });
    },
    leave: async ({ accounts }) => {
      await accounts.search.fill('');
      await accounts.rows.first().waitFor();
    },
  },
  {
    name: 'account-menu',
    show: async ({ accounts, satchel: { page } }) => {
      await accounts.row('Photos').getByRole('button', { name: 'More about Photos' }).click();
      await page.getByRole('menuitem', { name: 'Check again' }).waitFor();
    },
    leave: close,
  },
  { name: 'add-account', show: startForm, leave: close },
  {
    name: 'add-account-providers',
    show: async (stage) => {
      const { page } = stage.satchel;
      await startForm(stage);
      await page.getByRole('combobox', { name: 'Where are your files?' }).click();
      await page.getByRole('option', { name: /S3-compatible/ }).waitFor();
    },
    leave: async ({ satchel, accounts }) => {
      await satchel.page.keyboard.press('Escape');
      await satchel.page.getByRole('listbox').waitFor({ state: 'detached' });
      await accounts.dialog.getByRole('button', { name: 'Cancel' }).click();
      await accounts.dialog.waitFor({ state: 'detached' });
    },
  },
  {
    name: 'add-account-mistakes',
    show: async (stage) => {
      const { dialog } = stage.accounts;
      await startForm(stage);
      await dialog.getByRole('button', { name: 'Add account' }).click();
      await dialog.getByText('Enter the access key.').waitFor();
    },
    leave: close,
  },
  {
    name: 'add-account-other',
    show: async (stage) => {
      const { accounts, serverUrl } = stage;
      const { page } = stage.satchel;
      await startForm(stage);
      await page.getByRole('combobox', { name: 'Where are your files?' }).click();
      await page.getByRole('option', { name: /S3-compatible/ }).click();
      await accounts.field('Name').fill('Server in the cellar');
      await accounts.field('Server address').fill(serverUrl);
      await accounts.dialog.getByRole('button', { name: 'More', exact: true }).click();
      await accounts.dialog.getByText('Trusted certificates').scrollIntoViewIfNeeded();
    },
    leave: close,
  },
  {
    name: 'edit-account',
    show: async ({ accounts }) => {
      await accounts.row('Old laptop').getByRole('button', { name: 'Edit keys' }).click();
      await accounts.field('Access key').waitFor();
    },
    leave: close,
  },
  {
    name: 'account-look',
    show: async ({ accounts }) => {
      await accounts.choose('Production', /^Name, colour/);
      await accounts.field('Name').waitFor();
    },
    leave: close,
  },
  {
    name: 'account-remove',
    show: async ({ accounts }) => {
      await accounts.choose('Old laptop', 'Remove…');
      await accounts.dialog.getByText('Remove Old laptop from this computer?').waitFor();
    },
    leave: close,
  },
  {
    name: 'account-code',
    show: async ({ accounts }) => {
      await accounts.row('Payroll').getByRole('button', { name: 'Enter the code' }).click();
      await accounts.dialog.getByText('Code of annas-phone').waitFor();
    },
    leave: close,
  },
  {
    name: 'account-code-wrong',
    show: async ({ accounts }) => {
      await accounts.row('Payroll').getByRole('button', { name: 'Enter the code' }).click();
      await accounts.dialog.getByRole('textbox').fill('000000');
      await accounts.dialog.getByRole('button', { name: 'Continue' }).click();
      await accounts.dialog.getByText('This code was not accepted.').waitFor();
    },
    leave: close,
  },
  {
    name: 'sign-in-command',
    show: async ({ accounts }) => {
      await accounts.row('Head office').getByRole('button', { name: 'Sign in' }).click();
      await accounts.dialog.getByText('aws login').waitFor();
    },
    leave: close,
  },
  {
    name: 'account-read-only',
    show: async ({ accounts, satchel: { page } }) => {
      await accounts.row('Production').getByRole('button', { name: 'Open' }).click();
      await accounts.isOpen('Production');
      await page.getByRole('main').getByText('documents').waitFor();
    },
    leave: ({ accounts }) => accounts.manage(),
  },
  {
    name: 'account-switcher',
    show: async ({ accounts }) => {
      await accounts.row('Photos').getByRole('button', { name: 'Open' }).click();
      await accounts.isOpen('Photos');
      await accounts.switcherButton.click();
      await accounts.option('Vault').waitFor();
    },
    leave: async (stage) => {
      await close(stage);
      await stage.accounts.manage();
    },
  },
  {
    name: 'accounts-checking',
    show: async ({ accounts, satchel: { page }, holdChecks }) => {
      await holdChecks(true);
      await page.getByRole('button', { name: 'Check all' }).click();
      await accounts.row('Photos').locator('.fui-Spinner').waitFor();
    },
    leave: ({ holdChecks }) => holdChecks(false),
  },
]);

async function startForm({ satchel, accounts }: AccountsStage): Promise<void> {
  await satchel.page.getByRole('button', { name: 'Add account' }).click();
  await accounts.field('Access key').waitFor();
}

async function start(resources: AsyncDisposableStack): Promise<AccountsStage> {
  const world = await startAwsWorld({ documents: { 'menu.txt': 'soup' }, pictures: {}, scans: {} });
  resources.defer(() => world.close());
  const { lines } = await world.addKeys('anna');
  const films = await world.addKeys('films', { canListBuckets: false, buckets: ['documents'] });
  const { identity, here, services } = world;
  identity.addRole({ arn: role, mfaSerial: device, mfaCode: '123456' });
  const { startUrl } = identity.sso;
  const profiles: Readonly<Record<string, string>> = {
    photos: here,
    production: here,
    films: here,
    laptop: here,
    attic: 'region = us-east-1\nendpoint_url = http://127.0.0.1:1\n',
    backup: `role_arn = ${role}\nsource_profile = nobody\n`,
    payroll: `role_arn = ${role}\nsource_profile = photos\nmfa_serial = ${device}\n${here}`,
    team: `sso_session = company\nsso_account_id = 111122223333\nsso_role_name = Reader\n${here}`,
    office: `login_session = arn:aws:iam::111122223333:user/anna\n${here}`,
    vault: `credential_process = /bin/false\n${here}`,
  };
  await world.writeFiles({
    config: [
      ...Object.entries(profiles).map(([name, text]) => `[profile ${name}]\n${text}`),
      `[sso-session company]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\n${services}`,
    ].join('\n'),
    credentials: [
      `[photos]\n${lines}[production]\n${lines}[attic]\n${lines}[films]\n${films.lines}`,
      '[laptop]\naws_access_key_id = AKIAUNKNOWN\naws_secret_access_key = kept/on/an/older/computer\n',
    ].join(''),
  });
  const satchel = await world.open();
  resources.defer(() => satchel.close());
  const { page } = satchel;
  const accounts = accountsWindow(page);
  for (const [profile, [name, color]] of Object.entries(looks)) {
    const isReadOnly = name === 'Production';
    await requestInPage(page, 'account.setLook', {
      accountId: `profile:${profile}`,
      name,
      color,
      isReadOnly,
    });
  }
  for (const [name, , state] of Object.values(looks))
    await accounts.row(name).getByText(state, { exact: true }).waitFor();
  // The first start would welcome; whoever comes back chooses among accounts that are known.
  await accounts.row('Photos').getByRole('button', { name: 'Open' }).click();
  await accounts.isOpen('Photos');
  await accounts.manage();
  const holdChecks = (areHeld: boolean) =>
    areHeld ? world.control.delay('ListBuckets', 60_000, 100) : world.control.reset();
  return { satchel, accounts, serverUrl: world.server.url, holdChecks };
}
