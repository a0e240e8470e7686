import {
  SearchBox as FluentSearchBox,
  makeStyles,
  mergeClasses,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, type Ref, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announce.ts';
import { formatCount } from '../../ui/format.ts';
import type { Folder } from '../browse/useFolder.ts';
import type { Shortcut } from '../commands/keys.ts';
import { FiltersButton } from './FiltersButton.tsx';
import { SearchOffers } from './SearchOffers.tsx';
import { isEmptyQuery, queryOf } from './searchQuery.ts';
import type { SearchControl, SearchScope } from './useSearch.ts';

const useStyles = makeStyles({
  root: { position: 'relative', display: 'flex', width: '240px', minWidth: '120px', flexShrink: 1000 },
  // Physical where Fluent is, whose own the same properties have to outdo; they are mirrored like its own.
  box: { flexGrow: 1, minWidth: 0, paddingRight: tokens.spacingHorizontalS },
  // Fluent shows it only while the field has the focus, but whoever points looks for the filters, and sees them in use.
  after: {
    alignItems: 'center',
    width: 'auto',
    height: 'auto',
    paddingLeft: tokens.spacingHorizontalXS,
    overflow: 'visible',
  },
  active: { color: tokens.colorCompoundBrandForeground1 },
});

/** Long enough that a screen reader does not speak at each letter. */
const announceAfterMs = 600;
/** The contract has longer keys, but nobody types them. */
const maxLength = 200;

type Props = {
  readonly folder: Pick<Folder, 'filter' | 'onFilter' | 'rows' | 'listing' | 'location'>;
  readonly search: SearchControl;
  readonly shortcut?: Shortcut | undefined;
  /** The field itself, for the shortcut to focus. */
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
  /** The keyboard goes on in the list: Escape in an empty field, or Arrow Down below the last offer. */
  readonly onLeave?: (() => void) | undefined;
};

/**
 * The field in which people look for something: what is typed filters the loaded rows at once, and Enter, or an offer
 * below the field, searches all that lies below.
 */
export function SearchBox({ folder, search, shortcut, inputRef, onLeave }: Props) {
  const { filter, onFilter, rows, listing, location } = folder;
  const { results, filters } = search;
  const styles = useStyles();
  const { t } = useTranslation(['search', 'ui']);
  const offersId = useId();
  const [isHinted, setIsHinted] = useState(false);
  const [isOffering, setIsOffering] = useState(false);
  const [offer, setOffer] = useState(-1);
  const scopes: readonly SearchScope[] = location.prefix === '' ? ['bucket'] : ['folder', 'bucket'];
  const isOpen = isOffering && filter.trim() !== '';
  const isResults = results !== undefined;
  const isIdle = !isResults && isEmptyQuery(queryOf(filter, filters, 0));

  const shown = formatCount(rows.count);
  const all = formatCount(listing.listed?.count ?? 0);
  useEffect(() => {
    if (filter === '' || isResults) return;
    const timer = setTimeout(() => announce(t('field.found', { shown, all })), announceAfterMs);
    return () => clearTimeout(timer);
  }, [filter, isResults, shown, all, t]);

  const close = () => {
    setIsOffering(false);
    setOffer(-1);
  };
  const start = (scope: SearchScope) => {
    close();
    search.start(scope);
  };
  const clear = () => {
    close();
    search.leave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (!['Enter', 'Escape', 'ArrowDown', 'ArrowUp'].includes(key) || event.nativeEvent.isComposing) return;
    if (key === 'ArrowUp' && !isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === 'Enter') return start((isOpen ? scopes[offer] : undefined) ?? 'folder');
    if (key === 'ArrowUp') return setOffer(Math.max(-1, offer - 1));
    if (key === 'ArrowDown' && isOpen && offer < scopes.length - 1) return setOffer(offer + 1);
    if (key === 'Escape' && !isIdle) return clear();
    close();
    onLeave?.();
  };

  return (
    <search className={styles.root}>
      <Tooltip
        // The offers stand in the same place.
        visible={isHinted && filter === ''}
        onVisibleChange={(_, data) => setIsHinted(data.visible)}
        content={
          shortcut === undefined
            ? t('field.hint')
            : t('ui:withKeys', { text: t('field.hint'), keys: shortcut.text })
        }
        relationship="description"
      >
        <FluentSearchBox
          className={styles.box}
          size="medium"
          // It goes to the input, which the field's type does not tell.
          ref={inputRef as Ref<never>}
          value={filter}
          maxLength={maxLength}
          placeholder={t('field.placeholder')}
          role="combobox"
          aria-label={t('field.label')}
          aria-keyshortcuts={shortcut?.ariaKeys}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? offersId : undefined}
          aria-activedescendant={isOpen && offer !== -1 ? `${offersId}-${offer}` : undefined}
          contentBefore={<SearchRegular className={mergeClasses(!isIdle && styles.active)} />}
          contentAfter={{ className: styles.after, children: <FiltersButton search={search} /> }}
          dismiss={isIdle ? null : { 'aria-label': t('field.clear') }}
          onChange={(event, data) => {
            // The button that clears the field ends the search, which deleting letters does not.
            if (event.type === 'click') return clear();
            onFilter(data.value);
            setIsOffering(true);
            setOffer(-1);
          }}
          onKeyDown={onKeyDown}
          onBlur={close}
        />
      </Tooltip>
      {isOpen && <SearchOffers id={offersId} scopes={scopes} active={offer} onChoose={start} />}
    </search>
  );
}
