import { Button, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  DismissRegular,
  FolderOpenRegular,
  RecordStopRegular,
} from '@fluentui/react-icons';
import type { MouseEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { request } from '../../ipc/client.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
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
  readonly onClick: (event: MouseEvent) => void;
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

const settleMs = 1000;

/** True for a click of the mouse so soon after the job's end that Cancel was still there when it was aimed. */
function isMeantForCancel(event: MouseEvent, { endedAtMs }: TransferJob): boolean {
  return event.detail > 0 && endedAtMs !== undefined && Date.now() - endedAtMs < settleMs;
}

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
      {active ? (
        <IconAction
          key="cancel"
          label={t('job.cancel')}
          name={t('job.cancelNamed', { name })}
          icon={<RecordStopRegular />}
          onClick={() => run(() => request('transfer.cancel', { jobId }))}
        />
      ) : (
        <IconAction
          key="clear"
          label={t('job.clear')}
          name={t('job.clearNamed', { name })}
          icon={<DismissRegular />}
          onClick={(event) => {
            if (!isMeantForCancel(event, job)) run(() => request('transfer.clear', { jobId }));
          }}
        />
      )}
    </div>
  );
}
