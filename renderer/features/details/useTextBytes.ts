import { useEffect, useState } from 'react';
import type { Preview } from '../../../shared/domain/preview.ts';
import { readPreviewBytes } from './previewBytes.ts';

/** More than anyone reads in a window, and little enough to hold and to lay out. */
export const shownTextBytes = 1024 * 1024;

export type TextBytes =
  | { readonly kind: 'loading' | 'failed' }
  | { readonly kind: 'read'; readonly bytes: Uint8Array };

/** The first mebibyte of a text. */
export function useTextBytes(preview: Preview): TextBytes {
  const [state, setState] = useState<TextBytes>({ kind: 'loading' });
  useEffect(() => {
    const leaving = new AbortController();
    setState({ kind: 'loading' });
    readPreviewBytes(preview, 0, shownTextBytes, leaving.signal).then(
      (bytes) => setState({ kind: 'read', bytes }),
      (thrown: unknown) => {
        if (leaving.signal.aborted) return;
        console.warn('A text could not be read', thrown);
        setState({ kind: 'failed' });
      },
    );
    return () => leaving.abort();
  }, [preview]);
  return state;
}
