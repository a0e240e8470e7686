import { assertNever } from '../../../shared/assertNever.ts';
import type { ListedRows } from './listedRows.ts';
import { RowSet, type RowSetEdit } from './rowSet.ts';

/** The ids of the selected rows; a million of them are no million strings. */
export type SelectedIds = { readonly size: number; has(id: string): boolean };

/** Which rows are selected, where a range starts, and which row the keyboard is at; rows are known by id. */
export type SelectionState = {
  readonly selectedIds: RowSet;
  readonly anchorId?: string | undefined;
  readonly activeId?: string | undefined;
  /** All were selected: so are those that are still to be loaded. */
  readonly isAll?: boolean;
  /** What was selected when the rectangle that is being drawn was begun. */
  readonly beforeRectangle?: RowSet | undefined;
};

/** `select` takes the row alone, `extend` all from the anchor to it, `focus` only goes there. */
export type MoveMode = 'select' | 'extend' | 'focus';

/** Rows beside each other, both ends included. */
export type IndexRange = { readonly from: number; readonly to: number };

export type SelectionAction =
  | { readonly kind: 'click'; readonly id: string; readonly toggle: boolean; readonly extend: boolean }
  | { readonly kind: 'move'; readonly index: number; readonly mode: MoveMode }
  | { readonly kind: 'toggleActive' }
  /** Exactly these; the keyboard is at the first of them. */
  | { readonly kind: 'these'; readonly ids: readonly string[] }
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'invert' }
  /** What a rectangle touches now, beside what was selected when it was begun; any other action ends it. */
  | {
      readonly kind: 'rectangle';
      readonly ranges: readonly IndexRange[];
      readonly base: 'replace' | 'add' | 'toggle';
    }
  | { readonly kind: 'rectangleEnd' }
  /** As it was at an earlier moment: a rectangle that is given up leaves nothing behind, nor does the press that began it. */
  | { readonly kind: 'restore'; readonly state: SelectionState }
  /** Rows came or went; what is not there any more is not selected any more. */
  | { readonly kind: 'rowsChanged'; readonly previous: ListedRows };

/** Nothing is selected, and the keyboard is nowhere. */
export function emptySelection(rows: ListedRows): SelectionState {
  return { selectedIds: new RowSet(rows.store) };
}

/** The rules of selecting in a list, as file managers share them. `rows` are those that are shown. */
export function reduceSelection(
  state: SelectionState,
  action: SelectionAction,
  rows: ListedRows,
): SelectionState {
  switch (action.kind) {
    case 'click':
      if (action.extend) return extendTo(state, action.id, rows, action.toggle);
      return action.toggle ? toggled(state, action.id, rows) : only(action.id, rows);
    case 'move': {
      if (rows.count === 0) return state;
      const id = rows.idAt(Math.max(0, Math.min(action.index, rows.count - 1)));
      if (action.mode === 'focus') return { ...ended(state), activeId: id };
      return action.mode === 'extend' ? extendTo(state, id, rows, false) : only(id, rows);
    }
    case 'toggleActive':
      return state.activeId === undefined ? state : toggled(state, state.activeId, rows);
    case 'these':
      return these(action.ids, rows);
    case 'all':
      return {
        selectedIds: allOf(rows),
        anchorId: state.anchorId,
        activeId: state.activeId,
        isAll: !rows.isFiltered,
      };
    case 'none':
      return state.selectedIds.size === 0 && state.isAll !== true
        ? ended(state)
        : { selectedIds: none(rows), anchorId: state.anchorId, activeId: state.activeId };
    case 'invert':
      return {
        selectedIds: selectedIn(state, rows).with((edit) =>
          editRange(edit.toggle, rows, { from: 0, to: rows.count - 1 }),
        ),
        anchorId: state.anchorId,
        activeId: state.activeId,
      };
    case 'rectangle':
      return withRectangle(state, action.ranges, action.base, rows);
    case 'rectangleEnd':
      return ended(state);
    case 'restore':
      return action.state.selectedIds.store === rows.store ? action.state : ended(state);
    case 'rowsChanged':
      return afterRowsChanged(state, action.previous, rows);
    default:
      return assertNever(action, 'selection action');
  }
}

function none(rows: ListedRows): RowSet {
  return new RowSet(rows.store);
}

/** What is selected, which is nothing as long as it is of another listing. */
function selectedIn({ selectedIds }: SelectionState, rows: ListedRows): RowSet {
  return selectedIds.store === rows.store ? selectedIds : none(rows);
}

function only(id: string, rows: ListedRows): SelectionState {
  return these([id], rows);
}

function these(ids: readonly string[], rows: ListedRows): SelectionState {
  const selectedIds = none(rows).with((edit) => {
    for (const id of ids) {
      const number = rows.store.numberOf(id);
      if (number !== -1) edit.add(number);
    }
  });
  return { selectedIds, anchorId: ids[0], activeId: ids[0] };
}

function toggled(state: SelectionState, id: string, rows: ListedRows): SelectionState {
  const number = rows.store.numberOf(id);
  const selectedIds = selectedIn(state, rows).with((edit) => number !== -1 && edit.toggle(number));
  return { selectedIds, anchorId: id, activeId: id };
}

function extendTo(state: SelectionState, id: string, rows: ListedRows, keepOthers: boolean): SelectionState {
  const anchorId = state.anchorId ?? state.activeId ?? id;
  const from = rows.indexOf(anchorId);
  const to = rows.indexOf(id);
  if (from === -1 || to === -1) return only(id, rows);
  const range = { from: Math.min(from, to), to: Math.max(from, to) };
  const selectedIds = (keepOthers ? selectedIn(state, rows) : none(rows)).with((edit) =>
    editRange(edit.add, rows, range),
  );
  return { selectedIds, anchorId, activeId: id };
}

function allOf(rows: ListedRows): RowSet {
  if (!rows.isFiltered) return RowSet.first(rows.store, rows.count);
  return none(rows).with((edit) => editRange(edit.add, rows, { from: 0, to: rows.count - 1 }));
}

function withRectangle(
  state: SelectionState,
  ranges: readonly IndexRange[],
  base: 'replace' | 'add' | 'toggle',
  rows: ListedRows,
): SelectionState {
  const beforeRectangle = state.beforeRectangle ?? selectedIn(state, rows);
  const start = base === 'replace' ? none(rows) : beforeRectangle;
  const selectedIds = start.with((edit) => {
    for (const range of ranges) editRange(base === 'toggle' ? edit.toggle : edit.add, rows, range);
  });
  return { selectedIds, anchorId: state.anchorId, activeId: state.activeId, beforeRectangle };
}

function editRange(edit: RowSetEdit['add'], rows: ListedRows, { from, to }: IndexRange): void {
  for (let index = Math.max(0, from); index <= Math.min(to, rows.count - 1); index += 1) {
    edit(rows.numberAt(index));
  }
}

function ended(state: SelectionState): SelectionState {
  if (state.beforeRectangle === undefined) return state;
  const { beforeRectangle, ...rest } = state;
  return rest;
}

function afterRowsChanged(state: SelectionState, previous: ListedRows, rows: ListedRows): SelectionState {
  if (state.selectedIds.store === rows.store && isUntouched(state)) return state;
  const stays = (id: string | undefined) => (id !== undefined && rows.indexOf(id) !== -1 ? id : undefined);
  const selectedIds = keptIn(rows, state, previous);
  const activeId = stays(state.activeId) ?? neighbour(state.activeId, previous, rows);
  const anchorId = stays(state.anchorId);
  const isSame =
    selectedIds === state.selectedIds && activeId === state.activeId && anchorId === state.anchorId;
  if (isSame) return state;
  const isAll = state.isAll === true && onlyGrew(previous, rows);
  return { ...ended(state), selectedIds, anchorId, activeId, isAll };
}

function isUntouched({ activeId, anchorId, selectedIds, isAll }: SelectionState): boolean {
  return activeId === undefined && anchorId === undefined && selectedIds.size === 0 && isAll !== true;
}

/** What is still shown of the selection. */
function keptIn(rows: ListedRows, { selectedIds, isAll }: SelectionState, previous: ListedRows): RowSet {
  const { store } = rows;
  // Only rows that came at the end belong to "all": a listing that was asked for again may hold what nobody has seen.
  if (isAll === true && onlyGrew(previous, rows)) {
    return allOf(rows);
  }
  if (selectedIds.store === store) return shownOf(selectedIds, rows);
  let likely = 0;
  return none(rows).with((edit) => {
    selectedIds.forEach((earlier) => {
      const number = store.numberFrom(selectedIds.store, earlier, likely);
      likely = number + 1;
      if (number !== -1 && rows.indexOfNumber(number) !== -1) edit.add(number);
    });
  });
}

/** A listing only grows, so that nothing but a filter hides any of it; the same set when nothing of it is hidden. */
function shownOf(selectedIds: RowSet, rows: ListedRows): RowSet {
  if (!rows.isFiltered || selectedIds.size === 0) return selectedIds;
  const shown = none(rows).with((edit) => {
    for (const number of rows.order) if (selectedIds.hasNumber(number)) edit.add(number);
  });
  return shown.size === selectedIds.size ? selectedIds : shown;
}

function onlyGrew(previous: ListedRows, rows: ListedRows): boolean {
  return previous.store === rows.store && !previous.isFiltered && !rows.isFiltered;
}

/** The nearest row that is still there, looking down first, so that the keyboard does not fall out of the list. */
function neighbour(id: string | undefined, previous: ListedRows, rows: ListedRows): string | undefined {
  const start = id === undefined ? -1 : previous.indexOf(id);
  if (start === -1) return undefined;
  const stillThere = (index: number): string | undefined => {
    const earlier = previous.numberAt(index);
    const number =
      previous.store === rows.store ? earlier : rows.store.numberFrom(previous.store, earlier, earlier);
    return number !== -1 && rows.indexOfNumber(number) !== -1 ? rows.store.id(number) : undefined;
  };
  for (let index = start; index < previous.count; index += 1) {
    const found = stillThere(index);
    if (found !== undefined) return found;
  }
  for (let index = start - 1; index >= 0; index -= 1) {
    const found = stillThere(index);
    if (found !== undefined) return found;
  }
  return undefined;
}
