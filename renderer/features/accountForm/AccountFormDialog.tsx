import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { confirmDone } from '../../ui/confirmation.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { AccountForm } from './AccountForm.tsx';
import { type FormBasis, useAccountForm } from './useAccountForm.ts';

type Props = {
  /** The account whose keys are changed; missing for a new one. */
  readonly account?: Account;
  /** The provider that a new account begins with; Amazon where none is named. */
  readonly providerId?: string | undefined;
  /** Turns to the sign-in with an organisation instead. */
  readonly onSignIn?: () => void;
  /** Told when the dialog is done with, with the account's id when it was saved. */
  readonly onClose: (savedId?: string) => void;
};

/** Asks for access keys and where to keep them; adds an account, or changes one. */
export function AccountFormDialog({ account, ...props }: Props) {
  const { t } = useTranslation('accountForm');
  const { basis, error, load } = useFormBasis(account?.id);
  // A form that was closed while it was being saved is done with; one whose account was renamed meanwhile is not.
  const isClosed = useRef(false);
  const onClose = (savedId?: string) => {
    if (isClosed.current) return;
    isClosed.current = true;
    props.onClose(savedId);
  };
  const title = account === undefined ? t('titleAdd') : t('titleEdit', { name: displayName(account.name) });
  return (
    <Dialog
      open
      // A click beside the dialog must not throw away what was typed.
      onOpenChange={(_, data) => data.type !== 'backdropClick' && !data.open && onClose()}
    >
      <DialogSurface>
        {basis !== undefined ? (
          <LoadedForm
            title={title}
            basis={basis}
            account={account}
            providerId={props.providerId}
            onSignIn={props.onSignIn}
            onClose={onClose}
          />
        ) : (
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>
              {error === undefined ? (
                <SkeletonRows count={6} />
              ) : (
                <ErrorMessage compact error={error} onAction={error.retryable ? load : undefined} />
              )}
            </DialogContent>
            <DialogActions>
              <Button onClick={() => onClose()}>{t('cancel')}</Button>
            </DialogActions>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}

type LoadedProps = {
  readonly title: string;
  readonly basis: FormBasis;
  readonly account: Account | undefined;
  readonly providerId: string | undefined;
  readonly onSignIn: Props['onSignIn'];
  readonly onClose: Props['onClose'];
};

function LoadedForm({ title, basis, account, providerId, onSignIn, onClose }: LoadedProps) {
  const { t } = useTranslation('accountForm');
  const form = useAccountForm(basis, account?.id, providerId, (savedId, name) => {
    const shownName = name === basis.edited?.name ? account?.name : name;
    confirmDone(t('saved', { name: displayName(shownName ?? name) }));
    onClose(savedId);
  });
  return (
    <AccountForm
      title={title}
      form={form}
      shownName={account?.name}
      onSignIn={onSignIn}
      onCancel={() => onClose()}
    />
  );
}

function useFormBasis(accountId: string | undefined) {
  const [basis, setBasis] = useState<FormBasis>();
  const [error, setError] = useState<AppError>();
  const load = useCallback(() => {
    setError(undefined);
    Promise.all([
      request('provider.list', {}),
      request('account.getKeeping', {}),
      accountId === undefined ? undefined : request('account.getForm', { accountId }),
    ]).then(
      ([providers, keeping, edited]) => setBasis({ providers, keeping, edited }),
      (thrown: unknown) => setError(toAppError(thrown)),
    );
  }, [accountId]);
  useEffect(load, [load]);
  return { basis, error, load };
}
