import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular, DismissRegular, FolderOpenRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { request } from '../../ipc/client.ts';
import { askConflict } from './conflictState.ts';
import { isActive } from './createTransfersStore.ts';
import { jobTitle } from './transferWords.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexShrink: 0, gap: tokens.spacingHorizontalXS },
});

type IconActionProps = {
  readonly label: string;
  readonly name: string;
  readonly icon: ReactElement;
  readonly onClick: () => void;
};

function IconAction({ label, name, icon, onClick }: IconActionProps) {
  return (
    <Tooltip content={label} relationship="description">
      <Button appearance="subtle" size="small" icon={icon} aria-label={name} onClick={onClick} />
    </Tooltip>
  );
}

type Props = {
  readonly job: TransferJob;
  readonly run: (action: () => Promise<unknown>) => void;
};

/** The buttons of one job: only those that do something as it stands. */
export function JobActions({ job, run }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const jobId = job.id;
  const name = jobTitle(job);
  const active = isActive(job);
  const unfinished = job.status === 'failed' || job.status === 'cancelled' || job.failedCount > 0;
  return (
    <div className={styles.actions}>
      {job.status === 'waiting' && (
        <Button
          appearance="primary"
          size="small"
          aria-label={t('job.answerNamed', { name })}
          onClick={() => askConflict(jobId)}
        >
          {t('job.answer')}
        </Button>
      )}
      {!active && unfinished && (
        <IconAction
          label={t('job.retry')}
          name={t('job.retryNamed', { name })}
          icon={<ArrowClockwiseRegular />}
          onClick={() => run(() => request('transfer.retry', { jobId }))}
        />
      )}
      {!active && job.kind === 'download' && job.doneCount > 0 && (
        <IconAction
          label={t('job.reveal')}
          name={t('job.revealNamed', { name })}
          icon={<FolderOpenRegular />}
          onClick={() => run(() => request('transfer.reveal', { jobId }))}
        />
      )}
      <IconAction
        label={active ? t('job.cancel') : t('job.clear')}
        name={active ? t('job.cancelNamed', { name }) : t('job.clearNamed', { name })}
        icon={<DismissRegular />}
        onClick={() => run(() => request(active ? 'transfer.cancel' : 'transfer.clear', { jobId }))}
      />
    </div>
  );
}
