import type { Account, AccountHealth } from '../../../shared/domain/account.ts';
import type { AccountPreferences } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';
import { findProvider } from '../storage/providers.ts';
import type { ClockSkew } from '../storage/s3/clock.ts';
import type { AccountEntry } from './accountEntry.ts';
import { shownEndpoint } from './server.ts';

/** What is known of an account besides what its source says. */
export type AccountFacts = {
  readonly preferences: AccountPreferences;
  readonly health: AccountHealth;
  readonly canSignOut: boolean;
  readonly skew: ClockSkew | undefined;
};

/** An account as the page sees it, without its secrets. */
export function accountOf(
  entry: AccountEntry,
  { preferences, health, canSignOut, skew }: AccountFacts,
): Account {
  const { id, source, name, credentialKind, server, canEdit, canRemove } = entry;
  const endpoint = shownEndpoint(server);
  const { color } = preferences;
  return {
    id,
    name: preferences.name ?? name,
    source,
    ...(source === 'profile' && { profile: name }),
    credentialKind,
    providerId: server.provider,
    providerName: findProvider(server.provider)?.displayName ?? server.provider,
    ...(endpoint !== undefined && { endpoint }),
    region: server.region,
    ...(color !== undefined && { color }),
    isReadOnly: preferences.isReadOnly ?? false,
    canEdit,
    canRemove,
    canSignOut,
    health,
    ...(skew !== undefined && { notice: noticeOf(skew) }),
  };
}

function noticeOf({ minutes, direction }: ClockSkew): Account['notice'] {
  const message = `The clock is ${minutes} minutes ${direction === 'ahead' ? 'ahead of' : 'behind'} the server's.`;
  return new SatchelError('clock.skewed', message, { params: { minutes, direction } }).appError;
}
