import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format.ts';
import { BulkButtons } from './BulkButtons.tsx';
import type { JobGroup } from './jobGroups.ts';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    minHeight: tokens.spacingVerticalXXXL,
    paddingInline: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  title: { margin: 0, fontSize: 'inherit', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  count: { color: tokens.colorNeutralForeground2, marginInlineStart: tokens.spacingHorizontalS },
});

/** The head of a group of jobs: its name, how many, and what can be done with all of them. */
export const GroupHeader = memo(function GroupHeader({ group }: { readonly group: JobGroup }) {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  return (
    <div className={styles.header}>
      <h3 className={styles.title}>
        <Text size={200} weight="semibold">
          {t(`group.${group.kind}`)}
        </Text>
        <Text size={200} className={styles.count}>
          {formatCount(group.jobIds.length)}
        </Text>
      </h3>
      <BulkButtons offers={group.offers} group={group.kind} />
    </div>
  );
});
