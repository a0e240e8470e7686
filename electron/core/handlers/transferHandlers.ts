import type { TransferJob } from '../../../shared/domain/transfer.ts';
import type { ManagedAccounts } from '../accounts/accounts.ts';
import type { Grants } from '../grants.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { Desktop, Dialogs, SettingsStore } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';
import type { TransfersRoom } from '../transfersRoom.ts';

/** What `transfer.*` needs. */
export type TransferHandlersOptions = {
  readonly transfers: Pick<TransfersRoom, 'get'>;
  readonly accounts: ManagedAccounts;
  readonly grants: Grants;
  readonly desktop: Desktop;
  readonly dialogs: Dialogs;
  readonly settingsStore: SettingsStore;
};

/** `transfer.*`: starts transfers from grants, and steers them. */
export function createTransferHandlers(options: TransferHandlersOptions) {
  const { transfers, accounts, grants, desktop, dialogs, settingsStore } = options;

  return {
    'transfer.upload': async ({ grantId, target, onTaken }) => {
      accounts.checkMayChange(target.accountId);
      const paths = grants.takeUpload(grantId);
      const rule = onTaken ?? settingsStore.read().onTaken;
      return { jobId: await (await transfers.get()).upload(paths, target, rule) };
    },
    'transfer.download': async ({ grantId, selection, onTaken }) => {
      accounts.storage(selection.accountId);
      const folderPath = grants.takeDownload(grantId);
      const rule = onTaken ?? settingsStore.read().onTaken;
      return { jobId: await (await transfers.get()).download(selection, folderPath, rule) };
    },
    'transfer.list': async () => (await transfers.get()).list(),
    'transfer.listItems': async ({ jobId, state, cursor, limit }) =>
      (await transfers.get()).listItems(jobId, {
        limit,
        ...(state !== undefined && { state }),
        ...(cursor !== undefined && { cursor }),
      }),
    'transfer.answerConflict': async ({ jobId, itemId, answer, applyToAll }) => {
      await (await transfers.get()).answerConflict(jobId, itemId, answer, applyToAll);
      return null;
    },
    'transfer.pause': async ({ jobIds }) => {
      await (await transfers.get()).pause(jobIds);
      return null;
    },
    'transfer.resume': async ({ jobIds }) => {
      await (await transfers.get()).resume(jobIds);
      return null;
    },
    'transfer.cancel': async ({ jobIds }) => {
      await (await transfers.get()).cancel(jobIds);
      return null;
    },
    'transfer.retry': async ({ jobIds }) => {
      await (await transfers.get()).retry(jobIds);
      return null;
    },
    'transfer.clear': async ({ jobIds }) => {
      await (await transfers.get()).clear(jobIds);
      return null;
    },
    'transfer.saveReceipt': async ({ jobId }) => {
      const opened = await transfers.get();
      const job = (await opened.list()).jobs.find(({ id }) => id === jobId);
      if (job === undefined) throw new SatchelError('request.stale', `There is no transfer ${jobId}.`);
      const path = await dialogs.chooseSaveFile(receiptName(job));
      if (path === undefined) return { isSaved: false };
      await opened.saveReceipt(jobId, path);
      return { isSaved: true };
    },
    'transfer.reveal': async ({ jobId }) => {
      const path = await (await transfers.get()).revealPath(jobId);
      if (path !== undefined) desktop.reveal(path);
      return null;
    },
  } satisfies Partial<Handlers>;
}

/** Such as `Lisbon 2026-11-22.csv`, without what a file's name may not hold somewhere. */
function receiptName({ firstName, startedAtMs }: TransferJob): string {
  const day = new Date(startedAtMs).toISOString().slice(0, 10);
  return `${firstName.replace(/[<>:"|?*\\/\p{Cc}]/gu, '_').slice(0, 100)} ${day}.csv`;
}
