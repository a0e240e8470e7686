import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { announce } from '../../ui/announce.ts';

/** Starts the demo on this computer; `onStarted` gets its account's id. */
export function useDemo(onStarted: (accountId: string) => void) {
  const { t } = useTranslation('accounts');
  const [isStarting, setIsStarting] = useState(false);
  const [error, setError] = useState<AppError>();
  const start = () => {
    if (isStarting) return;
    setIsStarting(true);
    setError(undefined);
    announce(t('welcome.demo.starting'));
    request('account.startDemo', { name: t('welcome.demo.name') })
      .then(
        ({ accountId }) => onStarted(accountId),
        (thrown: unknown) => setError(toAppError(thrown)),
      )
      .finally(() => setIsStarting(false));
  };
  return { start, isStarting, error };
}
