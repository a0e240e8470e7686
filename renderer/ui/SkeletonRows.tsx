import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useDelayed } from './useDelayed.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '40px',
    paddingInline: tokens.spacingHorizontalM,
  },
  compact: { height: '32px' },
});

type Props = {
  readonly count?: number;
  readonly compact?: boolean;
  /** What is being loaded, for screen readers; "Loading" when it is not given. */
  readonly label?: string;
};

/** Rows to come, shown after 150 ms so that a quick answer does not flash. */
export function SkeletonRows({ count = 8, compact = false, label }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const shown = useDelayed(150);
  if (!shown) return null;
  return (
    <Skeleton aria-label={label ?? t('loading')} animation="pulse">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <div key={index} className={compact ? `${styles.row} ${styles.compact}` : styles.row}>
          <SkeletonItem shape="square" size={20} />
          <SkeletonItem size={12} style={{ width: `${40 + ((index * 37) % 35)}%` }} />
        </div>
      ))}
    </Skeleton>
  );
}
