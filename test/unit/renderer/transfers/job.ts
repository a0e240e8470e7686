import type { TransferJob, TransfersSnapshot } from '../../../../shared/domain/transfer.ts';

/** A running upload of one file, for tests to vary. */
export function job(change: Partial<TransferJob> = {}): TransferJob {
  return {
    id: 'job',
    kind: 'upload',
    status: 'running',
    firstName: 'menu.pdf',
    chosenCount: 1,
    accountId: 'one',
    targetLabel: 'photos/2026',
    fileCount: 1,
    doneCount: 0,
    skippedCount: 0,
    failedCount: 0,
    sizeBytes: 40e6,
    doneBytes: 12e6,
    bytesPerSecond: 3e6,
    secondsLeft: 120,
    isStalled: false,
    failures: [],
    renamed: [],
    renamedCount: 0,
    startedAtMs: 0,
    ...change,
  };
}

/** A snapshot of these jobs. */
export function snapshot(
  jobs: readonly TransferJob[],
  total: Partial<TransfersSnapshot['total']> = {},
): TransfersSnapshot {
  return {
    jobs: [...jobs],
    total: {
      activeJobCount: 0,
      goingJobCount: 0,
      sizeBytes: 0,
      doneBytes: 0,
      bytesPerSecond: 0,
      isStalled: false,
      ...total,
    },
  };
}
