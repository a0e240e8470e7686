import { useSyncExternalStore } from 'react';

let open = false;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens or closes the transfers panel from anywhere. */
export function setTransfersPanelOpen(next: boolean): void {
  if (open === next) return;
  open = next;
  for (const listener of listeners) listener();
}

/** Whether the transfers panel is open. */
export function useTransfersPanelOpen(): boolean {
  return useSyncExternalStore(subscribe, () => open);
}

/** The id of the button that opens the panel; it gets the focus back when the panel closes. */
export const transfersPillId = 'transfers-pill';
