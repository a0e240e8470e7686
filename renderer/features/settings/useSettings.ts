import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { RequestInput } from '../../../shared/ipc/contract.ts';
import { onEvent, request, toAppError } from '../../ipc/client.ts';

export type SettingsControl = {
  /** Undefined until main has told them. */
  readonly settings: Settings | undefined;
  readonly error: AppError | undefined;
  readonly set: (change: RequestInput<'settings.set'>) => void;
  readonly chooseDownloadFolder: () => void;
};

/** The settings as main holds them; a change is shown when main has stored it. */
export function useSettings(): SettingsControl {
  const [settings, setSettings] = useState<Settings>();
  const [error, setError] = useState<AppError>();
  const follow = useCallback((answer: Promise<Settings>) => {
    setError(undefined);
    answer.then(setSettings, (thrown: unknown) => setError(toAppError(thrown)));
  }, []);
  useEffect(() => {
    follow(request('settings.get', {}));
    return onEvent('settings.changed', setSettings);
  }, [follow]);
  return {
    settings,
    error,
    set: (change) => follow(request('settings.set', change)),
    chooseDownloadFolder: () => follow(request('settings.chooseDownloadFolder', {})),
  };
}
