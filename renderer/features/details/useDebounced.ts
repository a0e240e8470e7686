import { useEffect, useState } from 'react';

/** The value once it has stayed the same for `delayMs`; undefined until then. */
export function useDebounced<T>(value: T, delayMs: number): T | undefined {
  const [settled, setSettled] = useState<{ readonly value: T }>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ value }), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled?.value === value ? value : undefined;
}
