import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { errorTextInList } from '../../ui/errorText.ts';
import { formatCount } from '../../ui/format.ts';
import { NameList } from '../../ui/NameList.tsx';

const useStyles = makeStyles({
  notes: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    marginTop: tokens.spacingVerticalS,
  },
  renamed: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  secondary: { color: tokens.colorNeutralForeground2 },
});

/** What the user should know of a job beyond its progress: what failed and why, and names that were changed. */
export function JobNotes({ job }: { readonly job: TransferJob }) {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const basePrefix = job.target?.prefix ?? '';
  const shownPath = (path: string) =>
    displayName(path.startsWith(basePrefix) ? path.slice(basePrefix.length) : path);
  const { error, failures, failedCount, renamed, renamedCount } = job;
  if (error === undefined && failures.length === 0 && renamed.length === 0) return null;
  return (
    <div className={styles.notes}>
      {error !== undefined && <ErrorMessage compact error={error} />}
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
                {displayName(failure.name)}
              </Text>
              <br />
              {errorTextInList(failure.error)}
            </>
          )}
        </NameList>
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
