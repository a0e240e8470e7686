import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { AddRegular, LinkAddRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import { frame } from '../../theme.ts';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { BucketItem } from './BucketItem.tsx';
import type { Buckets } from './useBuckets.ts';

const useStyles = makeStyles({
  sidebar: {
    display: 'flex',
    flexDirection: 'column',
    flexShrink: 0,
    width: `${frame.sidebarWidth}px`,
    minHeight: 0,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground3,
    borderInlineEndWidth: tokens.strokeWidthThin,
    borderInlineEndStyle: 'solid',
    borderInlineEndColor: tokens.colorNeutralStroke2,
  },
  folded: { width: `${frame.sidebarFoldedWidth}px` },
  title: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    minHeight: tokens.spacingVerticalXXXL,
    paddingInline: `${tokens.spacingHorizontalM} ${tokens.spacingHorizontalS}`,
    color: tokens.colorNeutralForeground2,
  },
  titleFolded: { justifyContent: 'center', paddingInline: 0 },
  heading: { margin: 0, fontSize: 'inherit', fontWeight: 'inherit' },
  nav: { flexGrow: 1, minHeight: 0, overflowY: 'auto', paddingBottom: tokens.spacingVerticalM },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    margin: 0,
    paddingBlock: tokens.spacingVerticalXXS,
    paddingInline: tokens.spacingHorizontalS,
    listStyleType: 'none',
  },
  empty: { display: 'block', padding: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground2 },
});

type Props = {
  readonly account: Account;
  /** What stands at its top: the account and the way to the others. */
  readonly head: ReactNode;
  readonly buckets: Buckets;
  readonly currentBucket: string | undefined;
  readonly dropBucket: string | undefined;
  readonly isFolded: boolean;
  readonly onOpen: (bucket: string) => void;
  readonly onNew: () => void;
  readonly onAdd: () => void;
  readonly onShowUnfinished: (bucket: string) => void;
  readonly onDelete: (bucket: string) => void;
  readonly onForget: (bucket: string) => void;
};

/**
 * The account and its buckets; only icons where the window is narrow. What goes wrong is told once, where the buckets or
 * files would be; here the dot on the account shows it.
 */
export function Sidebar(props: Props) {
  const { buckets, isFolded, account } = props;
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const list = buckets.buckets;
  return (
    <aside className={mergeClasses(styles.sidebar, isFolded && styles.folded)} aria-label={t('sidebar')}>
      {props.head}
      <div className={mergeClasses(styles.title, isFolded && styles.titleFolded)}>
        {!isFolded && (
          <h2 className={styles.heading}>
            <Text size={200} weight="semibold">
              {t('buckets')}
            </Text>
          </h2>
        )}
        <span>
          {buckets.isListDenied && (list?.length ?? 0) > 0 && (
            <Tooltip content={t('addBucket.title')} relationship="label">
              <Button appearance="subtle" size="small" icon={<LinkAddRegular />} onClick={props.onAdd} />
            </Tooltip>
          )}
          {!account.isReadOnly && !(list === undefined && buckets.error !== undefined) && (
            <Tooltip content={t('newBucket.title')} relationship="label">
              <Button appearance="subtle" size="small" icon={<AddRegular />} onClick={props.onNew} />
            </Tooltip>
          )}
        </span>
      </div>
      <nav key={account.id} className={styles.nav} aria-label={t('buckets')}>
        {list === undefined && buckets.error === undefined && (
          <SkeletonRows count={4} compact label={t('loadingBuckets')} />
        )}
        {list !== undefined && list.length > 0 && (
          <ul className={styles.list}>
            {list.map((bucket) => (
              <BucketItem
                key={bucket.name}
                bucket={bucket}
                isCurrent={bucket.name === props.currentBucket}
                isFolded={isFolded}
                isReadOnly={account.isReadOnly}
                isDropTarget={bucket.name === props.dropBucket}
                onOpen={props.onOpen}
                onShowUnfinished={props.onShowUnfinished}
                onDelete={props.onDelete}
                onForget={props.onForget}
              />
            ))}
          </ul>
        )}
        {!isFolded && list?.length === 0 && !buckets.isListDenied && (
          <Text className={styles.empty}>{t('noBuckets')}</Text>
        )}
      </nav>
    </aside>
  );
}
