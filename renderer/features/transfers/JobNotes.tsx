import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { asksForFix, useErrorButton } from '../../ui/errorFix.ts';
import { errorTextInList } from '../../ui/errorText.ts';
import { formatCount } from '../../ui/format.ts';
import { NameList } from '../../ui/NameList.tsx';
import { isActive } from './jobGroups.ts';

const useStyles = makeStyles({
  notes: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    marginTop: tokens.spacingVerticalS,
  },
  renamed: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  fix: { alignSelf: 'flex-start' },
  secondary: { color: tokens.colorNeutralForeground2 },
});

type Props = { readonly job: TransferJob; readonly onRetry: () => void };

/** What the user should know of a job beyond its progress: what failed and why, and names that were changed. */
export function JobNotes({ job, onRetry }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const basePrefix = job.target?.prefix ?? '';
  const shownPath = (path: string) =>
    displayName(path.startsWith(basePrefix) ? path.slice(basePrefix.length) : path);
  const { failures, failedCount, renamed, renamedCount } = job;
  // What goes on by itself asks for nothing; the row says it in its own line.
  const error = job.status === 'offline' ? undefined : job.error;
  const fixable = isActive(job) ? undefined : failures.find((failure) => asksForFix(failure.error));
  if (error === undefined && failures.length === 0 && renamed.length === 0) return null;
  return (
    <div className={styles.notes}>
      {error !== undefined && (
        <ErrorMessage
          compact
          owner={job}
          error={error}
          actionLabel={job.status === 'blocked' && !asksForFix(error) ? t('job.retry') : undefined}
          onAction={job.status === 'blocked' || asksForFix(error) ? onRetry : undefined}
        />
      )}
      {failures.length > 0 && (
        <NameList
          items={failures}
          totalCount={failedCount}
          label={t('list.failures')}
          itemKey={(failure) => failure.itemId}
        >
          {(failure) => (
            <>
              <Text size={200} weight="semibold">
                <bdi>{displayName(failure.name)}</bdi>
              </Text>
              <br />
              {errorTextInList(failure.error)}
            </>
          )}
        </NameList>
      )}
      {error === undefined && fixable !== undefined && (
        <FailuresFix job={job} error={fixable.error} onRetry={onRetry} />
      )}
      {renamed.length > 0 && (
        <div className={styles.renamed}>
          <Text size={200} block className={styles.secondary}>
            {t('list.renamedTitle', { count: renamedCount, shown: formatCount(renamedCount) })}
            {t(`list.renamedRule.${job.kind}`)}
          </Text>
          <NameList
            items={renamed}
            totalCount={renamedCount}
            label={t('list.renamed')}
            itemKey={({ from, to }) => `${from}\n${to}`}
          >
            {({ from, to }) => t('list.renamedItem', { from: shownPath(from), to: shownPath(to) })}
          </NameList>
        </div>
      )}
    </div>
  );
}

/** The one button for files that all failed for the same cause, such as a sign-in that has ended. */
function FailuresFix({ job, error, onRetry }: Props & { readonly error: AppError }) {
  const styles = useStyles();
  const button = useErrorButton(error, job, onRetry);
  if (button === undefined) return null;
  return (
    <Button size="small" appearance="primary" className={styles.fix} onClick={button.start}>
      {button.label}
    </Button>
  );
}
