import { type KeyboardEvent, useRef } from 'react';
import { assertNever } from '../../../shared/assertNever.ts';
import type { Entry } from '../../../shared/domain/object.ts';
import { displayName } from '../../ui/displayName.ts';
import { type ListIntent, listIntent, type MoveTarget, moveIndex } from './keyboard.ts';
import { isMac } from './platform.ts';
import type { Rows } from './rows.ts';
import type { MoveMode, SelectionAction } from './selection.ts';
import { extendTypeAhead, findTypeAhead, isTyping, type TypeAhead } from './typeAhead.ts';

type Options = {
  readonly rows: Rows;
  /** The row the keyboard has been at; -1 before that. */
  readonly activeIndex: number;
  /** The row that shows the focus; -1 only in an empty list. */
  readonly cursorIndex: number;
  /** How many lines are seen at once, and how many rows stand beside each other on one. */
  readonly pageLines: () => number;
  readonly perLine: number;
  readonly isRightToLeft: boolean;
  readonly onSelect: (action: SelectionAction) => void;
  readonly onOpen: (entry: Entry) => void;
  readonly onDelete: () => void;
  /** Gives a row another name; where there is none, its key is left to the window. */
  readonly onRename: ((index: number) => void) | undefined;
  readonly onDetails: (() => void) | undefined;
  /** Instead of taking away the selection. */
  readonly onEscape: (() => void) | undefined;
  /** Goes to the last row where it is not loaded yet. */
  readonly onEnd: ((mode: MoveMode) => void) | undefined;
  /** The keyboard went to a row, which should be seen now. */
  readonly onMove: (index: number) => void;
};

/** Carries out what a key means while the list itself has the focus. */
export function useListKeys(options: Options): (event: KeyboardEvent) => void {
  const typed = useRef<TypeAhead>(undefined);
  const { rows, activeIndex, cursorIndex, onSelect } = options;

  const moveTo = (index: number, action: SelectionAction) => {
    onSelect(action);
    options.onMove(index);
  };
  const type = (text: string) => {
    typed.current = extendTypeAhead(typed.current, text, Date.now());
    const nameAt = (index: number) => displayName(rows.at(index).name);
    const index = findTypeAhead(rows.count, nameAt, typed.current.text, activeIndex);
    if (index !== -1) moveTo(index, { kind: 'move', index, mode: 'select' });
  };

  return (event) => {
    // The header's buttons are in the grid too, and keep their own keys.
    if (event.target !== event.currentTarget) return;
    const intent = listIntent(event, isMac);
    if (intent === undefined || !isForList(intent, options)) return;
    event.preventDefault();
    // Letters belong together only as long as nothing else is pressed.
    if (intent.kind !== 'type' && intent.kind !== 'toggle') typed.current = undefined;
    switch (intent.kind) {
      case 'move': {
        if (intent.to === 'last' && options.onEnd !== undefined) return options.onEnd(intent.mode);
        const to = options.isRightToLeft ? mirrored(intent.to) : intent.to;
        const index = moveIndex(to, activeIndex, rows.count, options.pageLines(), options.perLine);
        return moveTo(index, { kind: 'move', index, mode: intent.mode });
      }
      case 'open': {
        if (cursorIndex === -1) return;
        const entry = rows.at(cursorIndex);
        // The details pane shows what is selected, and the cursor may be at a row that is not.
        if (entry.kind === 'file') onSelect({ kind: 'move', index: cursorIndex, mode: 'select' });
        return options.onOpen(entry);
      }
      case 'toggle':
        if (isTyping(typed.current, Date.now())) return type(' ');
        return activeIndex === -1
          ? onSelect({ kind: 'move', index: cursorIndex, mode: 'select' })
          : onSelect({ kind: 'toggleActive' });
      case 'selectAll':
        return onSelect({ kind: 'all' });
      case 'clear':
        return options.onEscape === undefined ? onSelect({ kind: 'none' }) : options.onEscape();
      case 'delete':
        return options.onDelete();
      case 'rename':
        return cursorIndex === -1 ? undefined : options.onRename?.(cursorIndex);
      case 'details':
        return options.onDetails?.();
      case 'type':
        return type(intent.text);
      default:
        return assertNever(intent, 'list intent');
    }
  };
}

/** False for keys that mean nothing in this list, which are left to the window. */
function isForList(intent: ListIntent, { perLine, onRename, onDetails }: Options): boolean {
  if (intent.kind === 'rename') return onRename !== undefined;
  if (intent.kind === 'details') return onDetails !== undefined;
  return intent.kind !== 'move' || perLine > 1 || (intent.to !== 'left' && intent.to !== 'right');
}

function mirrored(to: MoveTarget): MoveTarget {
  if (to === 'left') return 'right';
  return to === 'right' ? 'left' : to;
}
