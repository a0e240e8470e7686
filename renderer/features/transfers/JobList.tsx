import { makeStyles } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { JobRow } from './JobRow.tsx';

const estimatedRowPx = 80;

const useStyles = makeStyles({
  scroller: { overflowY: 'auto', minHeight: '120px' },
  rows: { position: 'relative', margin: 0, padding: 0, listStyleType: 'none' },
  row: { position: 'absolute', top: 0, left: 0, width: '100%' },
});

/** The jobs with these ids; only the rows in sight are drawn, however many there are. */
export function JobList({ ids }: { readonly ids: readonly string[] }) {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedRowPx,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 4,
  });
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul aria-label={t('transfers')} className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => (
          <li
            key={item.key}
            ref={virtualizer.measureElement}
            data-index={item.index}
            aria-setsize={ids.length}
            aria-posinset={item.index + 1}
            className={styles.row}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <JobRow jobId={String(item.key)} />
          </li>
        ))}
      </ul>
    </div>
  );
}
