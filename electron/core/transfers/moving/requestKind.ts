import type { RequestKind } from '../flow/flow.ts';
import type { Lane } from '../machine/model.ts';
import type { MoveContext } from './moveContext.ts';

/** How a file's requests stand in line. */
export function requestKindOf(
  { jobId, accountId, bucket }: Pick<MoveContext, 'jobId' | 'accountId' | 'bucket'>,
  direction: RequestKind['direction'],
  lane: Lane,
): RequestKind {
  return { jobId, bucket: `${accountId}/${bucket}`, direction, lane };
}
