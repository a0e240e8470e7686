import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ScrollPace } from './scrollPace.ts';

const never = () => () => undefined;

/** True from when a row is seen while the list is scrolled slowly or not at all, until it is not seen any more. */
export function useSeenCalmly(isSeen: boolean, pace: ScrollPace | undefined): boolean {
  const [wasCalm, setWasCalm] = useState(false);
  const isWaiting = isSeen && !wasCalm && pace !== undefined;
  const isCalm = useSyncExternalStore(isWaiting ? pace.subscribe : never, () => pace?.isCalm() ?? false);
  useEffect(() => setWasCalm((was) => isSeen && (was || isCalm)), [isSeen, isCalm]);
  return isSeen && wasCalm;
}
