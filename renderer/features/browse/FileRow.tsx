// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen are no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row (ARIA grid)
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckboxCheckedFilled, CheckboxUncheckedRegular } from '@fluentui/react-icons';
import { memo } from 'react';
import type { ColumnId } from '../../../shared/domain/session.ts';
import { frame } from '../../theme.ts';
import { displayName } from '../../ui/displayName.ts';
import { FileName } from './FileName.tsx';
import { FilePicture } from './FilePicture.tsx';
import { FileWhere } from './FileWhere.tsx';
import { columnText } from './fileColumns.ts';
import { useListLayout } from './listLayout.ts';
import { RenameField } from './RenameField.tsx';
import { isSameRow, type RowProps } from './rowProps.ts';
import { checkClass, useRowStyles } from './rowStyles.ts';
import { VersionText } from './VersionText.tsx';

const useStyles = makeStyles({
  row: { position: 'absolute', insetInlineStart: 0, top: 0, height: `${frame.rowHeight}px` },
  renamed: { zIndex: 1 },
  check: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    flexShrink: 0,
    width: tokens.spacingHorizontalXXXL,
    height: `${frame.rowHeight}px`,
  },
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  lines: { display: 'flex', flexDirection: 'column', minWidth: 0, lineHeight: tokens.lineHeightBase300 },
});

type Props = RowProps & {
  readonly columns: readonly ColumnId[];
  readonly topPx: number;
  readonly nowMs: number;
};

/** One file or folder on a line of its own. */
export const FileRow = memo(function FileRow(props: Props) {
  const { entry, index, columns, isSelected, renaming, where } = props;
  const styles = useStyles();
  const rowStyles = useRowStyles();
  const layout = useListLayout();
  return (
    <div
      role="row"
      id={props.rowId}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-index={index}
      data-drop-prefix={entry.kind === 'folder' ? entry.prefix : undefined}
      {...(renaming === undefined && props.dragProps?.(index))}
      className={mergeClasses(
        layout.row,
        styles.row,
        rowStyles.box,
        isSelected && rowStyles.selected,
        props.isActive && rowStyles.active,
        props.isDropTarget && rowStyles.dropTarget,
        props.isCut && rowStyles.cut,
        renaming !== undefined && styles.renamed,
      )}
      style={{ transform: `translateY(${props.topPx}px)` }}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        // What was found is named by both of its lines.
        aria-label={renaming === undefined && where === undefined ? displayName(entry.name) : undefined}
        data-column="name"
        className={styles.name}
      >
        <span aria-hidden data-check className={mergeClasses(checkClass, rowStyles.check, styles.check)}>
          {isSelected ? <CheckboxCheckedFilled /> : <CheckboxUncheckedRegular />}
        </span>
        <FilePicture entry={entry} size="row" isSeen={props.isSeen} />
        {renaming !== undefined ? (
          <RenameField entry={entry} renaming={renaming} />
        ) : where === undefined ? (
          <FileName name={entry.name} filter={props.filter} />
        ) : (
          <div className={styles.lines}>
            <FileName name={entry.name} filter={props.filter} />
            <FileWhere where={where} />
          </div>
        )}
      </div>
      {columns.slice(1).map((id, before) => (
        <div
          key={id}
          role="gridcell"
          aria-colindex={before + 2}
          data-column={id}
          className={mergeClasses(
            layout.cell,
            id === 'size' && layout.number,
            (id === 'etag' || id === 'version') && layout.technical,
          )}
        >
          {id === 'version' ? (
            entry.kind === 'file' && <VersionText file={entry} isSeen={props.isSeen} />
          ) : (
            <bdi>{columnText(entry, id, props.nowMs)}</bdi>
          )}
        </div>
      ))}
    </div>
  );
}, isSameRow);
