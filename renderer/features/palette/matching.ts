import { startsWord } from '../../ui/wordSearch.ts';

/** What a thing can be found by, folded: its name, and what else is known of it. */
export type Findable = { readonly name: string; readonly rest: string };

/** How well one word fits, the less the better: the name's beginning, a word of the name, of the rest, anywhere. */
function rankOf(word: string, { name, rest }: Findable): number | undefined {
  if (name.startsWith(word)) return 0;
  if (startsWord(name, word)) return 1;
  if (startsWord(rest, word)) return 2;
  if (name.includes(word)) return 3;
  return rest.includes(word) ? 4 : undefined;
}

/** How well a thing fits all words, in any order; the less the better, undefined where one is missing. */
export function scoreOf(words: readonly string[], findable: Findable): number | undefined {
  let score = 0;
  for (const word of words) {
    const rank = rankOf(word, findable);
    if (rank === undefined) return undefined;
    score += rank;
  }
  // Of two that fit alike, the one with less beside what was typed is more likely meant.
  return words.length === 0 ? 0 : score + Math.min(0.9, findable.name.length / 1000);
}
