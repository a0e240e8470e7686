import type { PresenceBadgeStatus } from '@fluentui/react-components';
import type { Account, AccountState } from '../../../shared/domain/account.ts';

/** True for an account that can be used as it is; it may still not see the list of its buckets. */
export function isUsable({ health }: Account): boolean {
  return health.state === 'works' || health.state === 'listDenied';
}

/** The badge on the account's picture; its colour is never the only sign, the state's words stand beside it. */
export const stateBadges: Readonly<Record<AccountState, PresenceBadgeStatus>> = {
  unchecked: 'unknown',
  works: 'available',
  listDenied: 'available',
  needsSignIn: 'away',
  needsCode: 'away',
  wrongKeys: 'do-not-disturb',
  unreachable: 'offline',
  broken: 'do-not-disturb',
};

/** False where a host gave Satchel its account: there is nothing to add beside it, and main would refuse it. */
export function canAddAccounts(accounts: readonly Account[]): boolean {
  return accounts.every(({ source }) => source !== 'given');
}
