const ascii = /^[\0-\x7f]*$/;

/** True for what folding only makes lower case. */
export function isAscii(text: string): boolean {
  return ascii.test(text);
}

/** A text without case and accents, so that "Zürich" is found by "zurich": two that differ only in those are the same. */
export function folded(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replaceAll('ς', 'σ')
    .replaceAll('ß', 'ss');
}

/** The words of what is typed; what is looked for has all of them, in any order. */
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
