import type { Connection } from '../../../electron/core/accounts/connection.ts';
import type { Location, Selection } from '../../../shared/domain/object.ts';
import type { ConflictPolicy, TransfersSnapshot } from '../../../shared/domain/transfer.ts';

/** The first line that a process gets: what it works with. */
export type EngineSetup = {
  readonly connection: Connection;
  readonly journalFolder: string;
  /** How many times as fast as the wall's its clock runs. */
  readonly clockFactor: number;
  readonly parallelTransfers: number;
};

/** Each further line: something to do. */
export type EngineOrder =
  | {
      readonly order: 'upload';
      readonly paths: readonly string[];
      readonly target: Location;
      readonly onTaken: ConflictPolicy;
    }
  | {
      readonly order: 'download';
      readonly selection: Selection;
      readonly folderPath: string;
      readonly onTaken: ConflictPolicy;
    }
  | { readonly order: 'retry' | 'clear' | 'nudge' }
  | { readonly order: 'close' };

/** Each line that a process prints. */
export type EngineNews =
  | { readonly news: 'ready' }
  | { readonly news: 'started'; readonly jobId: string }
  | { readonly news: 'changed'; readonly snapshot: TransfersSnapshot }
  /** Something went wrong that is no transfer's own failure. */
  | { readonly news: 'trouble'; readonly text: string };
