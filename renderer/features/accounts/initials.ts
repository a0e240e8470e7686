/** Words that begin with a letter of a script with capitals, or with a digit. */
const words = /(?<![\p{L}\p{N}\p{M}])[\p{Lu}\p{Ll}\p{Lt}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/**
 * The first signs of a name's first and last word, as in "OL" for "Old laptop" and "old-laptop"; '' in scripts without
 * capitals, where a single letter stands for nothing. They read from left to right, also where the window does not.
 */
export function initialsOf(name: string): string {
  const starts = (name.match(words) ?? []).map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0));
  const last = starts.length > 1 ? starts.at(-1) : '';
  return `${starts[0] ?? ''}${last}`.toUpperCase();
}
