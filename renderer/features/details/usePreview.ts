import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { Preview } from '../../../shared/domain/preview.ts';
import { request, toAppError } from '../../ipc/client.ts';

export type PreviewState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly preview: Preview }
  | { readonly kind: 'failed'; readonly error: AppError };

function close(token: string): void {
  request('preview.close', { token }).catch((thrown: unknown) =>
    console.warn('A preview could not be closed', thrown),
  );
}

/** Opens a file's preview and closes it when the file is left; `retry` opens it again. */
export function usePreview(
  accountId: string,
  bucket: string,
  key: string,
): { readonly state: PreviewState; readonly retry: () => void } {
  const [state, setState] = useState<PreviewState>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens it again
  useEffect(() => {
    let left = false;
    let token: string | undefined;
    setState({ kind: 'loading' });
    request('preview.open', { accountId, bucket, key }).then(
      (preview) => {
        if (left) {
          close(preview.token);
          return;
        }
        token = preview.token;
        setState({ kind: 'open', preview });
      },
      (thrown: unknown) => {
        if (!left) setState({ kind: 'failed', error: toAppError(thrown) });
      },
    );
    return () => {
      left = true;
      if (token !== undefined) close(token);
    };
  }, [accountId, bucket, key, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { state, retry };
}
