import { assertNever } from '../../../shared/assertNever.ts';
import type { MoveMode } from './selection.ts';

/** The parts of a keyboard event that decide; `isMac` swaps Ctrl for Cmd and brings the Mac's own keys. */
export type KeyPress = {
  readonly key: string;
  /** The key by its place on the keyboard, such as "Digit1"; layouts that need Shift for digits still have it. */
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
};

/** `previous` and `next` are above and below; `left` and `right` are beside each other only where rows are tiles. */
export type MoveTarget = 'previous' | 'next' | 'left' | 'right' | 'pageUp' | 'pageDown' | 'first' | 'last';

/** What a key means while the keyboard is in the list. */
export type ListIntent =
  | { readonly kind: 'move'; readonly to: MoveTarget; readonly mode: MoveMode }
  | { readonly kind: 'open' | 'toggle' | 'selectAll' | 'clear' | 'delete' | 'rename' | 'details' }
  | { readonly kind: 'type'; readonly text: string };

/** What a key means for accounts: the quick switcher, or one of the first nine by its place in the list (0-based). */
export type AccountIntent = { readonly kind: 'choose' } | { readonly kind: 'open'; readonly index: number };

const moves: Readonly<Record<string, MoveTarget>> = {
  ArrowUp: 'previous',
  ArrowDown: 'next',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'first',
  End: 'last',
};

export function listIntent(press: KeyPress, isMac: boolean): ListIntent | undefined {
  const command = isMac ? press.metaKey : press.ctrlKey;
  if (press.altKey) return press.key === 'Enter' && !command ? { kind: 'details' } : undefined;
  const move = moves[press.key];
  if (isMac && command && press.key === 'ArrowDown') return { kind: 'open' };
  if (isMac && command && press.key === 'Backspace') return { kind: 'delete' };
  if (move !== undefined) {
    if (press.shiftKey) return { kind: 'move', to: move, mode: 'extend' };
    return { kind: 'move', to: move, mode: command ? 'focus' : 'select' };
  }
  if (command) return commandIntent(press);
  if (press.ctrlKey || press.metaKey) return undefined;
  if (press.key === 'Enter') return { kind: 'open' };
  if (press.key === ' ') return { kind: 'toggle' };
  if (press.key === 'Escape') return { kind: 'clear' };
  if (press.key === 'Delete') return { kind: 'delete' };
  if (press.key === 'F2') return { kind: 'rename' };
  return [...press.key].length === 1 ? { kind: 'type', text: press.key } : undefined;
}

function commandIntent(press: KeyPress): ListIntent | undefined {
  if (press.key.toLowerCase() === 'a' && !press.shiftKey) return { kind: 'selectAll' };
  return press.key === ' ' ? { kind: 'toggle' } : undefined;
}

export function accountIntent(press: KeyPress, isMac: boolean): AccountIntent | undefined {
  const isCommand = isMac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey;
  if (!isCommand || press.altKey) return undefined;
  if (press.shiftKey) return press.key.toLowerCase() === 'a' ? { kind: 'choose' } : undefined;
  const digit = /^Digit([1-9])$/.exec(press.code ?? '')?.[1] ?? /^[1-9]$/.exec(press.key)?.[0];
  return digit === undefined ? undefined : { kind: 'open', index: Number(digit) - 1 };
}

/**
 * The index a move leads to, where `pageLines` lines are seen at once and each holds `perLine` rows. Below the last
 * line but one stands the last row, also where the row itself has nothing below it.
 */
export function moveIndex(
  to: MoveTarget,
  index: number,
  rowCount: number,
  pageLines: number,
  perLine = 1,
): number {
  const last = rowCount - 1;
  const clamp = (value: number) => Math.max(0, Math.min(value, last));
  const lineOf = (row: number) => Math.floor(row / perLine);
  switch (to) {
    case 'first':
      return 0;
    case 'last':
      return last;
    case 'left':
      return clamp(index - 1);
    case 'right':
      return clamp(index + 1);
    case 'previous':
      if (index === -1) return last;
      return index < perLine ? index : index - perLine;
    case 'next':
      if (index === -1) return clamp(0);
      return lineOf(index) === lineOf(last) ? index : clamp(index + perLine);
    case 'pageUp':
      return index - pageLines * perLine < 0 ? clamp(index % perLine) : index - pageLines * perLine;
    case 'pageDown':
      return clamp(index + pageLines * perLine);
    default:
      return assertNever(to, 'move target');
  }
}
