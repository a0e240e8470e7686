import { Button, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  DismissRegular,
  FolderOpenRegular,
  PauseRegular,
  PlayRegular,
  RecordStopRegular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { request } from '../../ipc/client.ts';
import { requestForJobs } from './bulkRequest.ts';
import { askConflict } from './conflictState.ts';
import { JobMenu } from './JobMenu.tsx';
import { type JobAction, jobActionsOf } from './jobActions.ts';
import { SlotButton } from './SlotButton.tsx';
import { jobTitle } from './transferWords.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexShrink: 0, gap: tokens.spacingHorizontalXS },
});

const icons: Readonly<Record<JobAction, ReactElement>> = {
  pause: <PauseRegular />,
  resume: <PlayRegular />,
  retry: <ArrowClockwiseRegular />,
  reveal: <FolderOpenRegular />,
  cancel: <RecordStopRegular />,
  clear: <DismissRegular />,
};

type Props = {
  readonly job: TransferJob;
  readonly run: (action: () => Promise<unknown>) => void;
  readonly onShowFiles: (jobId: string) => void;
};

/** The buttons of one job: only those that do something as it stands, and the menu with the rest. */
export function JobActions({ job, run, onShowFiles }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const name = jobTitle(job);
  const carryOut = (action: JobAction) =>
    run(() =>
      action === 'reveal' ? request('transfer.reveal', { jobId: job.id }) : requestForJobs(action, [job.id]),
    );
  return (
    <div className={styles.actions}>
      {job.status === 'waiting' && (
        <Button
          appearance="primary"
          size="small"
          aria-label={t('job.answerNamed', { name })}
          onClick={() => askConflict(job.id)}
        >
          {t('job.answer')}
        </Button>
      )}
      {jobActionsOf(job)
        .map((action, place) => (
          <SlotButton
            // biome-ignore lint/suspicious/noArrayIndexKey: a place keeps its button, whatever that does
            key={place}
            action={{
              id: action,
              isGuarded: action === 'clear',
              label: t(`job.${action}`),
              name: t(`job.${action}Named`, { name }),
              icon: icons[action],
              run: () => carryOut(action),
            }}
          />
        ))
        .reverse()}
      <JobMenu job={job} run={run} onShowFiles={onShowFiles} />
    </div>
  );
}
