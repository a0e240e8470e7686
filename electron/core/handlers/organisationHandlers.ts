import type { ManagedAccounts } from '../accounts/accounts.ts';
import type { Handlers } from '../ipc/handlers.ts';

/** `organisation.*`: signing in with an organisation, and taking over what it lets its people use. */
export function createOrganisationHandlers({ organisations }: Pick<ManagedAccounts, 'organisations'>) {
  return {
    'organisation.signIn': (portal) => ({ signInId: organisations.signIn(portal) }),
    'organisation.listRoles': async (portal) => [...(await organisations.list(portal))],
    'organisation.addAccounts': ({ portal, roles }) => ({
      accountIds: [...organisations.add(portal, roles)],
    }),
  } satisfies Partial<Handlers>;
}
