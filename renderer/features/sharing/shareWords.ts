import i18next from 'i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { Selection } from '../../../shared/domain/object.ts';
import type { ShareLink } from '../../../shared/domain/share.ts';
import { displayName, lastName } from '../../ui/displayName.ts';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { sentences } from '../../ui/sentences.ts';
import type { ShareFailure } from './useShareLinks.ts';

const t = i18next.getFixedT(null, 'sharing');

/** What is shared: a file by its name, several by their count. */
export function shareTitle({ keys }: Pick<Selection, 'keys'>): string {
  const [key = ''] = keys;
  if (keys.length === 1) return t('title', { name: displayName(lastName(key)) });
  return t('titleMany', { count: keys.length, shown: formatCount(keys.length) });
}

/** The link that ends first; of several, all that is said of their end is true of each. */
export function firstToEnd(links: readonly ShareLink[]): ShareLink | undefined {
  return links.reduce<ShareLink | undefined>(
    (first, link) => (first === undefined || link.endsAtMs < first.endsAtMs ? link : first),
    undefined,
  );
}

/** Until when the links work, and why not for as long as it was chosen. */
export function endText(links: readonly ShareLink[]): string | undefined {
  const first = firstToEnd(links);
  if (first === undefined) return undefined;
  const { limit, endsAtMs } = first;
  const until = t(links.length === 1 ? 'until' : 'untilMany', { when: formatMoment(endsAtMs) });
  return limit === 'asked' ? until : sentences(until, t(`limit.${limit}`));
}

/** The error that kept all files from a link, where it is about none of them alone: of the network, or of the account. */
export function commonError(failures: readonly ShareFailure[], fileCount: number): AppError | undefined {
  const [error] = failures.map((failure) => failure.error);
  if (error === undefined || failures.length < fileCount) return undefined;
  if (fileCount === 1) return error;
  const isOfAll = failures.every((failure) => failure.error.code === error.code);
  return isOfAll && !error.code.startsWith('object.') ? error : undefined;
}

/** Who cannot open the links although they have them; undefined where everybody can. */
export function reachText(links: readonly ShareLink[]): string | undefined {
  const [{ reach } = { reach: 'everywhere' as const }] = links;
  return reach === 'everywhere' ? undefined : t(`reach.${reach}`);
}
