import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { AddRegular, LinkAddRegular } from '@fluentui/react-icons';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import type { Bucket } from '../../../shared/domain/bucket.ts';
import type { Location } from '../../../shared/domain/object.ts';
import { frame } from '../../theme.ts';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { ContextMenu } from '../commands/ContextMenu.tsx';
import { type CommandActions, noFacts } from '../commands/commandFacts.ts';
import { FavouritesSection } from '../places/FavouritesSection.tsx';
import { holds } from '../places/locations.ts';
import { RecentsSection } from '../places/RecentsSection.tsx';
import { SidebarSection } from '../places/SidebarSection.tsx';
import { addFavourite, removeFavourite, useFavourites } from '../places/usePlaces.ts';
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
  places: { flexGrow: 1, minHeight: 0, overflowY: 'auto', paddingBottom: tokens.spacingVerticalM },
  empty: { display: 'block', padding: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground2 },
});

type Props = {
  readonly accounts: readonly Account[];
  readonly account: Account;
  /** What stands at its top: the account and the way to the others. */
  readonly head: ReactNode;
  readonly buckets: Buckets;
  /** The folder that is open. */
  readonly current: Location | undefined;
  readonly dropBucket: string | undefined;
  readonly isFolded: boolean;
  /** Takes the open tab to a folder or bucket, of any account. */
  readonly onOpen: (location: Location) => void;
  readonly onOpenTab: (location: Location) => void;
  readonly onNew: () => void;
  readonly onAdd: () => void;
  readonly onShowUnfinished: (bucket: string) => void;
  readonly onDelete: (bucket: string) => void;
  readonly onForget: (bucket: string) => void;
  /** What else can be done with a bucket from its menu. */
  readonly bucketActions?: ((bucket: string) => CommandActions) | undefined;
};

/**
 * The account, the user's places and its buckets; only icons where the window is narrow. What goes wrong is explained
 * once, where the buckets or files would be; here the dot on the account shows it, and a few words where there is no list.
 */
export function Sidebar(props: Props) {
  const { accounts, buckets, current, isFolded, account, onOpen, onOpenTab } = props;
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const [menu, setMenu] = useState<{ readonly bucket: Bucket; readonly at: DOMRect }>();
  const accountId = account.id;
  const list = buckets.buckets;
  const openBucket = useCallback(
    (bucket: string, inNewTab: boolean) => (inNewTab ? onOpenTab : onOpen)({ accountId, bucket, prefix: '' }),
    [accountId, onOpen, onOpenTab],
  );
  const openMenu = useCallback((bucket: Bucket, at: DOMRect) => setMenu({ bucket, at }), []);
  const places = { accounts, isFolded, onOpen, onOpenTab };
  return (
    <aside className={mergeClasses(styles.sidebar, isFolded && styles.folded)} aria-label={t('sidebar')}>
      {props.head}
      <div key={accountId} className={styles.places}>
        <FavouritesSection {...places} current={current} />
        <SidebarSection
          title={t('buckets')}
          isFolded={isFolded}
          actions={
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
          }
          instead={
            list === undefined && buckets.error === undefined ? (
              <SkeletonRows count={4} compact label={t('loadingBuckets')} />
            ) : !isFolded && list?.length === 0 && !buckets.isListDenied ? (
              <Text className={styles.empty}>{t('noBuckets')}</Text>
            ) : !isFolded && list === undefined ? (
              <Text className={styles.empty}>{t('bucketsFailed')}</Text>
            ) : list === undefined || list.length === 0 ? (
              ''
            ) : undefined
          }
        >
          {list?.map((bucket) => (
            <BucketItem
              key={bucket.name}
              bucket={bucket}
              isCurrent={current?.accountId === accountId && bucket.name === current.bucket}
              isFolded={isFolded}
              isDropTarget={bucket.name === props.dropBucket}
              onOpen={openBucket}
              onMenu={openMenu}
            />
          ))}
        </SidebarSection>
      </div>
      <RecentsSection {...places} />
      {menu !== undefined && <BucketMenu {...props} {...menu} onClose={() => setMenu(undefined)} />}
    </aside>
  );
}

type MenuProps = Props & { readonly bucket: Bucket; readonly at: DOMRect; readonly onClose: () => void };

function BucketMenu({ bucket, at, onClose, account, ...props }: MenuProps) {
  const favourites = useFavourites();
  const location = { accountId: account.id, bucket: bucket.name, prefix: '' };
  const { name } = bucket;
  return (
    <ContextMenu
      menu={{ kind: 'bucket', at }}
      context={{
        facts: {
          ...noFacts,
          subject: { kind: 'bucket', name, isAddedByName: bucket.addedByName },
          isReadOnly: account.isReadOnly,
          isFavourite: holds(favourites, location),
        },
        actions: {
          ...props.bucketActions?.(name),
          open: () => props.onOpen(location),
          openInNewTab: () => props.onOpenTab(location),
          addFavourite: () => addFavourite(location),
          removeFavourite: () => removeFavourite(location),
          showUnfinished: () => props.onShowUnfinished(name),
          forgetBucket: () => props.onForget(name),
          deleteBucket: () => props.onDelete(name),
        },
      }}
      onClose={onClose}
    />
  );
}
