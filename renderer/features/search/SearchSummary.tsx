import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { DismissRegular, FolderOpenRegular, StopRegular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry, Location } from '../../../shared/domain/object.ts';
import { announce } from '../../ui/announce.ts';
import { displayName } from '../../ui/displayName.ts';
import { formatCount } from '../../ui/format.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { placeName } from '../browse/place.ts';
import type { SearchControl, SearchResults } from './useSearch.ts';
import { folderOf } from './whereOf.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    flexShrink: 0,
    gap: tokens.spacingHorizontalS,
    minHeight: '40px',
    paddingInline: `${tokens.spacingHorizontalXL} ${tokens.spacingHorizontalS}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  text: { flexGrow: 1, minWidth: 0 },
  line: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
  limited: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

type Props = {
  readonly search: SearchControl;
  readonly results: SearchResults;
  readonly onReveal: (folder: Location, entry: Entry) => void;
};

/** How the search goes: what was found, what was looked at, and how it can be stopped and left. */
export function SearchSummary({ search, results, onReveal }: Props) {
  const { selected, location, place } = results;
  const { status, listed, scannedCount, isLimited, number } = results.search;
  const styles = useStyles();
  const { t } = useTranslation('search');
  const foundCount = listed?.count ?? 0;
  const counted = (count: number) => ({ count, shown: formatCount(count) });
  const found = t('results.found', counted(foundCount));
  const limited = isLimited ? t('results.limited', { shown: formatCount(foundCount) }) : undefined;
  const isRunning = status === 'running';
  const ending = {
    running: t('results.searching', { place: displayName(placeName(place)) }),
    done: t('results.done', { found }),
    cancelled: t('results.stopped', { found }),
    failed: t('results.failed', { found }),
  }[status];

  const news = limited === undefined ? ending : `${ending}. ${limited}`;
  const latest = useRef(news);
  latest.current = news;
  // Said when it begins and when it is over, not at each result.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a search that is made again says so again
  useEffect(() => announce(latest.current), [status, number]);

  const { only } = selected;
  return (
    <div className={styles.bar}>
      {isRunning && <Spinner size="extra-tiny" aria-label={ending} />}
      <div className={styles.text}>
        <div className={styles.line}>
          {t('results.summary', { found, scanned: t('results.scanned', counted(scannedCount)) })}
        </div>
        {limited !== undefined && <div className={styles.limited}>{limited}</div>}
      </div>
      {only !== undefined && (
        <Button
          appearance="subtle"
          icon={<FolderOpenRegular />}
          onClick={() => onReveal({ ...location, prefix: folderOf(only) }, only)}
        >
          {t('results.showInFolder')}
        </Button>
      )}
      {isRunning && (
        <Button icon={<StopRegular />} onClick={search.stop}>
          {t('results.stop')}
        </Button>
      )}
      <Tooltip content={t('results.leave')} relationship="label">
        <Button appearance="subtle" icon={<DismissRegular />} onClick={search.leave} />
      </Tooltip>
    </div>
  );
}
