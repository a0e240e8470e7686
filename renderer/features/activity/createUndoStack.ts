import type { Location } from '../../../shared/domain/object.ts';

/** Something this window did; `never` is what nothing can take back, which whoever wants to undo is told first. */
export type Undoable = {
  readonly id: string;
  /** What would be undone, as a name: "Move 12 files to Lisbon". */
  readonly what: string;
  readonly by:
    | { readonly kind: 'operation'; readonly operationId: string; readonly folders: readonly Location[] }
    | { readonly kind: 'newFolder'; readonly folder: Location }
    | { readonly kind: 'never' };
};

/** So many are remembered. */
export const maxUndoables = 20;

export type UndoStack = {
  /** The newest, which comes off first. */
  readonly newest: () => Undoable | undefined;
  readonly push: (undoable: Omit<Undoable, 'id'>) => Undoable;
  readonly has: (id: string) => boolean;
  /** Takes one off; undefined when it is not there any more. */
  readonly take: (id: string) => Undoable | undefined;
  /** Forgets what an operation did. */
  readonly forgetOperation: (operationId: string) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

/** What can be taken back, newest last. */
export function createUndoStack(): UndoStack {
  let entries: readonly Undoable[] = [];
  let count = 0;
  const listeners = new Set<() => void>();
  const set = (next: readonly Undoable[]) => {
    entries = next;
    for (const listener of listeners) listener();
  };
  return {
    newest: () => entries.at(-1),
    has: (id) => entries.some((entry) => entry.id === id),
    push(undoable) {
      count += 1;
      const made = { ...undoable, id: `undo-${count}` };
      set([...entries, made].slice(-maxUndoables));
      return made;
    },
    take(id) {
      const found = entries.find((entry) => entry.id === id);
      if (found !== undefined) set(entries.filter((entry) => entry !== found));
      return found;
    },
    forgetOperation(operationId) {
      const left = entries.filter(({ by }) => by.kind !== 'operation' || by.operationId !== operationId);
      if (left.length < entries.length) set(left);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
