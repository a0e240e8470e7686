import type { AppError } from '../../../shared/domain/appError.ts';
import type { Operation } from '../../../shared/domain/operation.ts';

/** A short message that comes up by itself: what was done, or what went wrong. */
export type Notice = {
  readonly id: string;
  readonly kind: 'done' | 'failed';
  readonly text: string;
  /** Why, for what failed as a whole. */
  readonly error?: AppError;
  /** What failed, one by one; `failureCount` counts all. */
  readonly failures?: Operation['failures'];
  readonly failureCount?: number;
  /** The folder that the names of the failures begin in. */
  readonly basePrefix?: string;
  /** The entry of the undo stack that takes it back. */
  readonly undoId?: string;
  /** Does what failed again. */
  readonly retry?: () => void;
};

let count = 0;
/** Those that nobody shows yet. */
let queue: readonly Notice[] = [];
const listeners = new Set<(notice: Notice) => void>();

/** Shows a notice; it waits where nothing shows notices yet. */
export function notify(notice: Omit<Notice, 'id'>): void {
  count += 1;
  const made = { ...notice, id: `notice-${count}` };
  if (listeners.size === 0) queue = [...queue, made];
  for (const listener of listeners) listener(made);
}

/** Calls `listener` with each notice, and at once with those that wait; returns the function that stops it. */
export function onNotice(listener: (notice: Notice) => void): () => void {
  listeners.add(listener);
  for (const notice of queue) listener(notice);
  queue = [];
  return () => listeners.delete(listener);
}
