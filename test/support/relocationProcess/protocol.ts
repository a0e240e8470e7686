import type { Connection } from '../../../electron/core/accounts/connection.ts';
import type { RelocationRequest } from '../../../electron/core/relocating/records.ts';
import type { CopyLimits } from '../../../electron/core/storage/s3/copying.ts';
import type { Operation } from '../../../shared/domain/operation.ts';

/** The first line that a process gets: the accounts by id, and where it writes down what it does. */
export type RelocationSetup = {
  readonly connections: Readonly<Record<string, Connection>>;
  readonly journalFolder: string;
  readonly limits: CopyLimits;
};

/** Each further line: something to do. */
export type RelocationOrder =
  | { readonly order: 'copy' | 'move'; readonly request: RelocationRequest }
  | { readonly order: 'undo' | 'cancel'; readonly operationId: string }
  | { readonly order: 'close' };

/** Each line that a process prints; `ready` tells what it goes on with. */
export type RelocationNews =
  | { readonly news: 'ready'; readonly operations: readonly Operation[] }
  | { readonly news: 'started'; readonly operationId: string }
  | { readonly news: 'changed'; readonly operation: Operation }
  | { readonly news: 'trouble'; readonly text: string };
