import type { Selection } from '../../../shared/domain/object.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import type { Storage } from '../storage/storage.ts';

/** What an operation may use, and how it tells about itself. */
export type OperationTask = {
  readonly storage: Storage;
  readonly selection: Selection;
  readonly signal: AbortSignal;
  readonly update: (change: (operation: Operation) => Partial<Operation>) => void;
};
