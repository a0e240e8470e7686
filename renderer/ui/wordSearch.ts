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

const isWordSign = /[\p{Letter}\p{Number}]/u;

/** True where the word is the beginning of one in the text. */
export function startsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !isWordSign.test(text[at - 1] ?? '')) return true;
  }
  return false;
}
