import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { UploadGrant } from '../../../shared/domain/grant.ts';
import type { Location, Selection } from '../../../shared/domain/object.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { announce } from '../../ui/announce.ts';

export type TransferCommands = {
  /** Why the last upload or download could not start, and the way to try it again. */
  readonly failure: { readonly error: AppError; readonly retry: () => void } | undefined;
  /** True when nothing of what was dropped is a file on this computer. */
  readonly isNothingDropped: boolean;
  readonly dismiss: () => void;
  /** Does any work whose failure is told in the same place. */
  readonly run: (work: () => Promise<void>) => void;
  readonly uploadFiles: (target: Location) => void;
  readonly uploadFolders: (target: Location) => void;
  readonly uploadDropped: (files: readonly File[], target: Location) => void;
  readonly download: (selection: Selection) => void;
};

/** Starts uploads and downloads; how they go is shown by the transfers, only a failed start is told here. */
export function useTransferCommands(): TransferCommands {
  const { t } = useTranslation('upload');
  const [failure, setFailure] = useState<TransferCommands['failure']>();

  const [isNothingDropped, setIsNothingDropped] = useState(false);

  const run = useCallback((work: () => Promise<void>) => {
    const start = () => {
      setFailure(undefined);
      setIsNothingDropped(false);
      work().catch((thrown: unknown) => setFailure({ error: toAppError(thrown), retry: start }));
    };
    start();
  }, []);

  const dismiss = useCallback(() => {
    setFailure(undefined);
    setIsNothingDropped(false);
  }, []);

  const upload = (grant: Promise<UploadGrant | null>, target: Location) =>
    grant.then(async (granted) => {
      if (granted === null) return false;
      await request('transfer.upload', { grantId: granted.grantId, target });
      announce(t('started'));
      return true;
    });

  return {
    failure,
    isNothingDropped,
    run,
    dismiss,
    uploadFiles: (target) => run(async () => void (await upload(request('upload.chooseFiles', {}), target))),
    uploadFolders: (target) =>
      run(async () => void (await upload(request('upload.chooseFolders', {}), target))),
    uploadDropped: (files, target) =>
      run(async () => {
        const isStarted = await upload(request('upload.grantDropped', {}, files), target);
        // Things dragged out of a web page or an archive have no path on this computer.
        if (!isStarted) setIsNothingDropped(true);
      }),
    download: (selection) =>
      run(async () => {
        const grant = await request('download.chooseFolder', {});
        if (grant === null) return;
        await request('transfer.download', { grantId: grant.grantId, selection });
        announce(t('downloadStarted'));
      }),
  };
}
