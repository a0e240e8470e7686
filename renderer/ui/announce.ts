/** A sentence for screen readers; the number makes a repeated sentence new. */
export type Announcement = { readonly text: string; readonly number: number };

let current: Announcement = { text: '', number: 0 };
const listeners = new Set<() => void>();

/** Says a sentence to screen readers through the one LiveRegion, politely: it never interrupts. */
export function announce(text: string): void {
  current = { text, number: current.number + 1 };
  for (const listener of listeners) listener();
}

/** The announcement to show now, for useSyncExternalStore. */
export function currentAnnouncement(): Announcement {
  return current;
}

/** Calls `listener` at each announcement; returns the function that stops it. */
export function subscribeToAnnouncements(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
