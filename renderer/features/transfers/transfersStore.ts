import { useSyncExternalStore } from 'react';
import type { TransferJob, TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import { onEvent, request } from '../../ipc/client.ts';
import { createTransfersStore, type TransfersState } from './createTransfersStore.ts';
import type { PanelLayout } from './jobGroups.ts';

const store = createTransfersStore({
  list: () => request('transfer.list', {}),
  onChanged: (listener) => onEvent('transfer.changed', listener),
});

/** Calls `listener` with each job that changed, at most 10 times a second; returns the function that stops it. */
export function onJobProgress(listener: (job: TransferJob) => void): () => void {
  return store.onJobProgress(listener);
}

/** Calls `listener` once with each job when it is done, failed or cancelled; returns the function that stops it. */
export function onJobEnded(listener: (job: TransferJob) => void): () => void {
  return store.onJobEnded(listener);
}

/** The newest snapshot of all jobs; renders again at each change. */
export function useTransfers(): TransfersSnapshot {
  return useSyncExternalStore(store.subscribe, () => store.getState().snapshot);
}

/** Whether the list is there, and why not. */
export function useTransfersStatus(): Pick<TransfersState, 'status' | 'error'> & { reload: () => void } {
  const status = useSyncExternalStore(store.subscribe, () => store.getState().status);
  const error = useSyncExternalStore(store.subscribe, () => store.getState().error);
  return { status, reload: store.reload, ...(error === undefined ? {} : { error }) };
}

/** The jobs in their groups; renders again only when a job comes, goes or changes its group. */
export function usePanelLayout(): PanelLayout {
  return useSyncExternalStore(store.subscribe, () => store.getState().layout);
}

/** How many jobs have not ended; renders again only when that changes. */
export function useActiveJobCount(): number {
  return useSyncExternalStore(store.subscribe, () => store.getState().snapshot.total.activeJobCount);
}

/** The newest snapshot, for a look outside of rendering. */
export function currentTransfers(): TransfersSnapshot {
  return store.getState().snapshot;
}

/** One job; renders again only when this job changes. */
export function useJob(id: string): TransferJob | undefined {
  return useSyncExternalStore(store.subscribe, () => store.getJob(id));
}
