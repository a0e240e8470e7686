/** Lower case and without accents, so that "Zürich" is found by "zurich". */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLocaleLowerCase();
}

/** The words of what is typed. */
export function wordsOf(typed: string): readonly string[] {
  return folded(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** What a thing can be found by, folded: its name, and what else is known of it. */
export type Findable = { readonly name: string; readonly rest: string };

const isWordSign = /[\p{Letter}\p{Number}]/u;

function startsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !isWordSign.test(text[at - 1] ?? '')) return true;
  }
  return false;
}

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
