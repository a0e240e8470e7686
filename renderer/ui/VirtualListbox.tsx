// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen are no <select>
// biome-ignore-all lint/a11y/useFocusableInteractive: the listbox holds the focus and names its active row (ARIA listbox)
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { frame } from '../theme.ts';
import { listboxIntent } from './listboxKeys.ts';
import { anchoredScrollTop } from './scrollAnchor.ts';

const useStyles = makeStyles({
  list: {
    height: '100%',
    overflowY: 'auto',
    overflowX: 'hidden',
    outlineStyle: 'none',
    containerType: 'inline-size',
    // Rows that come in above must not move what is looked at; the list keeps its place itself.
    overflowAnchor: 'none',
  },
  body: { position: 'relative' },
  row: {
    position: 'absolute',
    top: 0,
    insetInlineStart: 0,
    width: '100%',
    height: `${frame.rowHeight}px`,
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'default',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    '@media (forced-colors: active)': {
      ':hover': { outline: `${tokens.strokeWidthThin} solid Highlight`, outlineOffset: '-1px' },
    },
  },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Selected },
    '@media (forced-colors: active)': {
      forcedColorAdjust: 'none',
      backgroundColor: 'Highlight',
      color: 'HighlightText',
      ':hover': { backgroundColor: 'Highlight', color: 'HighlightText' },
      '& *': { color: 'HighlightText' },
    },
  },
  active: {
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
    outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
  },
});

/** More rows are asked for when fewer than these are left below what is seen. */
const rowsAhead = 100;

type Props = {
  readonly label: string;
  readonly ids: readonly string[];
  /** False while more rows may come. */
  readonly isComplete: boolean;
  readonly isMulti?: boolean;
  readonly isSelected: (id: string) => boolean;
  readonly isDisabled?: (id: string) => boolean;
  /** A row was clicked, or pressed by Space or Enter. */
  readonly onPress: (id: string) => void;
  /** The keyboard went to a row. */
  readonly onGo?: (id: string) => void;
  /** All rows are wanted (Ctrl or Cmd and A). */
  readonly onAll?: () => void;
  readonly onNearEnd?: () => void;
  /** The rows that are seen now, first and last index. */
  readonly onSeen?: (first: number, last: number) => void;
  readonly children: (id: string) => ReactNode;
};

/** A list of rows of one height, drawn only where they are seen, that is worked by mouse and keyboard. */
export function VirtualListbox(props: Props) {
  const { ids, isComplete, onNearEnd, onSeen } = props;
  const styles = useStyles();
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [activeId, setActiveId] = useState<string>();
  const [isKeyboardHere, setIsKeyboardHere] = useState(false);
  const activeIndex = activeId === undefined ? -1 : ids.indexOf(activeId);
  const rowId = (index: number) => `${listId}-${index}`;

  // The active row stays drawn when it is scrolled away, because the list names it to screen readers.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      if (activeIndex === -1 || indexes.includes(activeIndex)) return indexes;
      return [...indexes, activeIndex].sort((left, right) => left - right);
    },
    [activeIndex],
  );
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: ids.length,
    getScrollElement: () => list.current,
    estimateSize: () => frame.rowHeight,
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]),
    overscan: 12,
    rangeExtractor,
  });
  const pageRows = () => Math.max(1, Math.floor((list.current?.clientHeight ?? 0) / frame.rowHeight) - 1);

  const shownIds = useRef(ids);
  useLayoutEffect(() => {
    const previous = shownIds.current;
    shownIds.current = ids;
    const element = list.current;
    if (element === null || previous === ids) return;
    const rows = Math.ceil(element.clientHeight / frame.rowHeight);
    element.scrollTop = anchoredScrollTop(previous, ids, element.scrollTop, frame.rowHeight, rows);
  }, [ids]);

  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  useEffect(() => {
    if (!isComplete && endIndex + rowsAhead >= ids.length) onNearEnd?.();
  }, [isComplete, endIndex, ids.length, onNearEnd]);
  useEffect(() => onSeen?.(startIndex, endIndex), [startIndex, endIndex, onSeen]);

  // What opens below the list must not hide the row it is about.
  const heightPx = virtualizer.scrollRect?.height ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of the height brings the row back
  useEffect(() => {
    if (activeIndex !== -1) virtualizer.scrollToIndex(activeIndex, { align: 'auto' });
  }, [heightPx]);

  const go = (index: number) => {
    const id = ids[index];
    if (id === undefined) return;
    setActiveId(id);
    virtualizer.scrollToIndex(index, { align: 'auto' });
    props.onGo?.(id);
  };
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-multiselectable={props.isMulti === true ? true : undefined}
      aria-activedescendant={activeIndex === -1 ? undefined : rowId(activeIndex)}
      className={styles.list}
      onFocus={(event) => setIsKeyboardHere(event.currentTarget.matches(':focus-visible'))}
      onBlur={() => setIsKeyboardHere(false)}
      onMouseDown={() => setIsKeyboardHere(false)}
      onClick={(event) => {
        const row =
          event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
        const id = row === null ? undefined : ids[Number(row.dataset.index)];
        if (id === undefined) return;
        setActiveId(id);
        props.onPress(id);
      }}
      onKeyDown={(event) => {
        const intent = listboxIntent(event, activeIndex, ids.length, pageRows());
        if (intent === undefined) return;
        event.preventDefault();
        setIsKeyboardHere(true);
        if (intent.kind === 'go') go(intent.index);
        else if (intent.kind === 'all') props.onAll?.();
        else if (activeId !== undefined) props.onPress(activeId);
      }}
    >
      <div role="presentation" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const id = ids[item.index];
          if (id === undefined) return null;
          const isSelected = props.isSelected(id);
          return (
            <div
              key={item.key}
              id={rowId(item.index)}
              role="option"
              data-index={item.index}
              aria-selected={isSelected}
              aria-disabled={props.isDisabled?.(id) === true ? true : undefined}
              aria-setsize={isComplete ? ids.length : -1}
              aria-posinset={item.index + 1}
              className={mergeClasses(
                styles.row,
                isSelected && styles.selected,
                isKeyboardHere && item.index === activeIndex && styles.active,
              )}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {props.children(id)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
