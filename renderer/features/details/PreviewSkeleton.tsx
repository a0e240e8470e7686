import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useDelayed } from '../../ui/useDelayed.ts';

const useStyles = makeStyles({ skeleton: { height: '160px' } });

/** Where a preview will be: nothing for 150 ms, then a quiet block, so that arrowing through files does not flicker. */
export function PreviewSkeleton() {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const shown = useDelayed(150);
  if (!shown) return <div className={styles.skeleton} />;
  return (
    <Skeleton aria-label={t('preview.loading')} animation="pulse">
      <SkeletonItem className={styles.skeleton} />
    </Skeleton>
  );
}
