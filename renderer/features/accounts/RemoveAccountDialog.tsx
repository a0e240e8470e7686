import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { confirmDone } from '../../ui/confirmation.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    overflowWrap: 'anywhere',
  },
});

/** Longer names make no button; the title has them anyway. */
const longestOnButton = 30;

type Props = { readonly account: Account; readonly onClose: () => void };

/** Asks before an account and its keys are taken away from this computer, and says what stays. */
export function RemoveAccountDialog({ account, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('accounts');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const name = displayName(account.name);
  const remove = async () => {
    if (isBusy) return;
    setIsBusy(true);
    setError(undefined);
    try {
      await request('account.remove', { accountId: account.id });
      confirmDone(t('remove.done', { name }));
      onClose();
    } catch (thrown) {
      setError(toAppError(thrown));
      setIsBusy(false);
    }
  };
  return (
    <ConfirmDialog
      open
      danger
      title={t('remove.title', { name })}
      confirmLabel={name.length > longestOnButton ? t('remove.submitLong') : t('remove.submit', { name })}
      busy={isBusy}
      onConfirm={() => void remove()}
      onCancel={onClose}
    >
      <div className={styles.content}>
        <Text>{t(`remove.what.${account.source}`, { profile: displayName(account.profile ?? '') })}</Text>
        <Text>{t('remove.cloud')}</Text>
        {error !== undefined && <ErrorMessage compact error={error} />}
      </div>
    </ConfirmDialog>
  );
}
