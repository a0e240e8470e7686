import i18next from 'i18next';
import { isolated } from '../../ui/isolated.ts';
import type { KeyPress } from '../browse/keyboard.ts';

/**
 * Keys as data: modifiers and a key of `KeyboardEvent.key`, such as `Mod+Shift+N` or `Alt+ArrowLeft`. `Mod` is Cmd on a
 * Mac and Ctrl elsewhere; `Ctrl` is Ctrl everywhere.
 */
export type Keys = string;

/** Keys as they are written on this system, "Ctrl+U" or "⌘U", and as ARIA names them. */
export type Shortcut = { readonly text: string; readonly ariaKeys: string };

const macSigns: Readonly<Record<string, string>> = {
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Mod: '⌘',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Backspace: '⌫',
  Delete: '⌦',
  Enter: '↩',
  Escape: '⎋',
  Tab: '⇥',
};
const macOrder = ['Ctrl', 'Alt', 'Shift', 'Mod'];

/** Keys whose name on the keyboard depends on the language. */
const named = [
  'Ctrl',
  'Alt',
  'Shift',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Backspace',
  'Delete',
  'Enter',
  'Escape',
  'Tab',
  'PageUp',
  'PageDown',
] as const;

/** Electron's names, where they are not the browser's. Source: Electron, "Keyboard Shortcuts", accelerators. */
const electronNames: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Enter: 'Return',
};

function partsOf(keys: Keys): { readonly modifiers: readonly string[]; readonly key: string } {
  const parts = keys.split('+');
  return { modifiers: parts.slice(0, -1), key: parts.at(-1) ?? '' };
}

/** The letter of a press; a keyboard of another script has the Latin one by its place. */
function letterOf({ key, code }: KeyPress): string {
  const isLatin = key.length > 1 || key.charCodeAt(0) < 0x80;
  const placed = isLatin ? undefined : /^Key([A-Z])$/.exec(code ?? '')?.[1];
  return (placed ?? key).toLowerCase();
}

/** True when exactly these keys are pressed. */
export function isPressed(keys: Keys, press: KeyPress, isMac: boolean): boolean {
  const { modifiers, key } = partsOf(keys);
  const has = (modifier: string) => modifiers.includes(modifier);
  // Keys that are signs, such as "?", need Shift on some layouts and say so themselves.
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  return (
    letterOf(press) === key.toLowerCase() &&
    press.ctrlKey === (has('Ctrl') || (has('Mod') && !isMac)) &&
    press.metaKey === (has('Mod') && isMac) &&
    press.altKey === has('Alt') &&
    (isSign || press.shiftKey === has('Shift'))
  );
}

/** How keys are written for people and for screen readers. */
export function shortcutOf(keys: Keys, isMac: boolean): Shortcut {
  const { modifiers, key } = partsOf(keys);
  const ariaKeys = [...modifiers.map((modifier) => ariaName(modifier, isMac)), key].join('+');
  if (isMac) {
    const signs = macOrder.filter((modifier) => modifiers.includes(modifier));
    return { text: isolated([...signs, key].map((part) => macSigns[part] ?? part).join('')), ariaKeys };
  }
  const parts = [...modifiers, key].map((part) => (part === 'Mod' ? 'Ctrl' : part));
  return { text: isolated(parts.map(keyName).join('+')), ariaKeys };
}

function ariaName(modifier: string, isMac: boolean): string {
  if (modifier === 'Mod') return isMac ? 'Meta' : 'Control';
  return modifier === 'Ctrl' ? 'Control' : modifier;
}

function keyName(part: string): string {
  const name = named.find((known) => known === part);
  return name === undefined ? part : i18next.t(`keys.${name}`, { ns: 'commands' });
}

/** Keys in Electron's writing. */
export function acceleratorOf(keys: Keys): string {
  return keys
    .split('+')
    .map((part) => electronNames[part] ?? part)
    .join('+');
}
