import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import type { UnfinishedUpload } from '../../../shared/domain/transfer.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { formatCount } from '../../ui/format.ts';
import { useListDialog } from '../../ui/listDialog.ts';
import { NameList } from '../../ui/NameList.tsx';
import { useNow } from '../browse/useNow.ts';
import { UnfinishedList } from './UnfinishedList.tsx';
import { type Age, ages, olderThan, uploadIdOf } from './unfinishedUploads.ts';
import { useUnfinished } from './useUnfinished.ts';

/** The names that the question lists at most; it counts all of them. */
const mostNamed = 100;
const nothing: ReadonlySet<string> = new Set();

const useStyles = makeStyles({
  text: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
  ages: { flexShrink: 0 },
  question: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  panel: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
});

type Props = { readonly account: Account; readonly bucket: string; readonly onClose: () => void };

/** Shows the uploads of a bucket that were begun and never finished, by age, and removes those that are chosen. */
export function UnfinishedDialog({ account, bucket, onClose }: Props) {
  const dialog = useListDialog();
  const styles = useStyles();
  const { t } = useTranslation(['unfinished', 'accounts']);
  const nowMs = useNow();
  const unfinished = useUnfinished(account.id, bucket);
  const [age, setAge] = useState<Age>('week');
  const [chosen, setChosen] = useState(nothing);
  const [toRemove, setToRemove] = useState<readonly UnfinishedUpload[]>();
  const { uploads, isRemoving, removeError } = unfinished;
  const shown = useMemo(() => olderThan(uploads ?? [], age, nowMs), [uploads, age, nowMs]);
  const wanted = useMemo(
    () => shown.filter((upload) => !upload.isInUse && chosen.has(uploadIdOf(upload))),
    [shown, chosen],
  );
  // What is not shown any more is not chosen any more.
  const selected = useMemo(() => new Set(wanted.map(uploadIdOf)), [wanted]);
  const canRemove = !account.isReadOnly;
  const counted = (uploadsToCount: readonly UnfinishedUpload[]) => ({
    count: uploadsToCount.length,
    shown: formatCount(uploadsToCount.length),
  });
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={dialog.surface}>
        <DialogBody className={dialog.body}>
          <DialogTitle className={dialog.title}>{t('title', { bucket })}</DialogTitle>
          <DialogContent className={dialog.content}>
            <Text className={styles.text}>{t('why')}</Text>
            {!canRemove && <Text className={styles.text}>{t('accounts:readOnly.why')}</Text>}
            <RadioGroup
              layout="horizontal"
              aria-label={t('age')}
              className={styles.ages}
              value={age}
              onChange={(_, { value }) => setAge(ages.find((each) => each === value) ?? 'all')}
            >
              {ages.map((each) => (
                <Radio key={each} value={each} label={t(`ages.${each}`)} />
              ))}
            </RadioGroup>
            <div className={styles.panel}>
              <UnfinishedList
                bucket={bucket}
                unfinished={unfinished}
                shown={shown}
                nowMs={nowMs}
                canRemove={canRemove && !isRemoving}
                selected={selected}
                onSelect={setChosen}
                onShowAll={() => setAge('all')}
              />
            </div>
            {removeError !== undefined && <ErrorMessage compact error={removeError} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('close')}</Button>
            {canRemove && (wanted.length > 0 || isRemoving) && (
              <Button appearance="primary" disabledFocusable={isRemoving} onClick={() => setToRemove(wanted)}>
                {isRemoving ? t('removing') : t('remove', counted(wanted))}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
        {toRemove !== undefined && (
          <ConfirmDialog
            open
            danger
            title={t('confirm.title', counted(toRemove))}
            confirmLabel={t('confirm.submit', counted(toRemove))}
            onConfirm={() => {
              setToRemove(undefined);
              setChosen(nothing);
              void unfinished.remove(toRemove);
            }}
            onCancel={() => setToRemove(undefined)}
          >
            <div className={styles.question}>
              <Text>{t('confirm.text')}</Text>
              <NameList
                items={toRemove.slice(0, mostNamed)}
                totalCount={toRemove.length}
                label={t('confirm.names')}
                itemKey={uploadIdOf}
              >
                {({ key }) => <bdi>{displayName(key)}</bdi>}
              </NameList>
            </div>
          </ConfirmDialog>
        )}
      </DialogSurface>
    </Dialog>
  );
}
