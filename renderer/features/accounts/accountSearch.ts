import type { Account } from '../../../shared/domain/account.ts';
import { folded, startsWord, wordsOf } from '../../ui/wordSearch.ts';
import { providerText } from './accountWords.ts';

/** How well a word fits: 0 where it starts a word of the name, 1 of anything else, 2 in the middle; undefined: nowhere. */
function rankOf(word: string, name: string, rest: readonly string[]): number | undefined {
  if (startsWord(name, word)) return 0;
  if (rest.some((text) => startsWord(text, word))) return 1;
  return name.includes(word) || rest.some((text) => text.includes(word)) ? 2 : undefined;
}

/**
 * The accounts in whose name, profile, account id, role or provider all words of the search stand, those where they
 * start a word first; otherwise in their own order.
 */
export function searchAccounts(accounts: readonly Account[], search: string): readonly Account[] {
  const words = wordsOf(search);
  if (words.length === 0) return accounts;
  const found = accounts.flatMap((account) => {
    const { identity } = account.health;
    const texts = [
      account.profile,
      identity?.accountId,
      identity?.name,
      providerText(account),
      account.endpoint,
    ];
    const rest = texts.flatMap((text) => (text === undefined ? [] : [folded(text)]));
    const name = folded(account.name);
    let worst = 0;
    for (const word of words) {
      const rank = rankOf(word, name, rest);
      if (rank === undefined) return [];
      worst = Math.max(worst, rank);
    }
    return [{ account, worst }];
  });
  return found.sort((left, right) => left.worst - right.worst).map(({ account }) => account);
}
