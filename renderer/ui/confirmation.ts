import { announce } from './announce.ts';

const shownMs = 6_000;

let current: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function show(text: string | undefined): void {
  current = text;
  for (const listener of listeners) listener();
}

/** Says that something was done: to screen readers, and in the status bar for some seconds. */
export function confirmDone(text: string): void {
  announce(text);
  clearTimeout(timer);
  timer = setTimeout(() => show(undefined), shownMs);
  show(text);
}

/** The confirmation to show now, for useSyncExternalStore. */
export function currentConfirmation(): string | undefined {
  return current;
}

/** Calls `listener` when a confirmation comes or goes; returns the function that stops it. */
export function subscribeToConfirmations(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
