import { folded, isAscii, wordsOf } from '../../ui/wordSearch.ts';
import type { EntryStore } from './entryStore.ts';
import type { Order } from './listedRows.ts';
import type { SlicedWork } from './slicedWork.ts';

const rowsPerYield = 2_048;

/** What an earlier filter left of the rows in an order, so that one with more letters looks only there. */
export type Filtered = {
  readonly store: EntryStore;
  readonly base: Order;
  readonly filter: string;
  readonly order: Order;
};

/** The rows of an order whose names have all words of the filter, in the same order. */
export function* filteredOrder(
  store: EntryStore,
  base: Order,
  filter: string,
  earlier?: Filtered,
): SlicedWork<Filtered> {
  const words = wordsOf(filter);
  if (words.length === 0) return { store, base, filter, order: base };
  const isNarrower =
    earlier !== undefined &&
    earlier.store === store &&
    earlier.base === base &&
    folded(filter).startsWith(folded(earlier.filter));
  const candidates = isNarrower ? earlier.order : base;
  const hasAll = nameTest(words);
  const found = new Int32Array(candidates.length);
  let count = 0;
  for (let index = 0; index < candidates.length; index += 1) {
    const number = candidates[index] ?? 0;
    if (hasAll(store.name(number))) found[count++] = number;
    if (index % rowsPerYield === rowsPerYield - 1) yield index / candidates.length;
  }
  return { store, base, filter, order: found.slice(0, count) };
}

/** Whether a name has all of the folded words; most names are ASCII, of which nothing is copied to find that out. */
function nameTest(words: readonly string[]): (name: string) => boolean {
  const patterns = words.map((word) => new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i'));
  return (name) => {
    if (isAscii(name)) return patterns.every((pattern) => pattern.test(name));
    const text = folded(name);
    return words.every((word) => text.includes(word));
  };
}

/** A part of a text, from `start` up to but without `end`, in UTF-16 code units. */
export type MatchRange = { readonly start: number; readonly end: number };

/** The parts of a name, as it is shown, that a filter's words match: in order, none touching the next. */
export function matchRanges(name: string, filter: string): readonly MatchRange[] {
  const words = wordsOf(filter);
  if (words.length === 0) return [];
  const { text, starts } = foldedWithStarts(name);
  const marked = new Uint8Array(name.length);
  for (const word of words) {
    for (let from = text.indexOf(word); from !== -1; from = text.indexOf(word, from + 1)) {
      const start = starts[from] ?? 0;
      const last = starts[from + word.length - 1] ?? start;
      // A letter goes with the accents that follow it, so it ends where the next one starts.
      const end = starts.find((candidate, index) => index >= from + word.length && candidate > last);
      marked.fill(1, start, end ?? name.length);
    }
  }
  return rangesOf(marked);
}

/** A folded text, and for each of its code units where in the text the letter is that it came from. */
function foldedWithStarts(name: string): { readonly text: string; readonly starts: readonly number[] } {
  let text = '';
  const starts: number[] = [];
  let start = 0;
  for (const letter of name) {
    const plain = folded(letter);
    text += plain;
    for (let unit = 0; unit < plain.length; unit += 1) starts.push(start);
    start += letter.length;
  }
  return { text, starts };
}

function rangesOf(marked: Uint8Array): readonly MatchRange[] {
  const ranges: MatchRange[] = [];
  for (let start = marked.indexOf(1); start !== -1; start = marked.indexOf(1, start)) {
    const next = marked.indexOf(0, start);
    const end = next === -1 ? marked.length : next;
    ranges.push({ start, end });
    start = end;
  }
  return ranges;
}
