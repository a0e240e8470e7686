import { useEffect } from 'react';

const seenMs = 2_000;

/** Closes 2 s after `isDone`, counted from when the user is back from the browser and can see it. */
export function useCloseOnceSeen(isDone: boolean, close: () => void): void {
  useEffect(() => {
    if (!isDone) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const startTimer = () => {
      timer ??= setTimeout(close, seenMs);
    };
    if (document.hasFocus()) startTimer();
    else window.addEventListener('focus', startTimer);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', startTimer);
    };
  }, [isDone, close]);
}
