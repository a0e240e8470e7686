import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { Selection } from '../../../shared/domain/object.ts';
import type { ShareLink } from '../../../shared/domain/share.ts';
import { request, toAppError } from '../../ipc/client.ts';

/** The files that links are made for at a time; each costs the server a look. */
export const maxSharedFiles = 100;
const atOnce = 4;

/** How links are to work. */
export type ShareChoice = { readonly expiresInSeconds: number; readonly asDownload: boolean };

/** A file that has no link. */
export type ShareFailure = { readonly key: string; readonly error: AppError };

export type ShareLinks = {
  readonly isMaking: boolean;
  /** In the order of the files. */
  readonly links: readonly ShareLink[];
  readonly failures: readonly ShareFailure[];
};

const making: ShareLinks = { isMaking: true, links: [], failures: [] };

/** Makes the links of the selected files anew for each choice; they live as long as the dialog that shows them. */
export function useShareLinks(
  selection: Selection,
  { expiresInSeconds, asDownload }: ShareChoice,
): ShareLinks & { readonly retry: () => void } {
  const [state, setState] = useState(making);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt makes them anew
  useEffect(() => {
    let isWanted = true;
    // What was said of the earlier links stays until there are others, so that nothing jumps.
    setState((before) => ({ ...before, isMaking: true }));
    void makeLinks(selection, { expiresInSeconds, asDownload }, () => isWanted).then((made) => {
      if (isWanted) setState(made);
    });
    return () => {
      isWanted = false;
    };
  }, [selection, expiresInSeconds, asDownload, attempt]);
  return { ...state, retry: () => setAttempt((count) => count + 1) };
}

async function makeLinks(
  { accountId, bucket, keys }: Selection,
  choice: ShareChoice,
  isWanted: () => boolean,
): Promise<ShareLinks> {
  const wanted = keys.length > maxSharedFiles ? [] : keys;
  const made: (ShareLink | ShareFailure)[] = [];
  const waiting = wanted.entries();
  const worker = async () => {
    for (const [index, key] of waiting) {
      if (!isWanted()) return;
      made[index] = await request('object.share', { accountId, bucket, key, ...choice }).catch(
        (thrown: unknown) => ({ key, error: toAppError(thrown) }),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return {
    isMaking: false,
    links: made.filter((each) => 'url' in each),
    failures: made.filter((each) => 'error' in each),
  };
}
