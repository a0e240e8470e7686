import { ListAccountRolesCommand, ListAccountsCommand } from '@aws-sdk/client-sso';
import type { OrganisationRole, Portal } from '../../../shared/domain/organisation.ts';
import type { AccountStore, Computer, OrganisationAccount } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';
import { type AccountEntry, plainAccess } from './accountEntry.ts';
import type { ServiceAccess, SsoSession } from './credentials/credentialPlan.ts';
import { serviceError } from './credentials/serviceErrors.ts';
import { providerIdOf } from './server.ts';
import type { Services } from './services.ts';
import { noAccount } from './signIn/deviceSignIn.ts';
import { silenceTimeoutMs } from './sources.ts';

/** The sign-ins that were begun in the window, and the accounts that came of them. */
export type Organisations = {
  readonly entries: () => readonly AccountEntry[];
  /** Starts a sign-in in the browser and tells its id; throws `signIn.badAddress` for what is no address. */
  signIn(portal: Portal): string;
  /** What may be used there, by account and role; throws `account.signInNeeded`, `network.*` and `server.*`. */
  list(portal: Portal): Promise<readonly OrganisationRole[]>;
  /** Keeps some of them as accounts; those that are kept already stay as they are. The ids of all. */
  add(portal: Portal, roles: readonly OrganisationRole[]): readonly string[];
  remove(accountId: string): void;
};

type Parts = Pick<Services, 'clients' | 'tokens' | 'signIns'> & {
  readonly accountStore: AccountStore;
  readonly computer: Computer;
  readonly newId: () => string;
};

/** How many accounts are asked for their roles at the same time. */
const parallelLists = 4;

/** Opens what is kept of them; nothing is asked before it is needed. */
export function createOrganisations(parts: Parts): Organisations {
  const { clients, tokens, signIns, accountStore, computer, newId } = parts;

  function accessIn(region: string): ServiceAccess {
    const { AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL_SSO, AWS_ENDPOINT_URL_SSO_OIDC } = computer.variables;
    return {
      ...plainAccess(region),
      endpoints: {
        ...(AWS_ENDPOINT_URL_STS && { sts: AWS_ENDPOINT_URL_STS }),
        ...(AWS_ENDPOINT_URL_SSO && { sso: AWS_ENDPOINT_URL_SSO }),
        ...(AWS_ENDPOINT_URL_SSO_OIDC && { ssoOidc: AWS_ENDPOINT_URL_SSO_OIDC }),
      },
    };
  }

  function entryOf({ id, name, startUrl, region, accountId, roleName }: OrganisationAccount): AccountEntry {
    const endpoint = computer.variables.AWS_ENDPOINT_URL_S3 || undefined;
    return {
      id,
      source: 'organisation',
      name,
      credentialKind: 'sso',
      server: {
        provider: providerIdOf(endpoint),
        ...(endpoint !== undefined && { endpoint }),
        region,
        silenceTimeoutMs,
      },
      way: {
        keys: {
          kind: 'plan',
          plan: {
            kind: 'sso',
            profile: name,
            access: accessIn(region),
            session: sessionOf({ startUrl, region }),
            ssoAccountId: accountId,
            roleName,
          },
        },
      },
      canEdit: false,
      canRemove: true,
    };
  }

  return {
    entries: () => accountStore.readOrganisations().map(entryOf),
    signIn(portal) {
      const session = sessionOf(portal);
      return signIns.start(noAccount, session, accessIn(session.region));
    },
    async list(portal) {
      const session = sessionOf(portal);
      const { accessToken } = await tokens.get(session, accessIn(session.region));
      const client = clients.sso(accessIn(session.region));
      try {
        const accounts = await allPages(async (nextToken) => {
          const answer = await client.send(new ListAccountsCommand({ accessToken, nextToken }));
          return { items: answer.accountList ?? [], nextToken: answer.nextToken };
        });
        const roles: OrganisationRole[][] = accounts.map(() => []);
        const waiting = accounts.entries();
        const work = async () => {
          for (const [index, { accountId = '', accountName = '' }] of waiting) {
            const list = await allPages(async (nextToken) => {
              const answer = await client.send(
                new ListAccountRolesCommand({ accessToken, accountId, nextToken }),
              );
              return { items: answer.roleList ?? [], nextToken: answer.nextToken };
            });
            roles[index] = list.map(({ roleName = '' }) => ({ accountId, accountName, roleName }));
          }
        };
        await Promise.all(Array.from({ length: parallelLists }, work));
        return roles.flat();
      } catch (error) {
        throw serviceError(error, { secrets: [accessToken] });
      } finally {
        client.destroy();
      }
    },
    add(portal, roles) {
      const { startUrl, region } = sessionOf(portal);
      const kept = [...accountStore.readOrganisations()];
      const ids = roles.map(({ accountId, accountName, roleName }) => {
        const role = { startUrl, region, accountId, roleName };
        const known = kept.find((other) =>
          Object.entries(role).every(([field, value]) => other[field as keyof typeof role] === value),
        );
        if (known !== undefined) return known.id;
        const id = `organisation:${newId()}`;
        kept.push({ id, name: `${accountName || accountId} · ${roleName}`, ...role });
        return id;
      });
      accountStore.writeOrganisations(kept);
      return ids;
    },
    remove(accountId) {
      const others = accountStore.readOrganisations().filter(({ id }) => id !== accountId);
      accountStore.writeOrganisations(others);
    },
  };
}

/** A sign-in of Satchel's own, which is refreshed; the portal's address without what a browser adds to it. */
function sessionOf({ startUrl, region }: Portal): SsoSession {
  const typed = startUrl.trim();
  const text = /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url?.protocol === 'http:' && url.hostname === '127.0.0.1';
  const isPlain = url && !url.username && !url.password && !url.search;
  if (!isPlain || (url.protocol !== 'https:' && !isLocal) || !/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) {
    throw new SatchelError('signIn.badAddress', 'That is no address of an access portal in a region.', {
      params: { url: typed.slice(0, 200), region },
    });
  }
  const plain = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  return { name: `satchel ${plain}`, startUrl: plain, region, scopes: ['sso:account:access'] };
}

async function allPages<T>(
  page: (nextToken: string | undefined) => Promise<{ items: readonly T[]; nextToken: string | undefined }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let next: string | undefined;
  do {
    const { items, nextToken } = await page(next);
    all.push(...items);
    // A token that comes again would lead in a circle.
    next = nextToken === next ? undefined : nextToken || undefined;
  } while (next !== undefined);
  return all;
}
