/** The letters typed so far, and when the last one was. */
export type TypeAhead = { readonly text: string; readonly atMs: number };

const pauseMs = 800;

/** Adds what was typed; after a pause it starts anew. */
export function extendTypeAhead(typed: TypeAhead | undefined, text: string, nowMs: number): TypeAhead {
  const isGoingOn = typed !== undefined && nowMs - typed.atMs < pauseMs;
  return { text: isGoingOn ? typed.text + text : text, atMs: nowMs };
}

/** True while a space belongs to what is being typed instead of toggling a row. */
export function isTyping(typed: TypeAhead | undefined, nowMs: number): boolean {
  return typed !== undefined && nowMs - typed.atMs < pauseMs;
}

/**
 * The next name that starts with the text, round the end, ignoring case; -1 when there is none. One letter, also when
 * it is repeated, goes on from the active row; more letters may stay on it.
 */
export function findTypeAhead(
  count: number,
  nameAt: (index: number) => string,
  text: string,
  activeIndex: number,
): number {
  const letters = [...text.toLocaleLowerCase()];
  const first = letters[0];
  if (first === undefined) return -1;
  const isOneLetter = letters.every((letter) => letter === first);
  const wanted = isOneLetter ? first : letters.join('');
  const start = activeIndex + (isOneLetter ? 1 : 0);
  for (let step = 0; step < count; step += 1) {
    const index = (Math.max(0, start) + step) % count;
    if (nameAt(index).toLocaleLowerCase().startsWith(wanted)) return index;
  }
  return -1;
}
