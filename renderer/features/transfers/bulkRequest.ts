import { request } from '../../ipc/client.ts';
import type { BulkAction } from './jobGroups.ts';

/** The most ids that one request takes. */
const mostIds = 1000;

/** Does one thing with several jobs; throws RequestError. */
export async function requestForJobs(action: BulkAction, jobIds: readonly string[]): Promise<void> {
  for (let start = 0; start < jobIds.length; start += mostIds) {
    await request(`transfer.${action}`, { jobIds: jobIds.slice(start, start + mostIds) });
  }
}
