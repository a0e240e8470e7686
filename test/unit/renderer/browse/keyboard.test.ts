import { describe, expect, test } from 'vitest';
import {
  accountIntent,
  type KeyPress,
  listIntent,
  moveIndex,
} from '../../../../renderer/features/browse/keyboard.ts';

/** 'Ctrl+Shift+ArrowDown' as a key press. */
function press(text: string): KeyPress {
  const parts = text.split('+');
  return {
    key: parts.at(-1) === 'Space' ? ' ' : (parts.at(-1) ?? ''),
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Cmd'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  };
}

describe('keys in the list', () => {
  test.each([
    ['ArrowDown', { kind: 'move', to: 'next', mode: 'select' }],
    ['Shift+ArrowUp', { kind: 'move', to: 'previous', mode: 'extend' }],
    ['Ctrl+End', { kind: 'move', to: 'last', mode: 'focus' }],
    ['PageDown', { kind: 'move', to: 'pageDown', mode: 'select' }],
    ['Home', { kind: 'move', to: 'first', mode: 'select' }],
    ['Enter', { kind: 'open' }],
    ['Space', { kind: 'toggle' }],
    ['Ctrl+Space', { kind: 'toggle' }],
    ['Ctrl+a', { kind: 'selectAll' }],
    ['Ctrl+A', { kind: 'selectAll' }],
    ['Escape', { kind: 'clear' }],
    ['Delete', { kind: 'delete' }],
    ['ä', { kind: 'type', text: 'ä' }],
    ['Shift+B', { kind: 'type', text: 'B' }],
    ['😀', { kind: 'type', text: '😀' }],
    ['ArrowLeft', { kind: 'move', to: 'left', mode: 'select' }],
    ['Shift+ArrowRight', { kind: 'move', to: 'right', mode: 'extend' }],
    ['F2', { kind: 'rename' }],
    ['Alt+Enter', { kind: 'details' }],
    ['Ctrl+Alt+Enter', undefined],
    ['Alt+ArrowUp', undefined],
    ['Ctrl+c', undefined],
    ['Tab', undefined],
    ['Backspace', undefined],
    ['F5', undefined],
  ])('%s', (keys, intent) => {
    expect(listIntent(press(keys), false)).toEqual(intent);
  });

  test.each([
    ['Cmd+a', { kind: 'selectAll' }],
    ['Cmd+ArrowDown', { kind: 'open' }],
    ['Cmd+Backspace', { kind: 'delete' }],
    ['Ctrl+a', undefined],
  ])('%s on a Mac', (keys, intent) => {
    expect(listIntent(press(keys), true)).toEqual(intent);
  });
});

describe('keys for accounts', () => {
  test.each([
    ['Ctrl+Shift+A', { kind: 'choose' }],
    ['Ctrl+Shift+a', { kind: 'choose' }],
    ['Ctrl+a', undefined],
    ['Ctrl+1', { kind: 'open', index: 0 }],
    ['Ctrl+9', { kind: 'open', index: 8 }],
    ['Ctrl+0', undefined],
    ['Ctrl+Shift+1', undefined],
    ['Ctrl+Alt+1', undefined],
    ['Cmd+1', undefined],
    ['1', undefined],
    ['Ctrl+k', undefined],
  ])('%s', (keys, intent) => {
    expect(accountIntent(press(keys), false)).toEqual(intent);
  });

  test.each([
    ['Cmd+Shift+a', { kind: 'choose' }],
    ['Cmd+2', { kind: 'open', index: 1 }],
    ['Ctrl+2', undefined],
  ])('%s on a Mac', (keys, intent) => {
    expect(accountIntent(press(keys), true)).toEqual(intent);
  });

  test('layouts that need Shift for digits have them, too', () => {
    const french = { ...press('Ctrl+&'), code: 'Digit1' };
    expect(accountIntent(french, false)).toEqual({ kind: 'open', index: 0 });
  });
});

test.each([
  ['next', -1, 0],
  ['previous', -1, 9],
  ['next', 9, 9],
  ['previous', 0, 0],
  ['pageDown', 2, 6],
  ['pageDown', 8, 9],
  ['pageUp', 2, 0],
  ['first', 5, 0],
  ['last', 5, 9],
] as const)('%s from row %i of ten, four on a page, leads to %i', (to, from, expected) => {
  expect(moveIndex(to, from, 10, 4)).toBe(expected);
});

// Four tiles on a line: 0 1 2 3 / 4 5 6 7 / 8 9
test.each([
  ['right', 3, 4],
  ['left', 4, 3],
  ['left', 0, 0],
  ['right', 9, 9],
  ['next', 1, 5],
  ['next', 4, 8],
  ['next', 7, 9],
  ['next', 8, 8],
  ['next', -1, 0],
  ['previous', 9, 5],
  ['previous', 2, 2],
  ['pageDown', 1, 9],
  ['pageUp', 9, 1],
  ['pageUp', 5, 1],
  ['first', 9, 0],
  ['last', 0, 9],
] as const)(
  '%s from tile %i of ten, four on a line and two lines on a page, leads to %i',
  (to, from, expected) => {
    expect(moveIndex(to, from, 10, 2, 4)).toBe(expected);
  },
);
