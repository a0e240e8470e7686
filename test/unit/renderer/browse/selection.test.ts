import { describe, expect, test } from 'vitest';
import {
  emptySelection,
  reduceSelection,
  type SelectionAction,
  type SelectionState,
} from '../../../../renderer/features/browse/selection.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const having = (...actions: readonly SelectionAction[]): SelectionState =>
  actions.reduce((state, action) => reduceSelection(state, action, ids), emptySelection);
const click = (id: string, keys: { toggle?: boolean; extend?: boolean } = {}): SelectionAction => ({
  kind: 'click',
  id,
  toggle: keys.toggle ?? false,
  extend: keys.extend ?? false,
});
const move = (index: number, mode: 'select' | 'extend' | 'focus' = 'select'): SelectionAction => ({
  kind: 'move',
  index,
  mode,
});
const selected = (state: SelectionState) => ids.filter((id) => state.selectedIds.has(id)).join('');

describe('with the mouse', () => {
  test('a click takes one row alone', () => {
    expect(having(click('a'), click('c'))).toEqual({
      selectedIds: new Set(['c']),
      anchorId: 'c',
      activeId: 'c',
    });
  });

  test('Ctrl-click adds and takes away', () => {
    expect(selected(having(click('a'), click('c', { toggle: true })))).toBe('ac');
    expect(selected(having(click('a'), click('c', { toggle: true }), click('a', { toggle: true })))).toBe(
      'c',
    );
  });

  test('Shift-click takes all from where the last plain click was, both ways', () => {
    expect(selected(having(click('b'), click('d', { extend: true })))).toBe('bcd');
    expect(selected(having(click('b'), click('d', { extend: true }), click('a', { extend: true })))).toBe(
      'ab',
    );
  });

  test('Ctrl-Shift-click adds the range to what is selected', () => {
    expect(
      selected(having(click('a'), click('c', { toggle: true }), click('e', { toggle: true, extend: true }))),
    ).toBe('acde');
  });

  test('Shift-click without a start takes the row alone', () => {
    expect(selected(having(click('c', { extend: true })))).toBe('c');
  });
});

describe('with the keyboard', () => {
  test('a move selects where it goes and stops at both ends', () => {
    expect([selected(having(move(2))), selected(having(move(99))), selected(having(move(-1)))]).toEqual([
      'c',
      'e',
      'a',
    ]);
  });

  test('Shift grows and shrinks the range', () => {
    expect(selected(having(move(1), move(2, 'extend'), move(3, 'extend')))).toBe('bcd');
    expect(selected(having(move(1), move(2, 'extend'), move(3, 'extend'), move(2, 'extend')))).toBe('bc');
  });

  test('Ctrl goes without selecting, and Space selects there', () => {
    const state = having(move(0), move(3, 'focus'));
    expect([selected(state), state.activeId]).toEqual(['a', 'd']);
    expect(selected(reduceSelection(state, { kind: 'toggleActive' }, ids))).toBe('ad');
  });

  test('all and none', () => {
    expect(selected(having({ kind: 'all' }))).toBe('abcde');
    expect(selected(having({ kind: 'all' }, { kind: 'none' }))).toBe('');
  });

  test('nothing happens in an empty list', () => {
    expect(reduceSelection(emptySelection, move(0), [])).toBe(emptySelection);
    expect(reduceSelection(emptySelection, { kind: 'toggleActive' }, [])).toBe(emptySelection);
  });
});

describe('when rows come and go', () => {
  const changed = (state: SelectionState, next: readonly string[]) =>
    reduceSelection(state, { kind: 'rowsChanged', previousIds: ids }, next);

  test('what is still there stays selected', () => {
    const state = changed(having(click('a'), click('c', { toggle: true })), ['new', 'c', 'e']);
    expect([[...state.selectedIds], state.activeId]).toEqual([['c'], 'c']);
  });

  test('the keyboard goes on at the next row below, or above at the end', () => {
    expect(changed(having(click('c')), ['a', 'b', 'd', 'e']).activeId).toBe('d');
    expect(changed(having(click('e')), ['a', 'b']).activeId).toBe('b');
    expect(changed(having(click('e')), []).activeId).toBeUndefined();
  });

  test('the same state is kept when nothing selected went', () => {
    const state = having(click('a'));
    expect(changed(state, ['new', ...ids])).toBe(state);
  });
});
