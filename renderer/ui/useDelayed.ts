import { useEffect, useState } from 'react';

/** False at first, true once `delayMs` have passed: keeps skeletons from flashing up for a quick answer. */
export function useDelayed(delayMs: number): boolean {
  const [passed, setPassed] = useState(delayMs <= 0);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), delayMs);
    return () => clearTimeout(timer);
  }, [delayMs]);
  return passed;
}
