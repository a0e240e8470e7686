import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ListedRows, listedRows } from '../../../../renderer/features/browse/listedRows.ts';
import { selectedRows } from '../../../../renderer/features/browse/selectedRows.ts';
import {
  emptySelection,
  reduceSelection,
  type SelectionAction,
  type SelectionState,
} from '../../../../renderer/features/browse/selection.ts';
import { serverOrder } from '../../../../renderer/features/browse/sorting.ts';
import { file, folder, listedOf, moment, rowsOf } from './listing.ts';

const rows = rowsOf('a', 'b', 'c', 'd', 'e');
const having = (...actions: readonly SelectionAction[]): SelectionState =>
  actions.reduce((state, action) => reduceSelection(state, action, rows), emptySelection(rows));
const click = (name: string, keys: { toggle?: boolean; extend?: boolean } = {}): SelectionAction => ({
  kind: 'click',
  id: `p/${name}`,
  toggle: keys.toggle ?? false,
  extend: keys.extend ?? false,
});
const move = (index: number, mode: 'select' | 'extend' | 'focus' = 'select'): SelectionAction => ({
  kind: 'move',
  index,
  mode,
});
const selected = ({ selectedIds }: SelectionState, among: ListedRows = rows) =>
  Array.from({ length: among.count }, (_, index) => among.idAt(index))
    .filter((id) => selectedIds.has(id))
    .map((id) => id.slice(2))
    .join('');

describe('with the mouse', () => {
  test('a click takes one row alone', () => {
    const state = having(click('a'), click('c'));
    expect([selected(state), state.anchorId, state.activeId]).toEqual(['c', 'p/c', 'p/c']);
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
    const range = click('e', { toggle: true, extend: true });
    expect(selected(having(click('a'), click('c', { toggle: true }), range))).toBe('acde');
  });

  test('Shift-click without a start takes the row alone', () => {
    expect(selected(having(click('c', { extend: true })))).toBe('c');
  });
});

describe('with a rectangle', () => {
  const touching = (
    base: 'replace' | 'add' | 'toggle',
    ...ranges: readonly [number, number][]
  ): SelectionAction => ({
    kind: 'rectangle',
    base,
    ranges: ranges.map(([from, to]) => ({ from, to })),
  });

  test('what it touches is selected, and what it leaves again is as it was', () => {
    expect(selected(having(click('e'), touching('replace', [0, 2]), touching('replace', [0, 0])))).toBe('a');
    expect(selected(having(click('e'), touching('add', [0, 2]), touching('add', [0, 0])))).toBe('ae');
    expect(selected(having(click('b'), touching('toggle', [0, 2]), touching('toggle', [0, 1])))).toBe('a');
  });

  test('it may touch several rows of tiles, and reach beyond the last one', () => {
    expect(selected(having(touching('replace', [0, 1], [3, 9])))).toBe('abde');
  });

  test('the next one begins with what this one left', () => {
    const first = [touching('add', [0, 0]), { kind: 'rectangleEnd' }] as const;
    expect(selected(having(...first, touching('add', [3, 3])))).toBe('ad');
  });

  test('one that is given up leaves the selection, and where the keyboard was, as before the press', () => {
    const before = having(click('b'), click('d', { toggle: true }));
    const drawn = [{ kind: 'none' }, touching('replace', [0, 4])] as const;
    const after = [...drawn, { kind: 'restore', state: before } as const].reduce(
      (state: SelectionState, action: SelectionAction) => reduceSelection(state, action, rows),
      before,
    );
    expect(after).toEqual(before);
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
    expect([selected(state), state.activeId]).toEqual(['a', 'p/d']);
    expect(selected(reduceSelection(state, { kind: 'toggleActive' }, rows))).toBe('ad');
  });

  test('all, none, and the others instead', () => {
    expect(selected(having({ kind: 'all' }))).toBe('abcde');
    expect(selected(having({ kind: 'all' }, { kind: 'none' }))).toBe('');
    expect(selected(having(click('b'), { kind: 'invert' }))).toBe('acde');
  });

  test('nothing happens in an empty list', () => {
    const none = rowsOf();
    const empty = emptySelection(none);
    expect(reduceSelection(empty, move(0), none)).toBe(empty);
    expect(reduceSelection(empty, { kind: 'toggleActive' }, none)).toBe(empty);
  });
});

describe('when rows come and go', () => {
  const changed = (state: SelectionState, next: ListedRows) =>
    reduceSelection(state, { kind: 'rowsChanged', previous: rows }, next);

  test('what is still there stays selected', () => {
    const next = rowsOf('new', 'c', 'e');
    const state = changed(having(click('a'), click('c', { toggle: true })), next);
    expect([selected(state, next), state.activeId]).toEqual(['c', 'p/c']);
  });

  test('the keyboard goes on at the next row below, or above at the end', () => {
    expect(changed(having(click('c')), rowsOf('a', 'b', 'd', 'e')).activeId).toBe('p/d');
    expect(changed(having(click('e')), rowsOf('a', 'b')).activeId).toBe('p/b');
    expect(changed(having(click('e')), rowsOf()).activeId).toBeUndefined();
  });

  test('the same state is kept when they only came in another order', () => {
    const state = having(click('a'), click('d', { extend: true }));
    expect(changed(state, listedRows(rows.store, rows.order.toReversed()))).toBe(state);
  });

  test('a filter takes what it hides out of the selection', () => {
    const hidden = listedRows(rows.store, Int32Array.of(1, 3), true);
    const state = changed(having(click('a'), click('d', { extend: true })), hidden);
    expect([selected(state), state.activeId]).toEqual(['bd', 'p/d']);
  });

  test('all stays all while more of the folder is loaded, but not of what a filter showed or a refresh brought', () => {
    const listed = listedOf([file('a'), file('b')]);
    const first = listedRows(listed.store, serverOrder(listed));
    const all = reduceSelection(emptySelection(first), { kind: 'all' }, first);
    const filtered = listedRows(listed.store, Int32Array.of(1), true);
    const onlyB = reduceSelection(emptySelection(filtered), { kind: 'all' }, filtered);
    listed.store.append([file('c')]);
    const more = listedRows(listed.store, serverOrder(moment(listed.store)));
    const grown = reduceSelection(all, { kind: 'rowsChanged', previous: first }, more);
    expect(selected(grown, more)).toBe('abc');
    expect(selected(reduceSelection(onlyB, { kind: 'rowsChanged', previous: filtered }, more), more)).toBe(
      'b',
    );
    const again = rowsOf('a', 'b', 'c', 'd');
    expect(selected(reduceSelection(grown, { kind: 'rowsChanged', previous: more }, again), again)).toBe(
      'abc',
    );
  });
});

test('any row of actions selects what a simple model of ids selects', () => {
  const names = Array.from({ length: 70 }, (_, index) => `n${String(index).padStart(2, '0')}`);
  const many = rowsOf(...names);
  const index = fc.nat(names.length - 1);
  const action = fc.oneof(
    fc.record({ kind: fc.constant('click' as const), index, toggle: fc.boolean(), extend: fc.boolean() }),
    fc.record({
      kind: fc.constant('rectangle' as const),
      index,
      to: index,
      base: fc.constantFrom('replace' as const, 'add' as const, 'toggle' as const),
    }),
    fc.constantFrom({ kind: 'all' as const }, { kind: 'none' as const }, { kind: 'invert' as const }),
  );
  fc.assert(
    fc.property(fc.array(action), (actions) => {
      let model = new Set<number>();
      let base: ReadonlySet<number> | undefined;
      let anchor: number | undefined;
      let state = emptySelection(many);
      for (const each of actions) {
        if (each.kind !== 'rectangle') base = undefined;
        switch (each.kind) {
          case 'click': {
            const id = many.idAt(each.index);
            state = reduceSelection(state, { ...each, id }, many);
            const from = Math.min(anchor ?? each.index, each.index);
            const to = Math.max(anchor ?? each.index, each.index);
            if (each.extend) {
              const range = Array.from({ length: to - from + 1 }, (_, step) => from + step);
              model = new Set(each.toggle ? [...model, ...range] : range);
              anchor ??= each.index;
            } else {
              if (!each.toggle) model = new Set([each.index]);
              else if (!model.delete(each.index)) model.add(each.index);
              anchor = each.index;
            }
            break;
          }
          case 'rectangle': {
            const range = { from: Math.min(each.index, each.to), to: Math.max(each.index, each.to) };
            state = reduceSelection(state, { kind: 'rectangle', base: each.base, ranges: [range] }, many);
            base ??= model;
            model = new Set(each.base === 'replace' ? [] : base);
            for (let at = range.from; at <= range.to; at += 1) {
              if (each.base !== 'toggle' || !model.delete(at)) model.add(at);
            }
            break;
          }
          case 'all':
            state = reduceSelection(state, each, many);
            model = new Set(names.keys());
            break;
          case 'none':
            state = reduceSelection(state, each, many);
            model = new Set();
            break;
          case 'invert': {
            state = reduceSelection(state, each, many);
            const before = model;
            model = new Set([...names.keys()].filter((at) => !before.has(at)));
            break;
          }
        }
        expect(names.filter((name) => state.selectedIds.has(`p/${name}`))).toEqual(
          [...model].sort((left, right) => left - right).map((at) => names[at]),
        );
        expect(state.selectedIds.size).toBe(model.size);
      }
    }),
  );
});

describe('what is selected', () => {
  const place = { accountId: 'one', bucket: 'photos', prefix: 'p/' };
  const listed = listedOf([file('z', 5), folder('f'), file('a', 7)]);
  const shown = listedRows(listed.store, serverOrder(listed));
  const all = reduceSelection(emptySelection(shown), { kind: 'all' }, shown);

  test('is counted at once, and named in the order of the list when it is needed', () => {
    const { toSelection, entries, ...counts } = selectedRows(place, shown, all.selectedIds);
    expect(counts).toEqual({ count: 3, folderCount: 1, fileCount: 2, sizeBytes: 12, only: undefined });
    expect(toSelection()).toEqual({
      accountId: 'one',
      bucket: 'photos',
      basePrefix: 'p/',
      keys: ['p/z', 'p/a'],
      prefixes: ['p/f/'],
    });
    expect(entries().map(({ name }) => name)).toEqual(['f', 'z', 'a']);
  });

  test('is one entry when there is only one', () => {
    const one = reduceSelection(all, click('a'), shown);
    expect(selectedRows(place, shown, one.selectedIds).only).toEqual(file('a', 7));
  });

  test('is nothing in rows of another listing', () => {
    expect(selectedRows(place, rowsOf('a'), all.selectedIds).count).toBe(0);
  });
});
