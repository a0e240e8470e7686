import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { isActive } from './jobGroups.ts';

/** What a button of a job does. */
export type JobAction = 'pause' | 'resume' | 'retry' | 'reveal' | 'cancel' | 'clear';

/**
 * The buttons of a job as it stands, from the right: the place of each stays the same, so that the one that ends a job is
 * never where the one that goes on was.
 */
export function jobActionsOf(job: TransferJob): readonly JobAction[] {
  if (isActive(job)) {
    if (job.status === 'blocked') return ['cancel', 'retry'];
    return ['cancel', job.status === 'paused' ? 'resume' : 'pause'];
  }
  const isUnfinished = job.status !== 'done' || job.failedCount > 0;
  return [
    'clear',
    ...(isUnfinished ? (['retry'] as const) : []),
    ...(job.kind === 'download' && job.doneCount > 0 ? (['reveal'] as const) : []),
  ];
}
