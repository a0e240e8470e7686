// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen are no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row (ARIA grid)
import { Button, Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { frame } from '../../theme.ts';
import { useListLayout } from './listLayout.ts';
import { type Sort, type SortColumn, sortColumns } from './sorting.ts';

const useStyles = makeStyles({
  cell: { display: 'flex', alignItems: 'center', minWidth: 0 },
  header: {
    height: `${frame.listHeaderHeight}px`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  check: { marginInlineEnd: tokens.spacingHorizontalM },
  button: {
    flexGrow: 1,
    justifyContent: 'flex-start',
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalXS,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalXS})`,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
  },
  arrow: { fontSize: tokens.fontSizeBase300 },
  end: {
    justifyContent: 'flex-end',
    marginInlineStart: 0,
    marginInlineEnd: `calc(-1 * ${tokens.spacingHorizontalXS})`,
  },
});

type Props = {
  /** The sort that is shown, the server's own order included. */
  readonly sort: Sort;
  readonly onSort: (column: SortColumn) => void;
  readonly checked: boolean | 'mixed';
  readonly onCheck: (all: boolean) => void;
};

/** The row of column titles: each sorts by its column, and a second time the other way round. */
export function ListHeader({ sort, onSort, checked, onCheck }: Props) {
  const styles = useStyles();
  const layout = useListLayout();
  const { t } = useTranslation('browse');
  return (
    <div role="row" aria-rowindex={1} className={mergeClasses(layout.row, styles.header)}>
      {sortColumns.map((column, index) => {
        const isSorted = sort.column === column;
        return (
          <div
            key={column}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={isSorted ? sort.direction : 'none'}
            className={mergeClasses(
              styles.cell,
              column === 'type' && layout.type,
              column === 'modified' && layout.modified,
              column === 'size' && layout.number,
            )}
          >
            {index === 0 && (
              <Checkbox
                className={styles.check}
                checked={checked}
                onChange={(_, data) => onCheck(data.checked === true)}
                aria-label={t('list.selectAll')}
              />
            )}
            <Button
              appearance="transparent"
              size="small"
              className={mergeClasses(styles.button, column === 'size' && styles.end)}
              iconPosition="after"
              {...(isSorted && {
                icon:
                  sort.direction === 'ascending' ? (
                    <ArrowUpRegular className={styles.arrow} />
                  ) : (
                    <ArrowDownRegular className={styles.arrow} />
                  ),
              })}
              onClick={() => onSort(column)}
            >
              {t(`list.column.${column}`)}
            </Button>
          </div>
        );
      })}
    </div>
  );
}
