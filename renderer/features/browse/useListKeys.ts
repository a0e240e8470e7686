import { type KeyboardEvent, useRef } from 'react';
import { assertNever } from '../../../shared/assertNever.ts';
import type { Entry } from '../../../shared/domain/object.ts';
import { displayName } from '../../ui/displayName.ts';
import { listIntent, moveIndex } from './keyboard.ts';
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
  readonly pageRows: () => number;
  readonly onSelect: (action: SelectionAction) => void;
  readonly onOpen: (entry: Entry) => void;
  readonly onDelete: () => void;
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
    if (intent === undefined) return;
    event.preventDefault();
    switch (intent.kind) {
      case 'move': {
        if (intent.to === 'last' && options.onEnd !== undefined) return options.onEnd(intent.mode);
        const index = moveIndex(intent.to, activeIndex, rows.count, options.pageRows());
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
        return onSelect({ kind: 'none' });
      case 'delete':
        return options.onDelete();
      case 'type':
        return type(intent.text);
      default:
        return assertNever(intent, 'list intent');
    }
  };
}
