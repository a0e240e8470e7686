import type { Location } from '../../../shared/domain/object.ts';
import type { TransferJob } from '../../../shared/domain/transfer.ts';

/**
 * True when what the job has uploaded shows in the listing of a folder: in the target itself, below it (a folder was
 * uploaded), or above it (the target may be a folder that was not there before).
 */
export function touchesFolder(job: TransferJob, location: Location): boolean {
  const { target } = job;
  return (
    job.kind === 'upload' &&
    target !== undefined &&
    job.doneCount > 0 &&
    target.accountId === location.accountId &&
    target.bucket === location.bucket &&
    (location.prefix.startsWith(target.prefix) || target.prefix.startsWith(location.prefix))
  );
}
