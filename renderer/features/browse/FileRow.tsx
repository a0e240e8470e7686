// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen are no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row (ARIA grid)
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckboxCheckedFilled, CheckboxUncheckedRegular } from '@fluentui/react-icons';
import { memo } from 'react';
import type { Entry } from '../../../shared/domain/object.ts';
import { frame } from '../../theme.ts';
import { displayName } from '../../ui/displayName.ts';
import { FileIcon } from '../../ui/FileIcon.tsx';
import { typeName } from '../../ui/fileKind.ts';
import { formatExactSize, formatFullDate, formatRelativeDate, formatSize } from '../../ui/format.ts';
import { useListLayout } from './listLayout.ts';

const checkClass = 'satchel-row-check';

const useStyles = makeStyles({
  row: {
    position: 'absolute',
    insetInlineStart: 0,
    top: 0,
    height: `${frame.rowHeight}px`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'default',
    userSelect: 'none',
    color: tokens.colorNeutralForeground2,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    [`:hover .${checkClass}`]: { opacity: 1 },
    // Colours that are forced leave no background to a hovered row, so a line around it shows it.
    '@media (forced-colors: active)': {
      ':hover': { outline: `${tokens.strokeWidthThin} solid Highlight`, outlineOffset: '-1px' },
    },
  },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Selected },
    [`& .${checkClass}`]: { opacity: 1, color: tokens.colorCompoundBrandForeground1 },
    '@media (forced-colors: active)': {
      forcedColorAdjust: 'none',
      backgroundColor: 'Highlight',
      color: 'HighlightText',
      ':hover': { backgroundColor: 'Highlight', color: 'HighlightText' },
      '& *': { color: 'HighlightText' },
      [`& .${checkClass}`]: { color: 'HighlightText' },
    },
  },
  active: {
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
    outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
  },
  dropTarget: {
    backgroundColor: tokens.colorBrandBackground2,
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}`,
    outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
  },
  check: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    flexShrink: 0,
    width: tokens.spacingHorizontalXXXL,
    height: `${frame.rowHeight}px`,
    fontSize: tokens.fontSizeBase500,
    opacity: 0,
    color: tokens.colorNeutralForeground3,
  },
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  nameText: { whiteSpace: 'pre', color: tokens.colorNeutralForeground1 },
  noName: { fontStyle: 'italic', color: tokens.colorNeutralForeground3 },
});

type Props = {
  readonly entry: Entry;
  readonly index: number;
  readonly rowId: string;
  readonly topPx: number;
  readonly nowMs: number;
  readonly isSelected: boolean;
  /** True where the keyboard is, while it is in the list. */
  readonly isActive: boolean;
  readonly isDropTarget: boolean;
};

/** One file or folder. It has no handlers of its own: the list finds the row of an event by `data-index`. */
export const FileRow = memo(function FileRow(props: Props) {
  const { entry, index, rowId, topPx, nowMs, isSelected, isActive, isDropTarget } = props;
  const styles = useStyles();
  const layout = useListLayout();
  const name = displayName(entry.name);
  return (
    <div
      role="row"
      id={rowId}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-index={index}
      data-drop-prefix={entry.kind === 'folder' ? entry.prefix : undefined}
      className={mergeClasses(
        layout.row,
        styles.row,
        isSelected && styles.selected,
        isActive && styles.active,
        isDropTarget && styles.dropTarget,
      )}
      style={{ transform: `translateY(${topPx}px)` }}
    >
      <div role="gridcell" aria-colindex={1} className={mergeClasses(layout.cell, styles.name)}>
        <span aria-hidden data-check className={mergeClasses(checkClass, styles.check)}>
          {isSelected ? <CheckboxCheckedFilled /> : <CheckboxUncheckedRegular />}
        </span>
        <FileIcon entry={entry} />
        <span
          className={mergeClasses(layout.cell, entry.name === '' ? styles.noName : styles.nameText)}
          title={name}
        >
          {name}
        </span>
      </div>
      <div
        role="gridcell"
        aria-colindex={2}
        className={mergeClasses(layout.cell, layout.modified)}
        title={entry.kind === 'file' ? formatFullDate(entry.modifiedAtMs) : undefined}
      >
        {entry.kind === 'file' && formatRelativeDate(entry.modifiedAtMs, nowMs)}
      </div>
      <div role="gridcell" aria-colindex={3} className={mergeClasses(layout.cell, layout.type)}>
        {typeName(entry)}
      </div>
      <div
        role="gridcell"
        aria-colindex={4}
        className={mergeClasses(layout.cell, layout.number)}
        title={entry.kind === 'file' ? formatExactSize(entry.sizeBytes) : undefined}
      >
        {entry.kind === 'file' && formatSize(entry.sizeBytes)}
      </div>
    </div>
  );
});
