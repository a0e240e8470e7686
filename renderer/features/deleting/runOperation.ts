import type { AppError } from '../../../shared/domain/appError.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { onEvent, request, toAppError } from '../../ipc/client.ts';

/** How long work goes: its newest state, or why it could not start. */
export type OperationState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'known'; readonly operation: Operation }
  | { readonly kind: 'failed'; readonly error: AppError };

export type OperationRun = {
  /** Stops the work; what is done stays done. Rejects with RequestError. */
  readonly cancel: () => Promise<void>;
  /** Stops listening; the work goes on. */
  readonly detach: () => void;
};

/**
 * Starts long work and follows it. Its events may overtake the answer that tells its id, so events of unknown ids are
 * kept until then.
 */
export function runOperation(
  start: () => Promise<{ readonly operationId: string }>,
  onState: (state: OperationState) => void,
): OperationRun {
  const early = new Map<string, Operation>();
  let ownId: string | undefined;
  const stopListening = onEvent('operation.changed', (operation) => {
    if (ownId === undefined) early.set(operation.id, operation);
    else if (operation.id === ownId) onState({ kind: 'known', operation });
  });
  let attached = true;
  const detach = () => {
    attached = false;
    stopListening();
  };
  const started = start().then(
    ({ operationId }) => {
      ownId = operationId;
      const known = early.get(operationId);
      early.clear();
      if (known !== undefined && attached) onState({ kind: 'known', operation: known });
      return operationId;
    },
    (thrown: unknown) => {
      if (attached) onState({ kind: 'failed', error: toAppError(thrown) });
      detach();
      return undefined;
    },
  );
  return {
    detach,
    cancel: async () => {
      const operationId = await started;
      if (operationId !== undefined) await request('operation.cancel', { operationId });
    },
  };
}
