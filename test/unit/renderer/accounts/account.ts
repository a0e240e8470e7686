import type { Account, AccountHealth } from '../../../../shared/domain/account.ts';

/** An account that works, with what a test says about it. */
export function account(
  more: Partial<Omit<Account, 'health'>> & { readonly health?: Partial<AccountHealth> } = {},
): Account {
  const { health, ...rest } = more;
  return {
    id: 'a',
    name: 'Holiday photos',
    source: 'profile',
    profile: 'photos',
    credentialKind: 'keys',
    providerId: 'aws',
    providerName: 'Amazon S3',
    region: 'eu-west-1',
    isReadOnly: false,
    canEdit: false,
    canRemove: true,
    canSignOut: false,
    ...rest,
    health: { state: 'works', isChecking: false, ...health },
  };
}
