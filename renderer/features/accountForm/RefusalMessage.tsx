import { useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/domain/appError.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';

type Props = { readonly error: AppError; readonly onRetry: () => void };

/** Why main did not save the form, where no single field is to blame; comes into view by itself. */
export function RefusalMessage({ error, onRetry }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const [openError, setOpenError] = useState<AppError>();
  useEffect(() => element.current?.scrollIntoView({ block: 'nearest' }), []);
  const openFile = () => {
    const file = String(error.params?.file ?? '').includes('config') ? 'config' : 'credentials';
    request('account.openFile', { file }).catch((thrown: unknown) => setOpenError(toAppError(thrown)));
  };
  const onAction = error.action === 'openConfig' ? openFile : error.retryable ? onRetry : undefined;
  return (
    <div ref={element}>
      <ErrorMessage compact error={error} onAction={onAction} />
      {openError !== undefined && <ErrorMessage compact error={openError} />}
    </div>
  );
}
