const most = 20;
let ids: readonly string[] = [];

/** What was chosen in the palette of this window, the newest first. */
export function latelyChosen(): readonly string[] {
  return ids;
}

/** Remembers a choice until the window closes. */
export function rememberChoice(id: string): void {
  ids = [id, ...ids.filter((known) => known !== id)].slice(0, most);
}
