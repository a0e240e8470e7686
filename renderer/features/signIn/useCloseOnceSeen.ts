import { useEffect, useRef } from 'react';

const seenMs = 2_000;

/** Closes 2 s from now, or from when the user is back from the browser and can see what is shown. */
export function useCloseOnceSeen(close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const startTimer = () => {
      timer ??= setTimeout(() => latest.current(), seenMs);
    };
    if (document.hasFocus()) startTimer();
    else window.addEventListener('focus', startTimer);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', startTimer);
    };
  }, []);
}
