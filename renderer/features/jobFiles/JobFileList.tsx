import { makeStyles } from '@fluentui/react-components';
import { DocumentRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { VirtualListbox } from '../../ui/VirtualListbox.tsx';
import { jobTitle } from '../transfers/transferWords.ts';
import { type FileFilter, stateOf } from './fileWords.ts';
import { JobFileDetails } from './JobFileDetails.tsx';
import { JobFileRow } from './JobFileRow.tsx';
import { useJobItems } from './useJobItems.ts';

const useStyles = makeStyles({ list: { flexGrow: 1, minHeight: 0 } });

type Props = { readonly job: TransferJob; readonly filter: FileFilter };

/** The files of a job in one state, in whichever state the list itself is. Mounted anew for each filter. */
export function JobFileList({ job, filter }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('jobFiles');
  const items = useJobItems(job, stateOf(filter));
  const [shownId, setShownId] = useState<string>();
  const shown = shownId === undefined ? undefined : items.byId.get(shownId);
  const failure = items.error !== undefined && (
    <ErrorMessage compact={items.status === 'ready'} error={items.error} onAction={items.retry} />
  );
  if (items.status === 'loading') return <SkeletonRows count={4} label={t('loading')} />;
  if (items.status === 'failed') return failure;
  if (items.ids.length === 0 && !items.hasMore) {
    return <EmptyState icon={<DocumentRegular />} title={t(`none.${filter}`)} />;
  }
  return (
    <>
      <div className={styles.list}>
        <VirtualListbox
          label={t('title', { name: jobTitle(job) })}
          ids={items.ids}
          isComplete={!items.hasMore}
          isSelected={(id) => id === shownId}
          onPress={setShownId}
          onGo={(id) => setShownId((current) => (current === undefined ? undefined : id))}
          onNearEnd={items.fetchMore}
          onSeen={items.setSeen}
        >
          {(id) => {
            const row = items.byId.get(id);
            return row === undefined ? null : <JobFileRow row={row} />;
          }}
        </VirtualListbox>
      </div>
      {failure}
      {shown !== undefined && <JobFileDetails job={job} row={shown} onClose={() => setShownId(undefined)} />}
    </>
  );
}
