import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { assertNever } from '../../../shared/assertNever.ts';
import type { Location } from '../../../shared/domain/object.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { confirmDone } from '../../ui/confirmation.ts';
import { displayName, lastName } from '../../ui/displayName.ts';
import { createUndoStack, type Undoable } from './createUndoStack.ts';
import { foldersChanged } from './folderChanges.ts';
import { notify } from './noticeStore.ts';
import { startOperation } from './operationsStore.ts';

const t = i18next.getFixedT(null, 'activity');
const stack = createUndoStack();

/** Remembers what an operation did, so that it can be taken back; `folders` are those that it changed. */
export function rememberOperation(operationId: string, what: string, folders: readonly Location[]): Undoable {
  return stack.push({ what, by: { kind: 'operation', operationId, folders } });
}

/** Remembers that something was done for good, so that nothing older is taken back in its stead. */
export function rememberForGood(what: string): void {
  stack.push({ what, by: { kind: 'never' } });
}

/** Forgets what can be taken back no longer. */
export function forgetOperation(operationId: string): void {
  stack.forgetOperation(operationId);
}

/** Remembers that a folder was made, so that it can be taken away while it is empty. */
export function rememberNewFolder(folder: Location): Undoable {
  const name = displayName(lastName(folder.prefix).replace(/\/$/, ''));
  return stack.push({ what: t('deed.newFolder', { name }), by: { kind: 'newFolder', folder } });
}

/** What would be undone next, in words; undefined for nothing, and for what was done for good. */
export function useUndoable(): Undoable | undefined {
  const newest = useSyncExternalStore(stack.subscribe, stack.newest);
  return newest?.by.kind === 'never' ? undefined : newest;
}

/** Whether one thing can still be taken back; renders again when that changes. */
export function useCanUndo(id: string | undefined): boolean {
  return useSyncExternalStore(stack.subscribe, () => id !== undefined && stack.has(id));
}

/** Takes back what was done last; says so where there is nothing. */
export function undoLast(): void {
  const newest = stack.newest();
  if (newest === undefined) confirmDone(t('nothingToUndo'));
  else undo(newest.id);
}

/** Takes one thing back and says how that went; nothing happens for what was taken back before. */
export function undo(id: string): void {
  const undoable = stack.take(id);
  if (undoable === undefined) {
    confirmDone(t('undoneBefore'));
    return;
  }
  carryOut(undoable).catch((thrown: unknown) => {
    const error = toAppError(thrown);
    notify({
      kind: 'failed',
      text: t('cannotUndo', { what: undoable.what }),
      error,
      ...(error.retryable && { retry: () => void undo(stack.push(undoable).id) }),
    });
  });
}

async function carryOut({ what, by }: Undoable): Promise<void> {
  switch (by.kind) {
    case 'never':
      return notify({ kind: 'failed', text: t('cannotUndo', { what }) });
    case 'newFolder':
      await request('folder.removeEmpty', by.folder);
      foldersChanged([by.folder]);
      return notify({ kind: 'done', text: t('undone', { what }) });
    case 'operation': {
      const { operationId, folders } = by;
      const undoing = await startOperation(() => request('operation.undo', { operationId }), {
        deed: 'undo',
        firstName: '',
        count: 0,
        what,
      });
      // How it went is told as of every operation; what is left of it can be tried again.
      if (undoing.status !== 'done') stack.push({ what, by });
      return foldersChanged(folders);
    }
    default:
      return assertNever(by, 'undoable');
  }
}
