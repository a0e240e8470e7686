import { useSyncExternalStore } from 'react';
import type { Operation } from '../../../shared/domain/operation.ts';
import { onEvent, request } from '../../ipc/client.ts';
import type { About } from './about.ts';
import { createOperationsStore, type EndListener } from './createOperationsStore.ts';

const store = createOperationsStore({
  list: () => request('operation.list', {}),
  onChanged: (listener) => onEvent('operation.changed', listener),
  cancel: (operationId) => request('operation.cancel', { operationId }),
});

/** Starts an operation, and resolves with its last state; rejects with RequestError when it could not be started. */
export function startOperation(
  ask: () => Promise<{ readonly operationId: string }>,
  about: About,
): Promise<Operation> {
  return store.start(ask, about);
}

/** Stops an operation; what is done stays done. Rejects with RequestError. */
export async function cancelOperation(operationId: string): Promise<void> {
  await store.cancel(operationId);
}

/** Calls `listener` once with each operation that ended; returns the function that stops it. */
export function onOperationEnded(listener: EndListener): () => void {
  return store.onEnded(listener);
}

/** Calls `listener` with each operation that can be undone no longer; returns the function that stops it. */
export function onOperationPast(listener: (operationId: string) => void): () => void {
  return store.onPast(listener);
}

/** The operations that are under way; renders again when one changes. */
export function useRunningOperations(): readonly Operation[] {
  return useSyncExternalStore(store.subscribe, store.running);
}

/** What the starter of an operation said of it. */
export function aboutOperation(operationId: string): About | undefined {
  return store.aboutOf(operationId);
}
