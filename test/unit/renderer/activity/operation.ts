import type { Operation } from '../../../../shared/domain/operation.ts';

/** A move of 12 files to Lisbon that is done, with what is different about it. */
export function operation(change: Partial<Operation> = {}): Operation {
  return {
    id: 'o1',
    kind: 'move',
    status: 'done',
    target: { accountId: 'home', bucket: 'photos', prefix: '2026/Lisbon/' },
    fileCount: 12,
    sizeBytes: 120e6,
    doneCount: 12,
    doneBytes: 120e6,
    failures: [],
    failureCount: 0,
    canUndo: true,
    ...change,
  };
}
