import { makeStyles } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { GroupHeader } from './GroupHeader.tsx';
import { JobRow } from './JobRow.tsx';
import type { JobGroup } from './jobGroups.ts';
import { panelRowsOf } from './panelRows.ts';

const estimatedPx = { group: 33, job: 80 } as const;

const useStyles = makeStyles({
  scroller: { overflowY: 'auto', minHeight: '120px' },
  rows: { position: 'relative', margin: 0, padding: 0, listStyleType: 'none' },
  row: { position: 'absolute', top: 0, insetInlineStart: 0, width: '100%' },
});

type Props = { readonly groups: readonly JobGroup[]; readonly onShowFiles: (jobId: string) => void };

/** The jobs in their groups; only the rows in sight are drawn, however many there are. */
export function JobList({ groups, onShowFiles }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => panelRowsOf(groups), [groups]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimatedPx[rows[index]?.kind ?? 'job'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 4,
  });
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul aria-label={t('transfers')} className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <li
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              {...(row.kind === 'job' && {
                'aria-setsize': row.groupSize,
                'aria-posinset': row.placeInGroup,
              })}
              className={styles.row}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row.kind === 'group' ? (
                <GroupHeader group={row.group} />
              ) : (
                <JobRow jobId={row.jobId} onShowFiles={onShowFiles} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
