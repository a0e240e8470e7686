import { makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { FilterRegular } from '@fluentui/react-icons';
import { type Ref, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announce.ts';
import { formatCount } from '../../ui/format.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import type { Shortcut } from '../commands/keys.ts';
import type { Folder } from './useFolder.ts';

const useStyles = makeStyles({
  box: { width: '200px', minWidth: '96px', flexShrink: 1 },
  active: { color: tokens.colorCompoundBrandForeground1 },
});

/** Long enough that a screen reader does not speak at each letter. */
const announceAfterMs = 600;
/** The contract has longer keys, but nobody types them. */
const maxLength = 200;

type Props = {
  readonly folder: Pick<Folder, 'filter' | 'onFilter' | 'rows' | 'listing'>;
  readonly shortcut?: Shortcut | undefined;
  /** The field itself, for the shortcut to focus. */
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
  /** Escape in an empty field, or Arrow Down: the keyboard goes on in the list. */
  readonly onLeave?: (() => void) | undefined;
};

/** The field that leaves only those of the loaded rows whose names have what is typed. */
export function FilterBox({ folder, shortcut, inputRef, onLeave }: Props) {
  const { filter, onFilter, rows, listing } = folder;
  const styles = useStyles();
  const { t } = useTranslation('browse');
  const label = t('filter.label');

  const shown = formatCount(rows.count);
  const all = formatCount(listing.listed?.count ?? 0);
  useEffect(() => {
    if (filter === '') return;
    const timer = setTimeout(() => announce(t('filter.found', { shown, all })), announceAfterMs);
    return () => clearTimeout(timer);
  }, [filter, shown, all, t]);

  return (
    <Tooltip
      content={shortcut === undefined ? label : `${label} (${shortcut.text})`}
      relationship="description"
    >
      <SearchBox
        className={styles.box}
        size="medium"
        {...(inputRef !== undefined && { input: { ref: inputRef } })}
        value={filter}
        maxLength={maxLength}
        placeholder={t('filter.placeholder')}
        aria-label={label}
        aria-keyshortcuts={shortcut?.ariaKeys}
        contentBefore={<FilterRegular {...(filter !== '' && { className: styles.active })} />}
        dismiss={{ 'aria-label': t('filter.clear') }}
        onChange={(_, data) => onFilter(data.value)}
        onKeyDown={(event) => {
          const isLeaving = event.key === 'ArrowDown' || (event.key === 'Escape' && filter === '');
          if (event.key !== 'Escape' && !isLeaving) return;
          event.preventDefault();
          event.stopPropagation();
          if (isLeaving) onLeave?.();
          else onFilter('');
        }}
      />
    </Tooltip>
  );
}
