import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createServiceClients } from '../../../electron/core/accounts/credentials/serviceClients.ts';
import { createOrganisations, type Organisations } from '../../../electron/core/accounts/organisations.ts';
import type { AccountStore } from '../../../electron/core/ports.ts';
import { computerAt, createMemoryAccountStore } from '../../support/appHarness.ts';
import { createDirectNetwork } from '../../support/directNetwork.ts';
import { type IdentityServer, startIdentityServer } from '../../support/identityServer/identityServer.ts';

const startUrl = 'https://company.awsapps.com/start';
const portal = { startUrl, region: 'eu-west-1' };
const reader = { accountId: '111122223333', accountName: 'Shop', roleName: 'Reader' };

let identity: IdentityServer;
let accountStore: AccountStore;
let organisations: Organisations;
let begun: unknown[];
let accessToken: string;

beforeAll(async () => {
  identity = await startIdentityServer();
});
afterAll(() => identity.close());
beforeEach(() => {
  begun = [];
  accessToken = 'nobody knows it';
  accountStore = createMemoryAccountStore();
  let idCount = 0;
  organisations = createOrganisations({
    accountStore,
    computer: { ...computerAt('/home/nobody'), variables: { AWS_ENDPOINT_URL_SSO: identity.url } },
    clients: createServiceClients(createDirectNetwork()),
    tokens: {
      get: async () => ({ accessToken, expiresAtMs: Number.POSITIVE_INFINITY }),
      has: async () => true,
      store: async () => undefined,
      signOut: async () => undefined,
      onChanged: () => () => undefined,
    },
    signIns: {
      start: (...args) => {
        begun.push(args);
        return 'sign-in';
      },
      openPage: async () => undefined,
      cancel: () => undefined,
      close: () => undefined,
    },
    newId: () => `id-${++idCount}`,
  });
});

test.for([startUrl, ` ${startUrl}/ `, `${startUrl}/#/`, 'company.awsapps.com/start'])(
  'an address is taken as it was copied: %s',
  (typed) => {
    expect(organisations.signIn({ ...portal, startUrl: typed })).toBe('sign-in');
    expect(begun).toMatchObject([
      [
        'organisation',
        { name: `satchel ${startUrl}`, startUrl, region: 'eu-west-1' },
        { region: 'eu-west-1' },
      ],
    ]);
  },
);

test.for([
  ['ftp://company.awsapps.com/start', 'eu-west-1'],
  ['http://company.awsapps.com/start', 'eu-west-1'],
  ['https://name:word@company.awsapps.com/start', 'eu-west-1'],
  ['not an address', 'eu-west-1'],
  [startUrl, 'Ireland'],
  [startUrl, 'eu-west-1.example.com'],
] as const)('nothing is asked at what is no portal: %s in %s', ([typed, region]) => {
  expect(() => organisations.signIn({ startUrl: typed, region })).toThrow(
    expect.objectContaining({ code: 'signIn.badAddress' }),
  );
  expect(begun).toEqual([]);
});

test('a role becomes one account, however often it is added, and holds no secret', () => {
  const [id = ''] = organisations.add(portal, [reader]);
  expect(organisations.add({ ...portal, startUrl: `${startUrl}/` }, [reader])).toEqual([id]);
  expect(accountStore.readOrganisations()).toEqual([
    {
      id: 'organisation:id-1',
      name: 'Shop · Reader',
      startUrl,
      region: 'eu-west-1',
      accountId: '111122223333',
      roleName: 'Reader',
    },
  ]);
  expect(organisations.entries()).toMatchObject([
    { id, source: 'organisation', credentialKind: 'sso', canEdit: false, canRemove: true },
  ]);
  organisations.remove(id);
  expect([organisations.entries(), accountStore.readOrganisations()]).toEqual([[], []]);
});

test('a token that the portal does not take asks for a sign-in, and is not told', async () => {
  const failure = organisations.list(portal);
  await expect(failure).rejects.toMatchObject({ code: 'account.signInNeeded' });
  await expect(failure).rejects.not.toThrow(accessToken);
});
