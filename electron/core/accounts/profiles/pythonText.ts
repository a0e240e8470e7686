// biome-ignore lint/suspicious/noControlCharactersInRegex: to Python they are white space
const whitespace = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** How much white space a text begins with, by Python's `str.isspace`, which is not JavaScript's. */
export function indentOf(text: string): number {
  let end = 0;
  while (end < text.length && whitespace.test(text.charAt(end))) end++;
  return end;
}

/** Python's `str.strip`; a loop, as a regular expression for it is slow on long runs of spaces. */
export function strip(text: string): string {
  let end = text.length;
  while (end > 0 && whitespace.test(text.charAt(end - 1))) end--;
  return text.slice(Math.min(indentOf(text), end), end);
}

/** Splits where Python's `str.splitlines` does and a line of a file has not ended yet. */
export function splitInnerLines(line: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what Python takes for the end of a line
  return line.split(/[\v\f\x1c-\x1e\x85\u2028\u2029]/);
}

const piece = /[ \t\r\n]+|\\(.)|'([^']*)'|"((?:[^"\\]|\\.)*)"|([^ \t\r\n'"\\]+)/sy;

/** Python's `shlex.split`; undefined where it would throw, for a quotation that does not end. */
export function splitWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  piece.lastIndex = 0;
  while (piece.lastIndex < text.length) {
    const match = piece.exec(text);
    if (match === null) return undefined;
    const [, escaped, single, double, plain] = match;
    const part = escaped ?? single ?? double?.replace(/\\(["\\])/g, '$1') ?? plain;
    if (part !== undefined) word = (word ?? '') + part;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return word === undefined ? words : [...words, word];
}

/** One word for `splitWords`, in quotes where it needs them; Python's `shlex.quote` for what has white space. */
export function quoteWord(word: string): string {
  return /^[^ \t\r\n'"\\]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}
