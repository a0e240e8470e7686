import type { TransferRow } from '../../../../shared/domain/transfer.ts';

/** A file that waits for its turn, for tests to vary. */
export function row(change: Partial<TransferRow> = {}): TransferRow {
  return {
    itemId: 'item',
    kind: 'file',
    name: '2026/menu.pdf',
    state: 'waiting',
    sizeBytes: 40e6,
    ...change,
  };
}
