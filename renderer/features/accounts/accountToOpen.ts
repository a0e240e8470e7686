import type { Account } from '../../../shared/domain/account.ts';

/**
 * The account that the window shows: the wanted one, or the only one there is. Undefined where the user has to choose,
 * or where there is none.
 */
export function accountToOpen(
  accounts: readonly Account[],
  wantedId: string | undefined,
): Account | undefined {
  const wanted = accounts.find(({ id }) => id === wantedId);
  if (wanted !== undefined) return wanted;
  return accounts.length === 1 ? accounts[0] : undefined;
}
