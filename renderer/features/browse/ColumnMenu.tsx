import {
  MenuDivider,
  MenuGroupHeader,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ColumnId } from '../../../shared/domain/session.ts';
import { Menu } from '../../ui/Menu.tsx';
import { stepColumn, toggleColumn } from './columns.ts';
import type { Columns } from './useColumns.ts';

/** Where the menu was asked for, and for which column. */
export type ColumnMenuAt = { readonly at: DOMRect; readonly id: ColumnId };

type Props = {
  readonly asked: ColumnMenuAt | undefined;
  readonly columns: Columns;
  readonly onFit: (id: ColumnId) => void;
  readonly onStep: (id: ColumnId, step: 1 | -1) => void;
  readonly onClose: () => void;
};

/** The menu of a column's title: what can be done with the column, and which ones are shown. */
export function ColumnMenu({ asked, columns, onFit, onStep, onClose }: Props) {
  const { t } = useTranslation('browse');
  if (asked === undefined) return null;
  const { at, id } = asked;
  const { all, fitted } = columns;
  const index = fitted.findIndex((column) => column.id === id);
  const title = (column: ColumnId) => t(`list.column.${column}`);
  const neighbour = (step: 1 | -1) =>
    stepColumn(all, fitted, id, step) === all ? undefined : fitted[index + step]?.id;
  const [before, after] = [neighbour(-1), neighbour(1)];
  const shown = all.flatMap((column) => (column.isShown ? [column.id] : []));
  return (
    <Menu
      open
      persistOnItemClick
      checkedValues={{ columns: shown }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const changed = all.find((column) => checkedItems.includes(column.id) !== column.isShown);
        if (changed !== undefined) columns.keep(toggleColumn(all, changed.id));
      }}
      onOpenChange={(_, data) => !data.open && onClose()}
      positioning={{ target: { getBoundingClientRect: () => at }, position: 'below', align: 'start' }}
    >
      <MenuPopover>
        <MenuList aria-label={t('list.columns')}>
          <MenuItem persistOnClick={false} onClick={() => onFit(id)}>
            {t('list.fitColumn')}
          </MenuItem>
          {before !== undefined && (
            <MenuItem persistOnClick={false} onClick={() => onStep(id, -1)}>
              {t('list.moveColumnBefore', { column: title(before) })}
            </MenuItem>
          )}
          {after !== undefined && (
            <MenuItem persistOnClick={false} onClick={() => onStep(id, 1)}>
              {t('list.moveColumnAfter', { column: title(after) })}
            </MenuItem>
          )}
          <MenuDivider />
          {all.map((column) => (
            <MenuItemCheckbox
              key={column.id}
              name="columns"
              value={column.id}
              disabled={column.id === 'name'}
            >
              {title(column.id)}
            </MenuItemCheckbox>
          ))}
          {shown.length > fitted.length && <MenuGroupHeader>{t('list.noRoom')}</MenuGroupHeader>}
          <MenuDivider />
          <MenuItem persistOnClick={false} onClick={columns.reset}>
            {t('list.resetColumns')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
