// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen are no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row (ARIA grid)
import { makeStyles } from '@fluentui/react-components';
import type { Entry } from '../../../shared/domain/object.ts';
import type { ColumnId, FolderView } from '../../../shared/domain/session.ts';
import { mayHaveThumbnail } from './FilePicture.tsx';
import { FileRow } from './FileRow.tsx';
import { FileTile } from './FileTile.tsx';
import { type ListGeometry, tileSize } from './listGeometry.ts';
import type { Renaming } from './RenameField.tsx';
import type { RowDragProps, RowProps } from './rowProps.ts';
import type { Rows } from './rows.ts';
import type { SelectedIds } from './selection.ts';
import type { LineScroll } from './useLineScroll.ts';

const useStyles = makeStyles({
  line: {
    position: 'absolute',
    insetInlineStart: 0,
    top: 0,
    paddingTop: `${tileSize.gapPx}px`,
    display: 'grid',
    columnGap: `${tileSize.gapPx}px`,
    width: '100%',
  },
});

type Props = {
  readonly layout: NonNullable<FolderView['layout']>;
  readonly rows: Rows;
  readonly scroll: LineScroll;
  readonly geometry: ListGeometry;
  readonly columns: readonly ColumnId[];
  readonly nowMs: number;
  readonly selectedIds: SelectedIds;
  readonly cursorIndex: number;
  readonly isKeyboardHere: boolean;
  readonly rowId: (index: number) => string;
  readonly dropPrefix: string | undefined;
  readonly cutIds: ReadonlySet<string>;
  readonly filter: string | undefined;
  readonly whereOf: ((entry: Entry) => string) | undefined;
  readonly dragProps: RowDragProps | undefined;
  readonly renaming: Renaming | undefined;
};

/** The lines that are seen, and those of the row the keyboard is at and of the one that is being renamed. */
export function FileLines(props: Props) {
  const { layout, rows, scroll, geometry, columns, cursorIndex, renaming } = props;
  const { perLine } = geometry;
  const styles = useStyles();
  const { first, last } = scroll.seen;
  // The active row stays drawn when it is scrolled away, because the grid names it to screen readers.
  const lineOf = (index: number) => (index === -1 ? undefined : Math.floor(index / perLine));
  const renamedLine = renaming === undefined ? undefined : lineOf(rows.indexOf(renaming.id));
  const kept = [lineOf(cursorIndex), renamedLine].filter((line) => line !== undefined);
  const lines = [...new Set([...scroll.lines, ...kept])].sort((left, right) => left - right);
  const isDrawnAnyway = new Set(scroll.lines);
  // A line that comes in takes the elements of one that went out, which is far cheaper than to make new ones.
  const keyOf = (line: number, isRenamed: boolean) =>
    isRenamed || !isDrawnAnyway.has(line) ? `kept ${line}` : line % scroll.mostLines;

  const rowProps = (index: number, line: number): RowProps => {
    const entry = rows.at(index);
    const id = rows.idAt(index);
    // Only where something is asked for is it worth a new drawing when a row comes into sight.
    const asks = columns.includes('version') || mayHaveThumbnail(entry);
    return {
      entry,
      index,
      rowId: props.rowId(index),
      isSelected: props.selectedIds.has(id),
      isActive: props.isKeyboardHere && index === cursorIndex,
      isSeen: asks && line >= first && line <= last,
      isDropTarget: entry.kind === 'folder' && entry.prefix === props.dropPrefix,
      isCut: props.cutIds.has(id),
      filter: props.filter,
      where: props.whereOf?.(entry),
      dragProps: props.dragProps,
      renaming: renaming?.id === id ? renaming : undefined,
    };
  };
  if (layout === 'details') {
    return lines
      .filter((line) => line < rows.count)
      .map((line) => {
        const each = rowProps(line, line);
        return (
          <FileRow
            key={keyOf(line, each.renaming !== undefined)}
            {...each}
            columns={columns}
            topPx={scroll.linePx(line)}
            nowMs={props.nowMs}
          />
        );
      });
  }
  return lines
    .filter((line) => line * perLine < rows.count)
    .map((line) => (
      <div
        key={keyOf(line, renamedLine === line)}
        role="row"
        aria-rowindex={line + 2}
        className={styles.line}
        style={{
          transform: `translateY(${scroll.linePx(line)}px)`,
          gridTemplateColumns: `repeat(${perLine}, minmax(0, 1fr))`,
        }}
      >
        {Array.from({ length: Math.min(perLine, rows.count - line * perLine) }, (_, column) => {
          const index = line * perLine + column;
          // biome-ignore lint/suspicious/noArrayIndexKey: tiles are used again for what comes into sight
          return <FileTile key={column} {...rowProps(index, line)} column={column} />;
        })}
      </div>
    ));
}
