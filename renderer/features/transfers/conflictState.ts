import { useSyncExternalStore } from 'react';

let postponed: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function set(next: ReadonlySet<string>): void {
  postponed = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Puts a job's question off until the user asks for it; the other jobs go on. */
export function postponeConflict(jobId: string): void {
  set(new Set([...postponed, jobId]));
}

/** Asks a question again that was put off. */
export function askConflict(jobId: string): void {
  set(new Set([...postponed].filter((id) => id !== jobId)));
}

/** The jobs whose questions were put off. */
export function usePostponedConflicts(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => postponed);
}
