import './words.ts';
import { expect, test } from 'vitest';
import type { KeyPress } from '../../../../renderer/features/browse/keyboard.ts';
import { commandOfKeys } from '../../../../renderer/features/commands/commandKeys.ts';
import { acceleratorOf, shortcutOf } from '../../../../renderer/features/commands/keys.ts';

/** 'Ctrl+Shift+ArrowDown' as a key press. */
function press(text: string, code?: string): KeyPress {
  const parts = text.split('+');
  return {
    key: parts.at(-1) ?? '',
    ...(code !== undefined && { code }),
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Cmd'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  };
}

test.each([
  ['Ctrl+c', 'copy'],
  ['Ctrl+C', 'copy'],
  ['Ctrl+x', 'cut'],
  ['Ctrl+v', 'paste'],
  ['Ctrl+z', 'undo'],
  ['Ctrl+Shift+Z', undefined],
  ['Ctrl+a', 'selectAll'],
  ['Ctrl+f', 'search'],
  ['Ctrl+k', 'palette'],
  ['Ctrl+t', 'newTab'],
  ['Ctrl+w', 'closeTab'],
  ['Ctrl+Shift+N', 'newFolder'],
  ['Ctrl+n', undefined],
  ['Ctrl+Shift+T', 'reopenTab'],
  ['Ctrl+Tab', 'nextTab'],
  ['Ctrl+Shift+Tab', 'previousTab'],
  ['Ctrl+u', 'uploadFiles'],
  ['Ctrl+Alt+u', undefined],
  ['Ctrl+,', 'settings'],
  ['F2', 'rename'],
  ['F5', 'refresh'],
  ['Backspace', 'back'],
  ['Shift+Backspace', undefined],
  ['Alt+ArrowLeft', 'back'],
  ['Alt+ArrowRight', 'forward'],
  ['Alt+ArrowUp', 'up'],
  ['Alt+Enter', 'properties'],
  ['Cmd+c', undefined],
  // These are the list's own.
  ['Delete', undefined],
  ['Enter', undefined],
  ['Escape', undefined],
])('%s', (keys, command) => {
  expect(commandOfKeys(press(keys), 'window', false)).toBe(command);
});

test.each([
  ['Cmd+c', 'copy'],
  ['Cmd+[', 'back'],
  ['Cmd+ArrowUp', 'up'],
  ['Cmd+i', 'properties'],
  ['Cmd+r', 'refresh'],
  ['Cmd+d', 'duplicate'],
  ['Ctrl+Tab', 'nextTab'],
  ['Ctrl+c', undefined],
])('%s on a Mac', (keys, command) => {
  expect(commandOfKeys(press(keys), 'window', true)).toBe(command);
});

test('a text field keeps its keys, and gives away those that mean nothing in it', () => {
  const inField = (keys: string) => commandOfKeys(press(keys), 'field', false);
  expect(['Ctrl+c', 'Ctrl+v', 'Ctrl+z', 'Ctrl+a', 'Backspace', 'F2', 'Alt+ArrowLeft'].map(inField)).toEqual(
    Array(7).fill(undefined),
  );
  expect(['Ctrl+k', 'Ctrl+f', 'Ctrl+t', 'F5'].map(inField)).toEqual([
    'palette',
    'search',
    'newTab',
    'refresh',
  ]);
});

test('a keyboard of another script has the letters where they are', () => {
  expect(commandOfKeys(press('Ctrl+с', 'KeyC'), 'window', false)).toBe('copy');
  // A Latin keyboard decides by what is written on the key.
  expect(commandOfKeys(press('Ctrl+z', 'KeyY'), 'window', false)).toBe('undo');
});

test('keys are written as the system writes them', () => {
  expect(shortcutOf('Mod+Shift+N', false)).toEqual({ text: 'Ctrl+Shift+N', ariaKeys: 'Control+Shift+N' });
  expect(shortcutOf('Mod+Shift+N', true)).toEqual({ text: '⇧⌘N', ariaKeys: 'Meta+Shift+N' });
  expect(shortcutOf('Alt+ArrowLeft', false)).toEqual({ text: 'Alt+Left', ariaKeys: 'Alt+ArrowLeft' });
  expect(shortcutOf('Ctrl+Mod+T', true).text).toBe('⌃⌘T');
  expect(acceleratorOf('Mod+Shift+N')).toBe('CmdOrCtrl+Shift+N');
  expect(acceleratorOf('Alt+ArrowLeft')).toBe('Alt+Left');
});
