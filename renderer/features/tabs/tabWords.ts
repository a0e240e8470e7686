import i18next from 'i18next';
import { displayName } from '../../ui/displayName.ts';
import { locationName, locationPath } from '../places/placeWords.ts';
import { type OpenTab, tabPlace } from './tabs.ts';

type AccountNames = ReadonlyMap<string, string>;

/** The name of a tab: its folder's, its bucket's, or its account's. */
export function tabName(tab: OpenTab, names: AccountNames): string {
  const place = tabPlace(tab);
  if (place.kind === 'home') return displayName(names.get(tab.accountId) ?? '');
  return locationName({ accountId: tab.accountId, ...place });
}

/** Where a tab stands, in full. */
export function tabPath(tab: OpenTab, names: AccountNames): string {
  const account = displayName(names.get(tab.accountId) ?? '');
  const place = tabPlace(tab);
  if (place.kind === 'home') return account;
  const path = locationPath({ accountId: tab.accountId, ...place });
  return i18next.t('inAccount', { ns: 'tabs', place: path, account });
}
