// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen are no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell (ARIA grid)
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckboxCheckedFilled, CheckboxUncheckedRegular } from '@fluentui/react-icons';
import { memo } from 'react';
import { displayName } from '../../ui/displayName.ts';
import { formatSize } from '../../ui/format.ts';
import { FilePicture } from './FilePicture.tsx';
import { FileWhere } from './FileWhere.tsx';
import { matchRanges } from './filtering.ts';
import { tileSize } from './listGeometry.ts';
import { MarkedText } from './MarkedText.tsx';
import { shortName } from './nameTail.ts';
import { RenameField } from './RenameField.tsx';
import { isSameRow, type RowProps } from './rowProps.ts';
import { checkClass, useRowStyles } from './rowStyles.ts';

const useStyles = makeStyles({
  tile: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    minWidth: 0,
    height: `${tileSize.heightPx}px`,
    padding: tokens.spacingHorizontalS,
    gap: tokens.spacingVerticalXS,
    textAlign: 'center',
  },
  renamed: { zIndex: 1 },
  check: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalXS,
    top: tokens.spacingVerticalXS,
    zIndex: 1,
    display: 'flex',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  name: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    maxWidth: '100%',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground1,
    lineHeight: tokens.lineHeightBase300,
  },
  /** For screen readers, where the tile itself has no room for it. */
  wholeName: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
  size: { fontSize: tokens.fontSizeBase200, fontVariantNumeric: 'tabular-nums' },
  field: { alignSelf: 'stretch', display: 'flex' },
});

type Props = RowProps & { readonly column: number };

/** One file or folder as a tile: its picture, its name on two lines and its size. */
export const FileTile = memo(function FileTile(props: Props) {
  const { entry, index, isSelected, renaming, where, filter = '' } = props;
  const styles = useStyles();
  const rowStyles = useRowStyles();
  const name = displayName(entry.name);
  const { start, end } = shortName(name);
  const isShort = end !== '';
  const matches = filter === '' ? [] : matchRanges(name, filter);
  return (
    <div
      role="gridcell"
      id={props.rowId}
      aria-colindex={props.column + 1}
      aria-selected={isSelected}
      data-index={index}
      data-drop-prefix={entry.kind === 'folder' ? entry.prefix : undefined}
      {...(renaming === undefined && props.dragProps?.(index))}
      className={mergeClasses(
        rowStyles.box,
        styles.tile,
        isSelected && rowStyles.selected,
        props.isActive && rowStyles.active,
        props.isDropTarget && rowStyles.dropTarget,
        props.isCut && rowStyles.cut,
        renaming !== undefined && styles.renamed,
      )}
    >
      <span aria-hidden data-check className={mergeClasses(checkClass, rowStyles.check, styles.check)}>
        {isSelected ? <CheckboxCheckedFilled /> : <CheckboxUncheckedRegular />}
      </span>
      <FilePicture entry={entry} size="tile" isSeen={props.isSeen} />
      {renaming === undefined ? (
        <>
          <bdi data-grip data-column="name" aria-hidden={isShort} className={styles.name}>
            <MarkedText text={start} offset={0} matches={matches} />
            {isShort && '…'}
            {isShort && <MarkedText text={end} offset={name.length - end.length} matches={matches} />}
          </bdi>
          {isShort && <span className={styles.wholeName}>{name}</span>}
        </>
      ) : (
        <div className={styles.field}>
          <RenameField entry={entry} renaming={renaming} />
        </div>
      )}
      {where !== undefined && <FileWhere where={where} />}
      {where === undefined && entry.kind === 'file' && (
        <span data-column="size" className={styles.size}>
          {formatSize(entry.sizeBytes)}
        </span>
      )}
    </div>
  );
}, isSameRow);
