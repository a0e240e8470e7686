import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import { toAppError } from '../../ipc/client.ts';
import { announce } from '../../ui/announce.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { confirmDone } from '../../ui/confirmation.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { NameDialog } from '../browse/NameDialog.tsx';
import { problemToTell } from './bucketNameMessage.ts';

/** Asks for the name of a new bucket, checked against S3's rules while it is typed. */
export function NewBucketDialog(props: {
  /** True for a bucket that the account is known to have. */
  readonly hasBucket: (name: string) => boolean;
  readonly onCreate: (bucket: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('accounts');
  return (
    <NameDialog
      title={t('newBucket.title')}
      fieldLabel={t('newBucket.field')}
      hintOf={() => t('newBucket.hint')}
      submitLabel={t('newBucket.submit')}
      problemOf={(name, isFinal) => {
        const problem = props.hasBucket(name) ? 'own' : problemToTell(name, isFinal);
        return problem === undefined ? undefined : t(`newBucket.problem.${problem}`);
      }}
      onSubmit={async (bucket) => {
        await props.onCreate(bucket);
        announce(t('newBucket.created', { bucket }));
      }}
      onClose={props.onClose}
    >
      <Text>{t('bucketExplained')}</Text>
    </NameDialog>
  );
}

/** Asks for the name of a bucket that is there already but cannot be listed. */
export function AddBucketDialog(props: {
  readonly onAdd: (bucket: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('accounts');
  return (
    <NameDialog
      title={t('addBucket.title')}
      fieldLabel={t('addBucket.field')}
      hintOf={() => t('addBucket.hint')}
      submitLabel={t('addBucket.submit')}
      problemOf={(name) => (name === '' ? t('addBucket.empty') : undefined)}
      onSubmit={async (bucket) => {
        await props.onAdd(bucket);
        announce(t('addBucket.added', { bucket }));
      }}
      onClose={props.onClose}
    >
      <Text>{t('addBucket.why')}</Text>
    </NameDialog>
  );
}

/** Asks before an empty bucket is deleted, by its name; a bucket that is not empty says so here. */
export function DeleteBucketDialog(props: {
  readonly bucket: string;
  readonly onDelete: () => Promise<void>;
  /** Shows what is still in it. */
  readonly onOpen: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('accounts');
  const { bucket } = props;
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const confirm = async () => {
    if (isBusy) return;
    setIsBusy(true);
    setError(undefined);
    try {
      await props.onDelete();
      confirmDone(t('deleteBucket.deleted', { bucket }));
      props.onClose();
    } catch (thrown) {
      setError(toAppError(thrown));
      setIsBusy(false);
    }
  };
  const isNotEmpty = error?.code === 'bucket.notEmpty';
  return (
    <ConfirmDialog
      open
      title={t('deleteBucket.title', { bucket })}
      danger={!isNotEmpty}
      confirmLabel={t(isNotEmpty ? 'deleteBucket.open' : 'deleteBucket.submit', { bucket })}
      onConfirm={isNotEmpty ? props.onOpen : () => void confirm()}
      onCancel={props.onClose}
    >
      {error === undefined ? <Text>{t('deleteBucket.text')}</Text> : <ErrorMessage compact error={error} />}
    </ConfirmDialog>
  );
}
