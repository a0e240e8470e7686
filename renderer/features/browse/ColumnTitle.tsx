// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen are no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row (ARIA grid)
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import type { KeyboardEvent, MouseEvent, PointerEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnId } from '../../../shared/domain/session.ts';
import type { SortDirection } from './sorting.ts';

const useStyles = makeStyles({
  cell: { position: 'relative', display: 'flex', alignItems: 'center', minWidth: 0, height: '100%' },
  button: {
    flexGrow: 1,
    justifyContent: 'flex-start',
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalXS,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalXS})`,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
  },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  arrow: { fontSize: tokens.fontSizeBase300 },
  end: {
    justifyContent: 'flex-end',
    marginInlineStart: 0,
    marginInlineEnd: `calc(-1 * ${tokens.spacingHorizontalXS})`,
  },
  dragged: { opacity: 0.5 },
  /** The line at which a dragged title would be put down. */
  place: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    width: tokens.strokeWidthThicker,
    backgroundColor: tokens.colorCompoundBrandStroke,
    forcedColorAdjust: 'none',
  },
  before: { insetInlineStart: '-8px' },
  after: { insetInlineEnd: '-8px' },
});

type Props = {
  readonly id: ColumnId;
  readonly index: number;
  /** Undefined for a column that cannot be sorted by. */
  readonly sorted: SortDirection | 'none' | undefined;
  readonly isDragged: boolean;
  /** At which of its sides a dragged title would be put down. */
  readonly dropSide: 'before' | 'after' | undefined;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
  readonly onStep: (step: 'left' | 'right') => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  /** What stands before the title, and its separator. */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
};

/** A column's title: sorts by it, and a second time the other way round; Ctrl+Shift+arrows move it. */
export function ColumnTitle(props: Props) {
  const { id, index, sorted, dropSide } = props;
  const styles = useStyles();
  const { t } = useTranslation('browse');
  const isSorted = sorted !== undefined && sorted !== 'none';
  const Arrow = sorted === 'ascending' ? ArrowUpRegular : ArrowDownRegular;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.shiftKey || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    props.onStep(event.key === 'ArrowLeft' ? 'left' : 'right');
  };
  return (
    <div
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sorted}
      aria-label={t(`list.column.${id}`)}
      data-column={id}
      className={mergeClasses(styles.cell, props.isDragged && styles.dragged)}
    >
      {props.before}
      <Button
        appearance="transparent"
        size="small"
        className={mergeClasses(styles.button, id === 'size' && styles.end)}
        iconPosition="after"
        {...(isSorted && { icon: <Arrow className={styles.arrow} /> })}
        aria-haspopup={sorted === undefined ? 'menu' : undefined}
        onClick={props.onClick}
        onKeyDown={onKeyDown}
        onPointerDown={props.onPointerDown}
      >
        <span className={styles.text}>{t(`list.column.${id}`)}</span>
      </Button>
      {props.after}
      {dropSide !== undefined && <div className={mergeClasses(styles.place, styles[dropSide])} />}
    </div>
  );
}
