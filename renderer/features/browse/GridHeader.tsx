// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen are no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row (ARIA grid)
import {
  Button,
  Checkbox,
  MenuDivider,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { frame } from '../../theme.ts';
import { Menu } from '../../ui/Menu.tsx';
import { type Sort, type SortColumn, sortColumns } from './sorting.ts';

const useStyles = makeStyles({
  header: {
    height: `${frame.listHeaderHeight}px`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
  },
  cell: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    height: '100%',
    paddingInline: tokens.spacingHorizontalXS,
  },
  arrow: { fontSize: tokens.fontSizeBase300 },
  button: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
});

type Props = {
  readonly perLine: number;
  /** Undefined where there is no order yet. */
  readonly sort: Sort | undefined;
  readonly onSort: (column: SortColumn) => void;
  readonly checked: boolean | 'mixed';
  readonly onCheck: (all: boolean) => void;
};

/** What stands above the tiles: the tick for all of them, and their order. */
export const GridHeader = memo(function GridHeader({ perLine, sort, onSort, checked, onCheck }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('browse');
  const Arrow = sort?.direction === 'ascending' ? ArrowUpRegular : ArrowDownRegular;
  // To sort by the same column again turns the order round.
  const choose = (name: string, value: string | undefined) => {
    const column = name === 'column' ? sortColumns.find((each) => each === value) : sort?.column;
    const isSame = name === 'column' ? column === sort?.column : value === sort?.direction;
    if (column !== undefined && !isSame) onSort(column);
  };
  return (
    <div role="row" aria-rowindex={1} className={styles.header}>
      <div
        role="columnheader"
        aria-colindex={1}
        aria-colspan={perLine}
        aria-sort={sort?.direction ?? 'none'}
        className={styles.cell}
      >
        <Checkbox
          checked={checked}
          onChange={(_, data) => onCheck(data.checked === true)}
          aria-label={t('list.selectAll')}
        />
        <Menu
          checkedValues={sort === undefined ? {} : { column: [sort.column], direction: [sort.direction] }}
          onCheckedValueChange={(_, { name, checkedItems }) => choose(name, checkedItems[0])}
        >
          <MenuTrigger disableButtonEnhancement>
            <Button
              appearance="transparent"
              size="small"
              className={styles.button}
              {...(sort !== undefined && { icon: <Arrow className={styles.arrow} /> })}
              iconPosition="after"
            >
              {sort === undefined
                ? t('list.sortBy')
                : t('list.sortedBy', { column: t(`list.column.${sort.column}`) })}
            </Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList aria-label={t('list.sortBy')}>
              {sortColumns.map((column) => (
                <MenuItemRadio key={column} name="column" value={column}>
                  {t(`list.column.${column}`)}
                </MenuItemRadio>
              ))}
              <MenuDivider />
              {(['ascending', 'descending'] as const).map((direction) => (
                <MenuItemRadio key={direction} name="direction" value={direction}>
                  {t(`list.${direction}`)}
                </MenuItemRadio>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
    </div>
  );
});
