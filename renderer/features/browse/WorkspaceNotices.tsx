import type { Account } from '../../../shared/domain/account.ts';
import { AccountNotice } from '../accounts/AccountNotice.tsx';
import { useAccountActions } from '../accounts/accountActions.ts';
import { NothingDropped } from '../upload/NothingDropped.tsx';
import type { TransferCommands } from '../upload/useTransferCommands.ts';
import { FailureStrip } from './FailureStrip.tsx';

type Props = { readonly account: Account; readonly transfers: TransferCommands };

/** What the window has to say above the files: about the account, and about what could not be begun. */
export function WorkspaceNotices({ account, transfers }: Props) {
  const actions = useAccountActions();
  return (
    <>
      {account.notice !== undefined && <AccountNotice notice={account.notice} />}
      {actions.failure !== undefined && (
        <FailureStrip
          error={actions.failure.error}
          onRetry={actions.failure.retry}
          onDismiss={actions.dismissFailure}
        />
      )}
      {transfers.failure !== undefined && (
        <FailureStrip
          error={transfers.failure.error}
          onRetry={transfers.failure.retry}
          onDismiss={transfers.dismiss}
        />
      )}
      {transfers.isNothingDropped && <NothingDropped onDismiss={transfers.dismiss} />}
    </>
  );
}
