import type { AccountColor } from '../../../shared/domain/account.ts';
import { requestInPage } from '../electronApp.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../satchelOnServer.ts';
import { stagedScreens } from './stagedScreens.ts';

/** A folder that cannot be shown, or not whole, and why. */
export const stateScreens = stagedScreens('states', start, [
  {
    name: 'state-no-permission',
    show: async ({ control, page, window }) => {
      await control.deny({ actions: ['ListBucket'], bucket: 'salaries' });
      await window.bucket('salaries').click();
      await page.getByRole('main').getByRole('alert').waitFor();
    },
    leave: backToDocuments,
  },
  {
    name: 'state-no-permission-details',
    show: async ({ control, page, window }) => {
      await control.deny({ actions: ['ListBucket'], bucket: 'salaries' });
      await window.bucket('salaries').click();
      await page
        .getByRole('main')
        .getByRole('alert')
        .getByRole('button', { name: 'Details', exact: true })
        .click();
    },
    leave: backToDocuments,
  },
  {
    name: 'state-bucket-gone',
    show: async ({ storage, page, window }) => {
      await storage.deleteBucket('old-letters');
      await window.bucket('old-letters').click();
      await page.getByText('There is no bucket named old-letters.').first().waitFor();
    },
    leave: async (opened) => {
      await opened.storage.createBucket('old-letters');
      await backToDocuments(opened);
    },
  },
  {
    name: 'state-other-region',
    show: async ({ control, page, window }) => {
      const failure = { status: 301, code: 'PermanentRedirect', bucket: 'far-away' };
      await control.fail('ListObjectsV2', 100, failure);
      await window.bucket('far-away').click();
      await page
        .getByText(/This bucket is in another region/)
        .first()
        .waitFor();
    },
    leave: backToDocuments,
  },
  {
    name: 'state-server-failed',
    show: async ({ control, page, window }) => {
      await control.fail('ListObjectsV2', 100, { status: 500, code: 'InternalError', bucket: 'far-away' });
      await window.bucket('far-away').click();
      await page.getByText('The server had a problem.').first().waitFor();
    },
    leave: backToDocuments,
  },
  {
    name: 'state-rest-failed',
    show: async ({ control, page, window }) => {
      await window.openBucket('many');
      await window.row('file 0001.txt').waitFor();
      await control.fail('ListObjectsV2', 100_000, { status: 500, code: 'InternalError', bucket: 'many' });
      await window.row('file 0001.txt').click();
      await page.keyboard.press('End');
      await page.getByText('The server had a problem.').first().waitFor();
    },
    leave: backToDocuments,
  },
  {
    name: 'state-read-only',
    show: async (opened) => {
      await setLook(opened, 'Production', 'red', true);
      await opened.page.getByText('This account is read-only: nothing can be changed or deleted.').waitFor();
    },
    leave: (opened) => setLook(opened, 'Test account', null, false),
  },
  {
    name: 'state-read-only-empty',
    show: async (opened) => {
      await setLook(opened, 'Production', 'red', true);
      await opened.window.openBucket('empty');
      await opened.page.getByText('This bucket is empty').waitFor();
    },
    leave: async (opened) => {
      await setLook(opened, 'Test account', null, false);
      await backToDocuments(opened);
    },
  },
  {
    name: 'state-buckets-not-listed',
    show: async (opened) => {
      await opened.control.deny({ actions: ['ListBuckets'] });
      await showBuckets(opened);
      await opened.page.getByText('You are not allowed to see the list of buckets').first().waitFor();
    },
    leave: listBucketsAgain,
  },
  {
    name: 'state-bucket-added-by-name-not-there',
    show: async (opened) => {
      const { page } = opened;
      await opened.control.deny({ actions: ['ListBuckets'] });
      await showBuckets(opened);
      await page.getByRole('main').getByLabel('Bucket name').fill('no-such-bucket');
      await page.keyboard.press('Enter');
      await page
        .getByText(/There is no bucket named no-such-bucket/)
        .first()
        .waitFor();
    },
    leave: listBucketsAgain,
  },
  {
    name: 'state-clock-off',
    show: async ({ control, page }) => {
      await control.clockOffsetMs(20 * 60_000);
      await page.keyboard.press('F5');
      await page
        .getByText(/20 minutes/)
        .first()
        .waitFor();
    },
  },
]);

/** A server that is away: while its files are looked at, and from the beginning. */
export const awayScreens = stagedScreens('away', start, [
  {
    name: 'state-connection-lost',
    show: async ({ server, page }) => {
      await server.kill9();
      await page.keyboard.press('F5');
      await page.getByRole('main').getByRole('button', { name: 'Retry' }).waitFor();
    },
    leave: async ({ server, page }) => {
      await server.restart();
      await page.getByRole('main').getByRole('button', { name: 'Retry' }).click();
      await page.getByRole('main').getByRole('alert').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'state-server-away',
    show: async ({ server, page, window }) => {
      await server.kill9();
      await window.open('old');
      await page.getByRole('main').getByRole('button', { name: 'Retry' }).waitFor();
    },
  },
  {
    name: 'state-server-away-at-start',
    show: async ({ page }) => {
      await page.reload();
      await page.getByRole('main').getByRole('button', { name: 'Retry' }).waitFor();
    },
  },
]);

/** An account whose keys the server refuses. */
export const keysRefusedScreens = stagedScreens('keys-refused', startRefused, [
  {
    name: 'state-keys-refused',
    show: ({ page }) => page.getByText('The server does not know this access key.').first().waitFor(),
  },
]);

/** An account without any bucket. */
export const noBucketScreens = stagedScreens('no-buckets', startWithoutBuckets, [
  {
    name: 'state-no-buckets',
    show: ({ page }) => page.getByText('There are no buckets yet').first().waitFor(),
  },
  {
    name: 'state-no-buckets-read-only',
    show: async (opened) => {
      await setLook(opened, 'Production', 'red', true);
      await opened.page
        .getByRole('main')
        .getByRole('button', { name: 'New bucket' })
        .waitFor({ state: 'detached' });
    },
    leave: (opened) => setLook(opened, 'Test account', null, false),
  },
]);

async function start(resources: AsyncDisposableStack): Promise<SatchelOnServer> {
  const many = Array.from({ length: 1_500 }, (_, index) => `file ${String(index + 1).padStart(4, '0')}.txt`);
  const opened = await openSatchelOnServer({
    documents: { 'menu.txt': 'soup', 'wine.txt': 'red', 'old/letter.txt': 'Dear all' },
    empty: {},
    'far-away': {},
    many: Object.fromEntries(many.map((name) => [name, ''])),
    'old-letters': {},
    salaries: {},
  });
  resources.defer(() => opened.close());
  await opened.window.openBucket('documents');
  await opened.window.row('menu.txt').waitFor();
  return opened;
}

async function startRefused(resources: AsyncDisposableStack): Promise<SatchelOnServer> {
  const opened = await openSatchelOnServer({}, { accessKeyId: 'NOTAKEYOFTHISSERVER0' });
  resources.defer(() => opened.close());
  return opened;
}

async function startWithoutBuckets(resources: AsyncDisposableStack): Promise<SatchelOnServer> {
  const opened = await openSatchelOnServer({});
  resources.defer(() => opened.close());
  return opened;
}

async function backToDocuments({ control, window }: SatchelOnServer): Promise<void> {
  await control.reset();
  await window.openBucket('documents');
  await window.row('menu.txt').waitFor();
}

/** Opens the page of the buckets anew. */
async function showBuckets({ page }: SatchelOnServer): Promise<void> {
  await page.getByRole('button', { name: 'Up one folder' }).click();
  await page.reload();
}

async function listBucketsAgain(opened: SatchelOnServer): Promise<void> {
  await opened.control.reset();
  await opened.page.reload();
  await backToDocuments(opened);
}

async function setLook(
  { page }: SatchelOnServer,
  name: string,
  color: AccountColor | null,
  isReadOnly: boolean,
): Promise<void> {
  const { accounts } = await requestInPage(page, 'account.list', {});
  for (const { id: accountId } of accounts) {
    await requestInPage(page, 'account.setLook', { accountId, name, color, isReadOnly });
  }
}
