import { useCallback, useState } from 'react';
import type { AppError } from '../../../shared/domain/appError.ts';
import { toAppError } from '../../ipc/client.ts';

/** Runs a request that a button asks for, and keeps its failure for showing beside the button. */
export function useJobAction(): {
  readonly run: (action: () => Promise<unknown>) => void;
  readonly error: AppError | undefined;
} {
  const [error, setError] = useState<AppError>();
  const run = useCallback((action: () => Promise<unknown>) => {
    setError(undefined);
    action().catch((thrown: unknown) => setError(toAppError(thrown)));
  }, []);
  return { run, error };
}
