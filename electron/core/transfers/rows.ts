import {
  type ItemState,
  itemStates,
  type TransferRow,
  type TransferRows,
} from '../../../shared/domain/transfer.ts';
import { SatchelError } from '../satchelError.ts';
import type { JobRuntime } from './jobRuntime.ts';
import type { Journal } from './journal/journal.ts';
import type { JobState } from './machine/model.ts';
import { nameBelowTarget } from './machine/rules.ts';

export type RowsRequest = {
  readonly state?: ItemState;
  readonly cursor?: string;
  readonly limit: number;
};

/** Where a page begins: a state, and its place in it; the first one where there is no place. */
type Place = { readonly state: ItemState; readonly after?: string };

/**
 * A page of a job's files. What moves is known here, the rest by the journal, whose rows of waiting files hold those that
 * move, too. A file that ends between two pages may be in both or in none. Throws `request.invalid` for a cursor that is
 * none.
 */
export async function rowsOf(
  job: JobState,
  runtime: JobRuntime,
  journal: Journal,
  { state, cursor, limit }: RowsRequest,
): Promise<TransferRows> {
  const rows: TransferRow[] = [];
  let place: Place | undefined = cursor === undefined ? { state: state ?? itemStates[0] } : placeOf(cursor);
  while (place !== undefined && rows.length < limit) {
    const page: Page = await pageOf(job, runtime, journal, place, limit - rows.length);
    rows.push(...page.rows);
    place = page.nextAfter === undefined ? undefined : { state: place.state, after: page.nextAfter };
    if (place === undefined && state === undefined) place = stateAfter(page.state);
  }
  return { rows, ...(place === undefined ? {} : { nextCursor: cursorOf(place) }) };
}

type Page = {
  readonly state: ItemState;
  readonly rows: readonly TransferRow[];
  readonly nextAfter?: string;
};

async function pageOf(
  job: JobState,
  runtime: JobRuntime,
  journal: Journal,
  { state, after }: Place,
  limit: number,
): Promise<Page> {
  if (state === 'moving') return { state, ...movingRows(job, runtime, after, limit) };
  const cursor = after === undefined ? {} : { cursor: after };
  const { rows, nextCursor } = await journal.readRows(job.id, state, { ...cursor, limit });
  return {
    state,
    rows: state === 'waiting' ? rows.filter(({ itemId }) => !job.active.has(itemId)) : rows,
    ...(nextCursor === undefined ? {} : { nextAfter: nextCursor }),
  };
}

function movingRows(job: JobState, runtime: JobRuntime, after: string | undefined, limit: number) {
  const found = [...job.active.values()]
    .filter(({ item }) => after === undefined || item.id > after)
    .sort((one, other) => (one.item.id < other.item.id ? -1 : 1));
  const rows = found.slice(0, limit).map(
    ({ item, error }): TransferRow => ({
      itemId: item.id,
      kind: item.kind,
      name: nameBelowTarget(job.source, item),
      state: 'moving',
      sizeBytes: item.sizeBytes,
      doneBytes: Math.min(item.sizeBytes, runtime.moved.get(item.id) ?? 0),
      ...(error === undefined ? {} : { error }),
    }),
  );
  const last = rows.at(-1);
  return { rows, ...(found.length > limit && last !== undefined ? { nextAfter: last.itemId } : {}) };
}

function stateAfter(state: ItemState): Place | undefined {
  const next = itemStates[itemStates.indexOf(state) + 1];
  return next === undefined ? undefined : { state: next };
}

function cursorOf({ state, after }: Place): string {
  return after === undefined ? state : `${state} ${after}`;
}

function placeOf(cursor: string): Place {
  const space = cursor.indexOf(' ');
  const word = space < 0 ? cursor : cursor.slice(0, space);
  const state = itemStates.find((known) => known === word);
  if (state === undefined) throw new SatchelError('request.invalid', `There is no cursor ${cursor}`);
  return space < 0 ? { state } : { state, after: cursor.slice(space + 1) };
}
