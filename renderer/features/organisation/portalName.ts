import type { Portal } from '../../../shared/domain/organisation.ts';
import { displayName } from '../../ui/displayName.ts';

/** What a portal is called: the host of its address, or what was typed. */
export function portalName({ startUrl }: Portal): string {
  const text = /^[a-z]+:\/\//i.test(startUrl) ? startUrl : `https://${startUrl}`;
  return displayName(URL.canParse(text) ? new URL(text).host : startUrl);
}
