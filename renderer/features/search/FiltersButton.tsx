import {
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from '@fluentui/react-components';
import { FilterFilled, FilterRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { FiltersForm } from './FiltersForm.tsx';
import { filterCount } from './searchQuery.ts';
import type { SearchControl } from './useSearch.ts';

const useStyles = makeStyles({
  active: { color: tokens.colorCompoundBrandForeground1 },
  surface: { maxWidth: '320px', maxHeight: '80vh', overflowY: 'auto' },
});

/** The button in the search field that opens what a search can be narrowed to. */
export function FiltersButton({ search }: { readonly search: SearchControl }) {
  const styles = useStyles();
  const { t } = useTranslation('search');
  const [isOpen, setIsOpen] = useState(false);
  const count = filterCount(search.filters);
  const label = count === 0 ? t('filters.title') : t('filters.inUse', { shown: formatCount(count) });
  return (
    <Popover
      open={isOpen}
      onOpenChange={(_, data) => setIsOpen(data.open)}
      positioning={{ position: 'below', align: 'end', offset: 8 }}
      trapFocus
    >
      <Tooltip content={label} relationship="label">
        <PopoverTrigger disableButtonEnhancement>
          <Button
            appearance="transparent"
            size="small"
            icon={count === 0 ? <FilterRegular /> : <FilterFilled className={styles.active} />}
          />
        </PopoverTrigger>
      </Tooltip>
      <PopoverSurface aria-label={t('filters.title')} className={styles.surface}>
        <FiltersForm
          filters={search.filters}
          onFilters={search.onFilters}
          onSearch={() => {
            setIsOpen(false);
            // The popover gives the focus back first: what closes with it would take it along.
            requestAnimationFrame(() => search.start('folder'));
          }}
        />
      </PopoverSurface>
    </Popover>
  );
}
