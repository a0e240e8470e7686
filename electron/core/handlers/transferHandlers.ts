import type { ManagedAccounts } from '../accounts/accounts.ts';
import type { Grants } from '../grants.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { Desktop } from '../ports.ts';
import type { Transfers } from '../transfers/transfers.ts';

/** `transfer.*`: starts transfers from grants, and steers them. */
export function createTransferHandlers(
  transfers: Transfers,
  accounts: ManagedAccounts,
  grants: Grants,
  desktop: Desktop,
) {
  return {
    'transfer.upload': ({ grantId, target }) => {
      accounts.checkMayChange(target.accountId);
      return { jobId: transfers.upload(grants.takeUpload(grantId), target) };
    },
    'transfer.download': ({ grantId, selection }) => ({
      jobId: transfers.download(selection, grants.takeDownload(grantId)),
    }),
    'transfer.list': () => transfers.list(),
    'transfer.answerConflict': ({ jobId, itemId, answer, applyToAll }) => {
      transfers.answerConflict(jobId, itemId, answer, applyToAll);
      return null;
    },
    'transfer.cancel': ({ jobId }) => {
      transfers.cancel(jobId);
      return null;
    },
    'transfer.retry': ({ jobId }) => {
      transfers.retry(jobId);
      return null;
    },
    'transfer.clear': ({ jobId }) => {
      transfers.clear(jobId);
      return null;
    },
    'transfer.reveal': ({ jobId }) => {
      const path = transfers.revealPath(jobId);
      if (path !== undefined) desktop.reveal(path);
      return null;
    },
  } satisfies Partial<Handlers>;
}
