import type { AppError } from '../../../shared/domain/appError.ts';
import type { Location, Selection } from '../../../shared/domain/object.ts';
import type { TakenAnswer } from '../../../shared/domain/operation.ts';

/** What a copy or a move is asked to do. */
export type RelocationRequest = {
  readonly selection: Selection;
  readonly target: Location;
  readonly onTaken: TakenAnswer;
  /** Another name for the only thing that is selected. */
  readonly newName?: string | undefined;
};

/** A bucket as an account sees it. */
export type Place = Pick<Location, 'accountId' | 'bucket'>;

/** How an operation is kept in the journal, without its objects. */
export type StoredOperation = {
  readonly id: string;
  readonly kind: 'copy' | 'move' | 'undo';
  readonly from: Place;
  readonly to: Location;
  readonly name?: string | undefined;
  readonly onTaken: TakenAnswer;
  readonly startedAtMs: number;
  /** The one whose work this one takes back. */
  readonly undoes?: { readonly id: string; readonly kind: 'copy' | 'move' };
  /** How far the listing of what is to be done has come; undefined when all of it is written down. */
  readonly planned: PlanMark | undefined;
  /** True once something was replaced, which nothing can bring back. */
  readonly hasReplaced: boolean;
  readonly isEnded: boolean;
};

/** Keys come first; then prefixes, one after the other, each in the server's order. */
export type PlanMark = {
  readonly keyCount: number;
  readonly prefixCount: number;
  readonly lastKey?: string;
};

/** What has to be found anew when an operation goes on: where everything goes. */
export type StoredRoots = {
  readonly selection: Selection;
  readonly targetPrefix: string;
  readonly newName?: string | undefined;
  /** Other names, by key or prefix, for what was to be kept beside its namesake. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Keys and prefixes whose names were taken at the target. */
  readonly taken: readonly string[];
};

/** One object of an operation, as the journal keeps it. */
export type StoredItem = {
  readonly sequence: number;
  readonly source: string;
  readonly target: string;
  readonly sizeBytes: number;
  /** Of the source, where the listing has told it. */
  readonly etag?: string | undefined;
  readonly storageClass?: string | undefined;
  /** True for a file that may get another number when its name is taken after all. */
  readonly mayBeNumbered?: boolean;
  /** True where something with this name may be there, so that it is worth a look. */
  readonly mayBeTaken?: boolean;
  /**
   * `begun`: the server may have been asked for a copy; `copied`: there is one, `targetEtag`; `merged`: the target already
   * had the folder's placeholder.
   */
  readonly state: 'planned' | 'begun' | 'copied' | 'done' | 'merged' | 'skipped' | 'gone' | 'failed';
  readonly askedAtMs?: number;
  readonly uploadId?: string;
  readonly targetEtag?: string;
  readonly error?: AppError;
};

/** True while an object still has to be worked on. */
export function isOpen({ state }: StoredItem): boolean {
  return state === 'planned' || state === 'begun' || state === 'copied';
}
