import { assertNever } from '../../../shared/assertNever.ts';

/** The ids of the selected rows; a million of them are no million strings. */
export type SelectedIds = { readonly size: number; has(id: string): boolean };

/** Which rows are selected, where a range starts, and which row the keyboard is at; rows are known by id. */
export type SelectionState = {
  readonly selectedIds: ReadonlySet<string>;
  readonly anchorId?: string | undefined;
  readonly activeId?: string | undefined;
};

/** `select` takes the row alone, `extend` all from the anchor to it, `focus` only goes there. */
export type MoveMode = 'select' | 'extend' | 'focus';

export type SelectionAction =
  | { readonly kind: 'click'; readonly id: string; readonly toggle: boolean; readonly extend: boolean }
  | { readonly kind: 'move'; readonly index: number; readonly mode: MoveMode }
  | { readonly kind: 'toggleActive' }
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  /** Rows came or went; what is not there any more is not selected any more. */
  | { readonly kind: 'rowsChanged'; readonly previousIds: readonly string[] };

export const emptySelection: SelectionState = { selectedIds: new Set() };

/** The rules of selecting in a list, as file managers share them. `ids` are the rows in the order they are shown. */
export function reduceSelection(
  state: SelectionState,
  action: SelectionAction,
  ids: readonly string[],
): SelectionState {
  switch (action.kind) {
    case 'click':
      if (action.extend) return extendTo(state, action.id, ids, action.toggle);
      return action.toggle ? toggled(state, action.id) : only(action.id);
    case 'move': {
      const id = ids[Math.max(0, Math.min(action.index, ids.length - 1))];
      if (id === undefined) return state;
      if (action.mode === 'focus') return { ...state, activeId: id };
      return action.mode === 'extend' ? extendTo(state, id, ids, false) : only(id);
    }
    case 'toggleActive':
      return state.activeId === undefined ? state : toggled(state, state.activeId);
    case 'all':
      return { ...state, selectedIds: new Set(ids) };
    case 'none':
      return state.selectedIds.size === 0 ? state : { ...state, selectedIds: new Set() };
    case 'rowsChanged':
      return afterRowsChanged(state, action.previousIds, ids);
    default:
      return assertNever(action, 'selection action');
  }
}

function only(id: string): SelectionState {
  return { selectedIds: new Set([id]), anchorId: id, activeId: id };
}

function toggled(state: SelectionState, id: string): SelectionState {
  const selectedIds = new Set(state.selectedIds);
  if (!selectedIds.delete(id)) selectedIds.add(id);
  return { selectedIds, anchorId: id, activeId: id };
}

function extendTo(
  state: SelectionState,
  id: string,
  ids: readonly string[],
  keepOthers: boolean,
): SelectionState {
  const anchorId = state.anchorId ?? state.activeId ?? id;
  const from = ids.indexOf(anchorId);
  const to = ids.indexOf(id);
  if (from === -1 || to === -1) return only(id);
  const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  return {
    selectedIds: new Set(keepOthers ? [...state.selectedIds, ...range] : range),
    anchorId,
    activeId: id,
  };
}

function afterRowsChanged(
  state: SelectionState,
  previousIds: readonly string[],
  ids: readonly string[],
): SelectionState {
  if (state.activeId === undefined && state.anchorId === undefined && state.selectedIds.size === 0)
    return state;
  const present = new Set(ids);
  const selectedIds = new Set([...state.selectedIds].filter((id) => present.has(id)));
  const stay = (id: string | undefined) => (id !== undefined && present.has(id) ? id : undefined);
  const activeId = stay(state.activeId) ?? neighbour(state.activeId, previousIds, present);
  const isSame =
    selectedIds.size === state.selectedIds.size &&
    activeId === state.activeId &&
    stay(state.anchorId) === state.anchorId;
  return isSame ? state : { selectedIds, anchorId: stay(state.anchorId), activeId };
}

/** The nearest row that is still there, looking down first, so that the keyboard does not fall out of the list. */
function neighbour(
  id: string | undefined,
  previousIds: readonly string[],
  present: ReadonlySet<string>,
): string | undefined {
  const index = id === undefined ? -1 : previousIds.indexOf(id);
  if (index === -1) return undefined;
  const after = previousIds.slice(index).find((candidate) => present.has(candidate));
  return after ?? previousIds.slice(0, index).findLast((candidate) => present.has(candidate));
}
