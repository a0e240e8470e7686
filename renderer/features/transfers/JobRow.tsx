import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  ArrowCircleDownRegular,
  ArrowCircleUpRegular,
  CheckmarkCircleRegular,
  CloudOffRegular,
  ErrorCircleRegular,
  PauseCircleRegular,
  QuestionCircleRegular,
  SubtractCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons';
import { memo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { ErrorDetails } from '../../ui/ErrorDetails.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { SteppedBar } from '../../ui/SteppedBar.tsx';
import { requestForJobs } from './bulkRequest.ts';
import { JobActions } from './JobActions.tsx';
import { JobNotes } from './JobNotes.tsx';
import { isActive } from './jobGroups.ts';
import { useJob } from './transfersStore.ts';
import { jobShare, jobTitle, reachedText, statusText, targetText } from './transferWords.ts';
import { useJobAction } from './useJobAction.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase500, color: tokens.colorBrandForeground1 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  question: { color: tokens.colorStatusWarningForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
  body: { flexGrow: 1, minWidth: 0 },
  head: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  words: { flexGrow: 1, minWidth: 0 },
  secondary: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  details: { display: 'flex', flexWrap: 'wrap' },
  bar: { marginBlock: tokens.spacingVerticalXS },
});

type Styles = ReturnType<typeof useStyles>;

function jobIcon(job: TransferJob, styles: Styles): ReactElement {
  const bad = <ErrorCircleRegular aria-hidden className={mergeClasses(styles.icon, styles.bad)} />;
  switch (job.status) {
    case 'done':
      if (job.failedCount > 0) return bad;
      return <CheckmarkCircleRegular aria-hidden className={mergeClasses(styles.icon, styles.good)} />;
    case 'failed':
      return bad;
    case 'waiting':
      return <QuestionCircleRegular aria-hidden className={mergeClasses(styles.icon, styles.question)} />;
    case 'blocked':
      return <WarningRegular aria-hidden className={mergeClasses(styles.icon, styles.question)} />;
    case 'offline':
      return <CloudOffRegular aria-hidden className={mergeClasses(styles.icon, styles.quiet)} />;
    case 'paused':
      return <PauseCircleRegular aria-hidden className={mergeClasses(styles.icon, styles.quiet)} />;
    case 'cancelled':
      return <SubtractCircleRegular aria-hidden className={mergeClasses(styles.icon, styles.quiet)} />;
    default:
      return job.kind === 'upload' ? (
        <ArrowCircleUpRegular aria-hidden className={styles.icon} />
      ) : (
        <ArrowCircleDownRegular aria-hidden className={styles.icon} />
      );
  }
}

type Props = { readonly jobId: string; readonly onShowFiles: (jobId: string) => void };

/** One job of the panel: what, where to, how far, and what can be done about it. */
export const JobRow = memo(function JobRow({ jobId, onShowFiles }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const job = useJob(jobId);
  const { run, error } = useJobAction();
  if (job === undefined) return null;
  const title = jobTitle(job);
  const share = job.status === 'planning' && job.sizeBytes === 0 ? undefined : jobShare(job);
  return (
    <div className={styles.row}>
      {jobIcon(job, styles)}
      <div className={styles.body}>
        <div className={styles.head}>
          <div className={styles.words}>
            <Text block truncate wrap={false} weight="semibold" title={title}>
              <bdi>{title}</bdi>
            </Text>
            <Text block truncate wrap={false} size={200} className={styles.secondary} title={targetText(job)}>
              {t('job.to', { target: targetText(job) })}
            </Text>
          </div>
          <JobActions job={job} run={run} onShowFiles={onShowFiles} />
        </div>
        {isActive(job) && (
          <SteppedBar
            className={styles.bar}
            thickness="large"
            aria-label={t('job.progress', { name: title })}
            aria-valuetext={statusText(job)}
            {...(share === undefined ? {} : { value: share })}
          />
        )}
        <Text block size={200} className={styles.secondary}>
          {statusText(job)}
        </Text>
        {job.status === 'offline' && (
          <Text block size={200} className={styles.secondary}>
            {reachedText(job)}
          </Text>
        )}
        {job.status === 'offline' && job.error !== undefined && (
          <div className={styles.details}>
            <ErrorDetails isAlone error={job.error} />
          </div>
        )}
        <JobNotes job={job} onRetry={() => run(() => requestForJobs('retry', [jobId]))} />
        {error !== undefined && <ErrorMessage compact owner={job} error={error} />}
      </div>
    </div>
  );
});
