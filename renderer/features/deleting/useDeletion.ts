import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { Selection } from '../../../shared/domain/object.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { announce } from '../../ui/announce.ts';
import { confirmDone } from '../../ui/confirmation.ts';
import { outcomeTitle, question } from './deletingWords.ts';
import { type OperationRun, type OperationState, runOperation } from './runOperation.ts';

export type DeletionPhase = 'measuring' | 'asking' | 'deleting' | 'ended';

type Deletion = {
  readonly phase: DeletionPhase;
  /** The counting's state, then the deletion's. */
  readonly operation: Operation | undefined;
  readonly error: AppError | undefined;
  readonly confirm: () => void;
  /** Does the failed step again. */
  readonly retry: () => void;
  /** Stops the counting or the deletion, or closes what is at its end. */
  readonly cancel: () => void;
};

type View = { readonly phase: DeletionPhase; readonly operation?: Operation; readonly error?: AppError };

function measuringView(state: OperationState): View {
  if (state.kind === 'starting') return { phase: 'measuring' };
  if (state.kind === 'failed') return { phase: 'measuring', error: state.error };
  const { operation } = state;
  if (operation.status === 'done') return { phase: 'asking', operation };
  return {
    phase: 'measuring',
    operation,
    ...(operation.error === undefined ? {} : { error: operation.error }),
  };
}

/** `countedFiles` is what was asked about: the deletion lists as it goes and knows the whole only at its end. */
function deletingView(state: OperationState, countedFiles: number): View {
  if (state.kind === 'starting') return { phase: 'deleting' };
  if (state.kind === 'failed') return { phase: 'ended', error: state.error };
  const fileCount = Math.max(countedFiles, state.operation.fileCount);
  const operation = { ...state.operation, fileCount };
  if (operation.status === 'running') return { phase: 'deleting', operation };
  return { phase: 'ended', operation, ...(operation.error === undefined ? {} : { error: operation.error }) };
}

/** The steps of a deletion: count, ask, delete, tell; closes by itself when all of it went well. */
export function useDeletion(selection: Selection, onClose: (deletedSomething: boolean) => void): Deletion {
  const [view, setView] = useState<View>({ phase: 'measuring' });
  const run = useRef<OperationRun>(null);
  // The dialog is about what was selected when it opened; a parent that renders again changes nothing.
  const [chosen] = useState(selection);
  const close = useRef(onClose);
  close.current = onClose;

  const fail = useCallback((thrown: unknown) => {
    setView((current) => ({ ...current, error: toAppError(thrown) }));
  }, []);

  const measure = useCallback(() => {
    setView({ phase: 'measuring' });
    run.current = runOperation(
      () => request('selection.measure', chosen),
      (state) => {
        const next = measuringView(state);
        setView(next);
        // The dialog's title was read out when it opened, while it still said that it counts.
        if (next.phase === 'asking') announce(question(chosen, next.operation));
      },
    );
  }, [chosen]);

  const remove = useCallback(
    (countedFiles: number) => {
      run.current?.detach();
      setView({ phase: 'deleting' });
      run.current = runOperation(
        () => request('selection.delete', chosen),
        (state) => {
          const next = deletingView(state, countedFiles);
          setView(next);
          if (next.phase !== 'ended' || next.operation === undefined) return;
          const outcome = outcomeTitle(next.operation);
          if (next.operation.status !== 'done' || next.operation.failureCount > 0) return announce(outcome);
          confirmDone(outcome);
          close.current(true);
        },
      );
    },
    [chosen],
  );

  const phase = useRef<DeletionPhase>('measuring');
  phase.current = view.phase;
  useEffect(() => {
    measure();
    return () => {
      run.current?.detach();
      // A count that nobody waits for is stopped; a deletion goes on, it was asked for.
      if (phase.current === 'measuring') {
        run.current
          ?.cancel()
          .catch((thrown: unknown) => console.warn('Counting could not be stopped', thrown));
      }
    };
  }, [measure]);

  const cancel = () => {
    if (view.phase === 'deleting') {
      run.current?.cancel().catch(fail);
      return;
    }
    onClose(view.phase === 'ended' && (view.operation?.doneCount ?? 0) > 0);
  };
  const removeAll = () => remove(view.operation?.fileCount ?? 0);
  return {
    phase: view.phase,
    operation: view.operation,
    error: view.error,
    confirm: removeAll,
    retry: view.phase === 'ended' ? removeAll : measure,
    cancel,
  };
}
