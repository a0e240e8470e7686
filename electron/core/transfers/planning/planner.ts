import type { Storage } from '../../storage/storage.ts';
import type { JobSource } from '../machine/model.ts';
import { createDownloadPlanner } from './planDownload.ts';
import type { Planner } from './planning.ts';
import { createUploadPlanner } from './planUpload.ts';

/** The planner of a job; `storage` is asked for at each run. */
export function createPlanner(source: JobSource, platform: string, storage: () => Storage): Planner {
  return source.kind === 'upload'
    ? createUploadPlanner(source.paths, source.target.prefix)
    : createDownloadPlanner(source.selection, platform, storage);
}
