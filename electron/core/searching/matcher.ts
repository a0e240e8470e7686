import { type FileKind, fileKind } from '../../../shared/domain/fileKind.ts';
import type { SearchKind, SearchQuery } from '../../../shared/domain/search.ts';

/** Tells what fits a query; names are the last part of a key. */
export type Matcher = {
  file(name: string, sizeBytes: number, modifiedAtMs: number): boolean;
  /** A folder has no size and no time: a query that asks for one finds none. */
  folder(name: string): boolean;
};

/** What people call the kinds of a file. */
const kinds: Readonly<Record<FileKind, SearchKind>> = {
  picture: 'picture',
  movie: 'movie',
  sound: 'sound',
  pdf: 'document',
  document: 'document',
  table: 'document',
  slides: 'document',
  text: 'document',
  webPage: 'document',
  book: 'document',
  mail: 'document',
  archive: 'archive',
  code: 'other',
  app: 'other',
  font: 'other',
  calendar: 'other',
  contact: 'other',
  database: 'other',
  other: 'other',
};

/** Makes the matcher of a query. */
export function createMatcher({ text, kinds: wanted, ...bounds }: SearchQuery): Matcher {
  const words = folded(text).split(/\s+/).filter(Boolean).map(wordTest);
  const { minBytes = 0, maxBytes = Infinity, fromMs = -Infinity, toMs = Infinity } = bounds;
  const isBounded = Object.values(bounds).some((bound) => bound !== undefined);
  const fitsName = (name: string): boolean => {
    if (words.length === 0) return true;
    const plain = folded(name);
    return words.every((fits) => fits(plain));
  };
  const fitsKind = (kind: SearchKind): boolean => wanted.length === 0 || wanted.includes(kind);
  return {
    file: (name, sizeBytes, modifiedAtMs) =>
      sizeBytes >= minBytes &&
      sizeBytes <= maxBytes &&
      modifiedAtMs >= fromMs &&
      modifiedAtMs < toMs &&
      fitsName(name) &&
      fitsKind(kinds[fileKind(name)]),
    folder: (name) => !isBounded && fitsKind('folder') && fitsName(name),
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it asks for ASCII
const ascii = /^[\x00-\x7f]*$/;

/** The same text for all that people take for the same: without case, accents and forms of width. */
function folded(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A word fits where it is contained; one with `*` or `?` has to fit the whole name. */
function wordTest(word: string): (name: string) => boolean {
  if (!/[*?]/.test(word)) return (name) => name.includes(word);
  const pattern = word
    // Stars that follow each other mean one, and each would be tried with the others.
    .replace(/\*+/g, '*')
    .replace(/[\\^$.|+()[\]{}/-]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const whole = new RegExp(`^${pattern}$`, 'su');
  return (name) => whole.test(name);
}
