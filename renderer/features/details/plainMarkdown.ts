/** To lay out more takes seconds, in one go. */
const maxLetters = 100_000;
/** The parser's time grows with the square of the marks in one paragraph. */
const maxMarks = 600;
/** The parser calls itself for each step of nesting. */
const maxNesting = 40;

/** Where a paragraph can end: at an empty line, a bullet or a heading. */
const paragraphEnd = /\n(?= {0,3}(?:[-*+] |#{1,6} )|[ \t]*\n)/;
const nested = new RegExp(`^(?:[ \\t]*(?:[>*+-]|\\d{1,9}[.)])){${maxNesting}}`, 'm');

/** Whether a Markdown text can be laid out at once: not too long, nor made to keep the parser busy or to overflow it. */
export function isPlainMarkdown(text: string): boolean {
  if (text.length > maxLetters || nested.test(text)) return false;
  return text
    .replaceAll('\r\n', '\n')
    .split(paragraphEnd)
    .every((paragraph) => (paragraph.match(/[*_~[\]`]/g)?.length ?? 0) <= maxMarks);
}
