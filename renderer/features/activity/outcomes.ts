import type { Location } from '../../../shared/domain/object.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import type { About } from './about.ts';
import { deedText, doneText, failedText, stoppedText } from './activityWords.ts';
import { foldersChanged } from './folderChanges.ts';
import { type Notice, notify } from './noticeStore.ts';
import { onOperationEnded, onOperationPast } from './operationsStore.ts';
import { forgetOperation, rememberForGood, rememberOperation } from './undo.ts';

/** What the window says when an operation has ended; undefined where another part of it tells. */
export function outcomeOf(
  operation: Operation,
  about: About | undefined,
): Omit<Notice, 'id' | 'undoId'> | undefined {
  const { kind, status, failureCount, error } = operation;
  // The dialog of a deletion tells how it went, and a count is part of a question.
  if (kind === 'measure' || kind === 'delete') return undefined;
  if (isAskedAbout(operation, about)) return undefined;
  const isFailed = failureCount > 0 || status === 'failed' || (operation.takenCount ?? 0) > 0;
  if (isFailed) {
    return {
      kind: 'failed',
      text: failedText(operation, about),
      failures: operation.failures,
      failureCount,
      ...(error !== undefined && { error }),
      ...(about?.from !== undefined && { basePrefix: about.from.prefix }),
    };
  }
  if (kind === 'stage') return undefined;
  if (status === 'cancelled') return { kind: 'done', text: stoppedText(operation, about) };
  // All names were taken, and the user wanted those left alone.
  if (operation.doneCount === 0 && kind !== 'undo') return undefined;
  return { kind: 'done', text: doneText(operation, about) };
}

/** True for one that did nothing because names are taken, where its starter asks what to do. */
export function isAskedAbout(operation: Operation, about: About | undefined): boolean {
  return about?.asksWhenTaken === true && (operation.takenNames?.length ?? 0) > 0;
}

/** True for a change that nothing takes back: a deletion, and what has replaced something. */
function isForGood({ kind, doneCount, canUndo }: Operation): boolean {
  return doneCount > 0 && !canUndo && (kind === 'delete' || kind === 'move' || kind === 'copy');
}

/** The folders in which an operation may have changed something. */
function changedFolders(operation: Operation, about: About | undefined): readonly Location[] {
  return [operation.target, about?.from].filter((folder) => folder !== undefined);
}

/** Tells how every operation ends, and remembers what can be taken back. Returns the function that stops it. */
export function startOutcomes(): () => void {
  const stopPast = onOperationPast(forgetOperation);
  const stopEnded = onOperationEnded((operation, about) => {
    const folders = changedFolders(operation, about);
    if (operation.doneCount > 0 && folders.length > 0) foldersChanged(folders);
    const outcome = outcomeOf(operation, about);
    const undoable = operation.canUndo
      ? rememberOperation(operation.id, deedText(operation, about), folders)
      : undefined;
    if (isForGood(operation)) rememberForGood(deedText(operation, about));
    if (outcome === undefined) return;
    notify(undoable === undefined ? outcome : { ...outcome, undoId: undoable.id });
  });
  return () => {
    stopPast();
    stopEnded();
  };
}
