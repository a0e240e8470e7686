import { useEffect, useReducer, useRef } from 'react';

/** The value as it is or, while `isBatching`, as it was at the last of steps of `stepMs`; a new `key` shows at once. */
export function useBatched<T>(value: T, key: string, isBatching: boolean, stepMs: number): T {
  const latest = useRef(value);
  const shown = useRef({ key, value });
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  latest.current = value;
  if (!isBatching || shown.current.key !== key) shown.current = { key, value };
  useEffect(() => {
    if (!isBatching) return;
    const timer = setInterval(() => {
      if (shown.current.value === latest.current) return;
      shown.current = { key, value: latest.current };
      renderAgain();
    }, stepMs);
    return () => clearInterval(timer);
  }, [isBatching, key, stepMs]);
  return shown.current.value;
}
