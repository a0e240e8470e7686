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
  readonly dismissFailure: () => void;
  readonly uploadFiles: (target: Location) => void;
  readonly uploadFolders: (target: Location) => void;
  readonly uploadDropped: (files: readonly File[], target: Location) => void;
  readonly download: (selection: Selection) => void;
};

/** Starts uploads and downloads; how they go is shown by the transfers, only a failed start is told here. */
export function useTransferCommands(): TransferCommands {
  const { t } = useTranslation('upload');
  const [failure, setFailure] = useState<TransferCommands['failure']>();

  const run = useCallback((work: () => Promise<void>) => {
    const start = () => {
      setFailure(undefined);
      work().catch((thrown: unknown) => setFailure({ error: toAppError(thrown), retry: start }));
    };
    start();
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
    dismissFailure: () => setFailure(undefined),
    uploadFiles: (target) => run(async () => void (await upload(request('upload.chooseFiles', {}), target))),
    uploadFolders: (target) =>
      run(async () => void (await upload(request('upload.chooseFolders', {}), target))),
    uploadDropped: (files, target) =>
      run(async () => {
        const isStarted = await upload(request('upload.grantDropped', {}, files), target);
        if (!isStarted) setFailure({ error: nothingToRead, retry: () => setFailure(undefined) });
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

/** Things dragged out of a web page or an archive are no files on this computer. */
const nothingToRead: AppError = {
  code: 'local.notFound',
  message: 'None of the dropped items has a path on this computer.',
  retryable: false,
};
