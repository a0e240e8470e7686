// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen are no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row (ARIA grid)
import { Checkbox, makeStyles, mergeClasses, tokens, useFluent } from '@fluentui/react-components';
import { type MouseEvent, memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnId } from '../../../shared/domain/session.ts';
import { frame } from '../../theme.ts';
import { announce } from '../../ui/announce.ts';
import { formatCount } from '../../ui/format.ts';
import { ColumnMenu, type ColumnMenuAt } from './ColumnMenu.tsx';
import { ColumnSeparator } from './ColumnSeparator.tsx';
import { ColumnTitle } from './ColumnTitle.tsx';
import { fitWidth, moveBoundary, moveColumn, stepColumn } from './columns.ts';
import { useListLayout } from './listLayout.ts';
import { type Sort, type SortColumn, sortColumns } from './sorting.ts';
import { useColumnDrag } from './useColumnDrag.ts';
import type { Columns } from './useColumns.ts';

const useStyles = makeStyles({
  header: {
    height: `${frame.listHeaderHeight}px`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  check: { marginInlineEnd: tokens.spacingHorizontalM },
});

type Props = {
  readonly columns: Columns;
  /** The sort that is shown, the server's own order included; undefined for none. */
  readonly sort: Sort | undefined;
  readonly onSort: (column: SortColumn) => void;
  readonly checked: boolean | 'mixed';
  readonly onCheck: (all: boolean) => void;
  /** How wide a column is with the whole of what is seen in it. */
  readonly contentWidth: (id: ColumnId) => number;
};

/** The row of column titles, which can be dragged to other widths and places, hidden and shown. */
export const ListHeader = memo(function ListHeader({
  columns,
  sort,
  onSort,
  checked,
  onCheck,
  contentWidth,
}: Props) {
  const styles = useStyles();
  const layout = useListLayout();
  const { t } = useTranslation('browse');
  const { dir } = useFluent();
  const header = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<ColumnMenuAt>();
  const { all, fitted } = columns;
  const { drag, start } = useColumnDrag(header, ({ id, place }) =>
    columns.keep(moveColumn(all, fitted, id, place)),
  );

  const fitColumn = (id: ColumnId) => columns.keep(fitWidth(all, fitted, id, contentWidth(id)));
  const step = (id: ColumnId, by: 1 | -1) => {
    const moved = stepColumn(all, fitted, id, by);
    if (moved === all) return;
    columns.keep(moved);
    announce(
      t('list.columnMoved', {
        column: t(`list.column.${id}`),
        position: formatCount(fitted.findIndex((column) => column.id === id) + by + 1),
        total: formatCount(fitted.length),
      }),
    );
  };
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    const title = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-column]') : null;
    // The keyboard's menu key tells no place.
    const isPointer = event.button === 2;
    const at = isPointer
      ? new DOMRect(event.clientX, event.clientY, 0, 0)
      : (title ?? event.currentTarget).getBoundingClientRect();
    setMenu({ at, id: fitted.find(({ id }) => id === title?.dataset.column)?.id ?? 'name' });
  };

  return (
    <>
      <div
        ref={header}
        role="row"
        aria-rowindex={1}
        className={mergeClasses(layout.row, styles.header)}
        onContextMenu={onContextMenu}
      >
        {fitted.map(({ id, widthPx }, index) => {
          const column = sortColumns.find((each) => each === id);
          const isLast = index === fitted.length - 1;
          return (
            <ColumnTitle
              key={id}
              id={id}
              index={index}
              sorted={column === undefined ? undefined : sort?.column === column ? sort.direction : 'none'}
              isDragged={drag?.id === id}
              dropSide={
                drag?.place === index
                  ? 'before'
                  : isLast && drag?.place === fitted.length
                    ? 'after'
                    : undefined
              }
              onClick={(event) =>
                column === undefined
                  ? setMenu({ at: event.currentTarget.getBoundingClientRect(), id })
                  : onSort(column)
              }
              onStep={(side) => step(id, (side === 'right') === (dir === 'ltr') ? 1 : -1)}
              onPointerDown={(event) => start(id, event)}
              before={
                id === 'name' && (
                  <Checkbox
                    className={styles.check}
                    checked={checked}
                    onChange={(_, data) => onCheck(data.checked === true)}
                    aria-label={t('list.selectAll')}
                  />
                )
              }
              after={
                !isLast && (
                  <ColumnSeparator
                    id={id}
                    widthPx={widthPx}
                    onMove={(byPx) => columns.preview(moveBoundary(all, fitted, id, byPx))}
                    onMoved={(byPx) => columns.keep(moveBoundary(all, fitted, id, byPx))}
                    onGiveUp={() => columns.preview(undefined)}
                    onFit={() => fitColumn(id)}
                  />
                )
              }
            />
          );
        })}
      </div>
      <ColumnMenu
        asked={menu}
        columns={columns}
        onFit={fitColumn}
        onStep={step}
        onClose={() => setMenu(undefined)}
      />
    </>
  );
});
