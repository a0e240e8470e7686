import i18next from 'i18next';
import type { Account, AccountHealth } from '../../../shared/domain/account.ts';
import { displayName } from '../../ui/displayName.ts';
import { withGivenName } from '../../ui/errorNames.ts';
import { errorText } from '../../ui/errorText.ts';
import { formatCount } from '../../ui/format.ts';
import { isolated } from '../../ui/isolated.ts';
import { isUsable } from './accountHealth.ts';

/** How the account stands, in a few plain words. */
export function stateText({ state, isChecking }: AccountHealth): string {
  if (state === 'unchecked' && isChecking) return i18next.t('state.checking', { ns: 'accounts' });
  return i18next.t(`state.${state}`, { ns: 'accounts' });
}

/** Why the account cannot be used and what to do, by the name that the user knows it by; undefined where nothing is wrong. */
export function reasonText({ name, profile, health: { error } }: Account): string | undefined {
  if (error === undefined) return undefined;
  return errorText(withGivenName(error, (named) => (named === profile ? name : undefined)));
}

/** Who the server says this is, such as "admin @ 111122223333"; undefined where nobody told. */
export function whoText({ identity }: AccountHealth): string | undefined {
  if (identity === undefined) return undefined;
  const { name, accountId } = identity;
  const values = { name: displayName(name), accountId: displayName(accountId) };
  return isolated(i18next.t('who', { ns: 'accounts', ...values }));
}

/** Whose storage it is; what is of no provider we know is called by what it is. */
export function providerText({ providerId, providerName }: Account): string {
  return providerId === 'other' ? i18next.t('otherProvider', { ns: 'accounts' }) : providerName;
}

/** The line below an account's name: who it is, else whose storage it is. */
export function secondLine(account: Account): string {
  if (account.source === 'demo') return i18next.t('welcome.demo.where', { ns: 'accounts' });
  return whoText(account.health) ?? providerText(account);
}

/** The line below the name of the account that is open: what keeps it from working, else who it is. */
export function openLine(account: Account): string {
  return isUsable(account) ? secondLine(account) : stateText(account.health);
}

/** The buckets that the account sees: how many, and the first few by name; undefined before that is known. */
export function bucketsText({ state, buckets }: AccountHealth): string | undefined {
  if (state === 'listDenied') return i18next.t('bucketsByName', { ns: 'accounts' });
  if (buckets === undefined) return undefined;
  const { count, firstNames } = buckets;
  const shown = formatCount(count);
  if (firstNames.length === 0) return i18next.t('bucketCount', { ns: 'accounts', count, shown });
  const names = firstNames
    .map((name) => isolated(displayName(name)))
    .join(i18next.t('nameSeparator', { ns: 'accounts' }));
  const key = count > firstNames.length ? 'bucketCountSome' : 'bucketCountAll';
  return i18next.t(key, { ns: 'accounts', count, shown, names });
}
