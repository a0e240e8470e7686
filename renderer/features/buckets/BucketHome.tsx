import { Button, makeStyles, mergeClasses, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { AddRegular, DatabaseRegular, LockClosedRegular } from '@fluentui/react-icons';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bucket } from '../../../shared/domain/bucket.ts';
import { displayName } from '../../ui/displayName.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { isFocusFree } from '../../ui/focusKeeper.ts';
import { formatFullDate, formatRelativeDate } from '../../ui/format.ts';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { FailedFolder } from '../browse/FailedFolder.tsx';
import { useNow } from '../browse/useNow.ts';
import type { PlaceMemory } from '../browse/useWindowMemory.ts';
import { AddBucketForm } from './AddBucketForm.tsx';
import type { Buckets } from './useBuckets.ts';

const useStyles = makeStyles({
  page: { height: '100%', overflowY: 'auto', padding: tokens.spacingHorizontalXXL, boxSizing: 'border-box' },
  head: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    marginBottom: tokens.spacingVerticalL,
  },
  stale: { marginBottom: tokens.spacingVerticalXXL },
  heading: { margin: 0 },
  text: { color: tokens.colorNeutralForeground2 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  bucket: {
    width: '100%',
    maxWidth: '100%',
    justifyContent: 'flex-start',
    fontWeight: tokens.fontWeightRegular,
  },
  line: { display: 'flex', flexGrow: 1, minWidth: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  created: { flexShrink: 0, marginInlineStart: tokens.spacingHorizontalM },
});

type Props = {
  readonly buckets: Buckets;
  readonly isReadOnly: boolean;
  readonly memory: PlaceMemory | undefined;
  readonly onRemember: (memory: PlaceMemory) => void;
  /** The bucket one has just left, where the keyboard goes on. */
  readonly cameFrom: string | undefined;
  readonly onOpen: (bucket: string) => void;
  readonly onOpenTab: (bucket: string) => void;
  readonly onNew: () => void;
};

/** The account's top: its buckets, with the one word that needs explaining explained. Mounted anew for each account. */
export function BucketHome(props: Props) {
  const { buckets, isReadOnly } = props;
  const { t } = useTranslation('accounts');
  const list = buckets.buckets;
  if (list === undefined) {
    if (buckets.error !== undefined) {
      return <FailedFolder name={t('buckets')} error={buckets.error} onRetry={buckets.refresh} />;
    }
    return <SkeletonRows label={t('loadingBuckets')} />;
  }
  if (list.length === 0 && buckets.isListDenied) {
    return (
      <EmptyState
        icon={<LockClosedRegular />}
        title={t('listDenied')}
        text={t('addBucket.why')}
        action={<AddBucketForm onAdd={buckets.addByName} />}
      />
    );
  }
  if (list.length === 0) {
    return (
      <EmptyState
        icon={<DatabaseRegular />}
        title={t('noBuckets')}
        text={isReadOnly ? t('readOnly.noNewBuckets') : t('bucketExplained')}
        action={
          isReadOnly ? undefined : (
            <Button appearance="primary" icon={<AddRegular />} onClick={props.onNew}>
              {t('newBucket.title')}
            </Button>
          )
        }
      />
    );
  }
  return <BucketList {...props} list={list} />;
}

function BucketList(props: Props & { readonly list: readonly Bucket[] }) {
  const { buckets, list, memory, onRemember, cameFrom, onOpen, onOpenTab } = props;
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const nowMs = useNow();
  const page = useRef<HTMLDivElement>(null);
  const startTop = useRef(memory?.scrollTop ?? 0);
  const remember = useRef(onRemember);
  remember.current = onRemember;
  useLayoutEffect(() => {
    const element = page.current;
    if (element === null) return;
    element.scrollTop = startTop.current;
    return () => remember.current({ scrollTop: element.scrollTop });
  }, []);
  return (
    <div ref={page} className={styles.page}>
      {buckets.error !== undefined && !buckets.isListDenied && (
        <div className={styles.stale}>
          <ErrorMessage compact error={buckets.error} onAction={buckets.refresh} />
        </div>
      )}
      <div className={styles.head}>
        <Subtitle1 as="h2" className={styles.heading}>
          {t('buckets')}
        </Subtitle1>
        <Text className={styles.text}>{t('bucketExplained')}</Text>
      </div>
      <ul className={styles.list}>
        {list.map((bucket) => (
          <li key={bucket.name} data-drop-bucket={bucket.name}>
            <Button
              appearance="subtle"
              size="large"
              className={styles.bucket}
              icon={<DatabaseRegular />}
              onClick={(event) => (event.ctrlKey || event.metaKey ? onOpenTab : onOpen)(bucket.name)}
              onMouseDown={(event) => event.button === 1 && event.preventDefault()}
              onAuxClick={(event) => event.button === 1 && onOpenTab(bucket.name)}
              ref={bucket.name === cameFrom ? focusIfLost : undefined}
            >
              <span className={styles.line}>
                {/* As wide as it is: it begins where the line does, and is cut at its own end. */}
                <bdi className={styles.name} title={displayName(bucket.name)}>
                  {displayName(bucket.name)}
                </bdi>
              </span>
              {bucket.createdAtMs !== undefined && (
                <Text
                  size={200}
                  className={mergeClasses(styles.text, styles.created)}
                  title={formatFullDate(bucket.createdAtMs)}
                >
                  {t('created', { date: formatRelativeDate(bucket.createdAtMs, nowMs) })}
                </Text>
              )}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Takes the focus when the element that had it is gone. */
function focusIfLost(element: HTMLElement | null): void {
  if (isFocusFree()) element?.focus();
}
