import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Tab,
  TabList,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { useListDialog } from '../../ui/listDialog.ts';
import { useJob } from '../transfers/transfersStore.ts';
import { jobTitle, statusText } from '../transfers/transferWords.ts';
import { type FileFilter, fileFilters, filterText } from './fileWords.ts';
import { JobFileList } from './JobFileList.tsx';

const useStyles = makeStyles({
  tabs: { flexWrap: 'wrap', flexShrink: 0, fontVariantNumeric: 'tabular-nums' },
  status: { flexShrink: 0, color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  panel: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
});

type Props = { readonly jobId: string; readonly onClose: () => void };

/** Shows the files of a job by their state; closes when the job goes off the list. */
export function JobFilesDialog({ jobId, onClose }: Props) {
  const job = useJob(jobId);
  const isGone = job === undefined;
  useEffect(() => {
    if (isGone) onClose();
  }, [isGone, onClose]);
  return isGone ? null : <JobFiles job={job} onClose={onClose} />;
}

function JobFiles({ job, onClose }: { readonly job: TransferJob; readonly onClose: () => void }) {
  const dialog = useListDialog();
  const styles = useStyles();
  const { t } = useTranslation('jobFiles');
  const [filter, setFilter] = useState<FileFilter>('all');
  const id = useId();
  const name = jobTitle(job);
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={dialog.surface}>
        <DialogBody className={dialog.body}>
          <DialogTitle className={dialog.title}>{t('title', { name })}</DialogTitle>
          <DialogContent className={dialog.content}>
            <Text size={200} block className={styles.status}>
              {statusText(job)}
            </Text>
            <TabList
              size="small"
              className={styles.tabs}
              aria-label={t('filters')}
              selectedValue={filter}
              onTabSelect={(_, { value }) => setFilter(fileFilters.find((each) => each === value) ?? 'all')}
            >
              {fileFilters.map((each) => (
                <Tab key={each} id={`${id}-${each}`} value={each}>
                  {filterText(each, job)}
                </Tab>
              ))}
            </TabList>
            <div role="tabpanel" aria-labelledby={`${id}-${filter}`} className={styles.panel}>
              <JobFileList key={filter} job={job} filter={filter} />
            </div>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {t('close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
