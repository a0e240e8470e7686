/** What a key does in a listbox: goes to a row, or presses the row it is at. */
export type ListboxIntent =
  | { readonly kind: 'go'; readonly index: number }
  | { readonly kind: 'press' | 'all' };

type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
};

/** The meaning of a key; `index` is the row the keyboard is at (-1 before any), `pageRows` how many are seen at once. */
export function listboxIntent(
  press: KeyPress,
  index: number,
  rowCount: number,
  pageRows: number,
): ListboxIntent | undefined {
  const last = rowCount - 1;
  if (last < 0 || press.altKey) return undefined;
  if (press.ctrlKey || press.metaKey) return press.key.toLowerCase() === 'a' ? { kind: 'all' } : undefined;
  const go = (to: number) => ({ kind: 'go', index: Math.max(0, Math.min(to, last)) }) as const;
  switch (press.key) {
    case 'ArrowDown':
      return go(index + 1);
    case 'ArrowUp':
      return go(index === -1 ? last : index - 1);
    case 'PageDown':
      return go(index + pageRows);
    case 'PageUp':
      return go(index - pageRows);
    case 'Home':
      return go(0);
    case 'End':
      return go(last);
    case ' ':
    case 'Enter':
      return index === -1 ? undefined : { kind: 'press' };
    default:
      return undefined;
  }
}
