import { Button, makeStyles } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry, Location } from '../../../shared/domain/object.ts';
import { displayName } from '../../ui/displayName.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { FailureStrip } from '../browse/FailureStrip.tsx';
import { FileList } from '../browse/FileList.tsx';
import { placeName } from '../browse/place.ts';
import type { RowDragProps } from '../browse/rowProps.ts';
import { useSettings } from '../settings/useSettings.ts';
import { SearchSummary } from './SearchSummary.tsx';
import { filterCount, noFilters } from './searchQuery.ts';
import type { SearchControl, SearchResults } from './useSearch.ts';
import { whereOf } from './whereOf.ts';

const useStyles = makeStyles({
  list: { flexGrow: 1, minHeight: 0 },
});

type Props = {
  readonly search: SearchControl;
  readonly results: SearchResults;
  /** The folder under what is being dragged. */
  readonly dropPrefix?: string | undefined;
  readonly rowDragProps?: RowDragProps | undefined;
  readonly onOpen: (entry: Entry) => void;
  readonly onDelete: () => void;
  readonly onDetails: () => void;
  readonly onMenu: (at: DOMRect) => void;
  /** Goes to the folder in which a result is, and shows it there. */
  readonly onReveal: (folder: Location, entry: Entry) => void;
};

/** What a search found, in whichever of its states it is. */
export function SearchView(props: Props) {
  const { search, results } = props;
  const { rows, selection, place, location } = results;
  const { status, error, query, listed, number } = results.search;
  const styles = useStyles();
  const { t } = useTranslation('search');
  const showsThumbnails = useSettings().settings?.showsThumbnails ?? false;
  const name = displayName(placeName(place));
  const { prefix } = location;
  const where = useCallback((entry: Entry) => whereOf(entry, prefix, name), [prefix, name]);
  const isRunning = status === 'running';

  const nothing = () => {
    if (isRunning) return <SkeletonRows label={t('results.searching', { place: name })} />;
    if (status === 'failed') return undefined;
    return (
      <EmptyState
        icon={<SearchRegular />}
        title={status === 'cancelled' ? t('results.stoppedTitle') : t('results.noneTitle', { place: name })}
        action={nextStep()}
      />
    );
  };
  const nextStep = () => {
    if (status === 'cancelled')
      return <Button onClick={results.listing.refresh}>{t('results.again')}</Button>;
    if (filterCount(search.filters) > 0 && query.text !== '') {
      return (
        <Button
          onClick={() => {
            search.onFilters(noFilters);
            search.start(prefix === '' ? 'bucket' : 'folder', noFilters);
          }}
        >
          {t('filters.clear')}
        </Button>
      );
    }
    if (prefix === '') return <Button onClick={search.leave}>{t('results.leave')}</Button>;
    return <Button onClick={() => search.start('bucket')}>{t('field.inBucket')}</Button>;
  };

  return (
    <>
      <SearchSummary search={search} results={results} onReveal={props.onReveal} />
      {status === 'failed' && error !== undefined && (
        <FailureStrip error={error} onRetry={results.listing.refresh} />
      )}
      <div className={styles.list}>
        {(listed?.count ?? 0) === 0 ? (
          nothing()
        ) : (
          <FileList
            key={number}
            label={t('results.label', { place: name })}
            rows={rows}
            isComplete={!isRunning}
            isLoadingAll={false}
            onLoadAll={ignored}
            sort={results.sort}
            onSort={results.onSort}
            isUnordered
            selection={selection}
            onSelect={results.onSelect}
            dropPrefix={props.dropPrefix}
            memory={results.memory}
            onRemember={results.onRemember}
            revealIds={undefined}
            onRevealed={ignored}
            onNearEnd={ignored}
            onOpen={props.onOpen}
            onDelete={props.onDelete}
            onDetails={props.onDetails}
            onEscape={search.leave}
            onMenu={props.onMenu}
            location={location}
            view={results.view}
            onView={results.onView}
            showsThumbnails={showsThumbnails}
            filter={query.text}
            whereOf={where}
            rowDragProps={props.rowDragProps}
          />
        )}
      </div>
    </>
  );
}

/** The results come by themselves. */
const ignored = () => undefined;
