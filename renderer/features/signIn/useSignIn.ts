import { useCallback, useEffect, useState } from 'react';
import { followSignIn, type SignInOwner, type SignInProgress } from './followSignIn.ts';

/** A sign-in that runs for as long as its dialog is open; `again` starts a new one. */
export function useSignIn(owner: SignInOwner): {
  readonly progress: SignInProgress;
  readonly again: () => void;
} {
  const [progress, setProgress] = useState<SignInProgress>({ status: 'starting' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new sign-in
  useEffect(() => {
    let stop: (() => void) | undefined;
    // A moment later, because React runs effects twice in development: the browser must open once.
    const timer = setTimeout(() => {
      stop = followSignIn(owner, setProgress);
    });
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [owner, attempt]);
  const again = useCallback(() => {
    setProgress({ status: 'starting' });
    setAttempt((count) => count + 1);
  }, []);
  return { progress, again };
}
