import { useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/domain/appError.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';

type Props = {
  readonly error: AppError;
  /** Where the AWS credentials file is, to tell it from the config file. */
  readonly credentialsPath: string;
};

/** Why main did not save the form, where no single field is to blame; comes into view by itself. */
export function RefusalMessage({ error, credentialsPath }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const [openError, setOpenError] = useState<AppError>();
  useEffect(() => element.current?.scrollIntoView({ block: 'nearest' }), []);
  const openFile = () => {
    const file = error.params?.file === credentialsPath ? 'credentials' : 'config';
    request('account.openFile', { file }).catch((thrown: unknown) => setOpenError(toAppError(thrown)));
  };
  return (
    <div ref={element}>
      <ErrorMessage compact error={error} onAction={error.action === 'openConfig' ? openFile : undefined} />
      {openError !== undefined && <ErrorMessage compact error={openError} />}
    </div>
  );
}
