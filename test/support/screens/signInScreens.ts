import { type AccountsWindow, accountsWindow } from '../accountsWindow.ts';
import { type AwsWorld, startAwsWorld } from '../awsWorld.ts';
import { type FileWindow, fileWindow } from '../fileWindow.ts';
import { interceptBrowser, type SignInBrowser } from '../signInBrowser.ts';
import { closeTop, type Stage, stagedScreens } from './stagedScreens.ts';

type SignInStage = Stage & {
  readonly world: AwsWorld;
  readonly accounts: AccountsWindow;
  readonly window: FileWindow;
  readonly browser: SignInBrowser;
};

const signIn = { accountId: '111122223333', roleName: 'Editor' };
const close = ({ satchel }: Stage) => closeTop(satchel);

/** A sign-in through the browser: its code, its refusal, and its end in the middle of the work. */
export const signInScreens = stagedScreens('sign-in', start, [
  {
    name: 'sign-in-code',
    show: async (stage) => {
      await beginSignIn(stage);
      await stage.accounts.dialog.getByText('Waiting for your browser').waitFor();
    },
    leave: close,
  },
  {
    name: 'sign-in-refused',
    show: async (stage) => {
      await beginSignIn(stage);
      await stage.browser.press('deny');
      await stage.accounts.dialog.getByText('was refused in the browser').waitFor();
    },
    leave: close,
  },
  {
    name: 'sign-in-ended',
    show: async (stage) => {
      const { accounts, browser, window, world, satchel } = stage;
      await beginSignIn(stage);
      await browser.press('allow');
      await accounts.dialog.getByText('You are signed in to team').waitFor();
      await accounts.dialog.getByRole('button', { name: 'Close' }).click();
      await accounts.row('team').getByRole('button', { name: 'Open' }).click();
      await window.openBucket('reports');
      await window.row('menu.txt').waitFor();
      world.identity.sso.revokeTokens();
      await world.control.expireTokens();
      await satchel.page.keyboard.press('F5');
      await satchel.page.getByText('team needs you to sign in.').first().waitFor();
    },
  },
]);

async function beginSignIn({ accounts, browser }: SignInStage): Promise<void> {
  await accounts.row('team').getByRole('button', { name: 'Sign in' }).click();
  await browser.nextCode();
}

async function start(resources: AsyncDisposableStack): Promise<SignInStage> {
  const world = await startAwsWorld({ reports: { 'menu.txt': 'soup', '2026/report.txt': 'all is well' } });
  resources.defer(() => world.close());
  world.identity.sso.addAssignment(signIn);
  const { startUrl } = world.identity.sso;
  const { lines } = await world.addKeys('home');
  await world.writeFiles({
    config: `[sso-session company]
sso_start_url = ${startUrl}
sso_region = us-east-1
sso_registration_scopes = sso:account:access
[profile team]
sso_session = company
sso_account_id = ${signIn.accountId}
sso_role_name = ${signIn.roleName}
${world.here}
[profile home]
${world.here}
${world.services}`,
    credentials: `[home]\n${lines}`,
  });
  const satchel = await world.open();
  resources.defer(() => satchel.close());
  const accounts = accountsWindow(satchel.page);
  await accounts.row('home').getByRole('button', { name: 'Open' }).click();
  await accounts.isOpen('home');
  await accounts.manage();
  const browser = await interceptBrowser(satchel.app);
  return { satchel, world, accounts, window: fileWindow(satchel.page), browser };
}
