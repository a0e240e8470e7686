import { useEffect, useMemo, useReducer } from 'react';
import { firstSliceMs, type SlicedWork, type WorkState, workOn } from './slicedWork.ts';

/** How often the progress of long work is shown. */
const showEveryMs = 200;

/**
 * Does the work that `begin` starts, anew whenever `begin` is another function. What fits into one slice is done at
 * once; the rest follows in slices between which the window goes on, and is given up when it is not wanted any more.
 */
export function useSlicedWork<T>(begin: () => SlicedWork<T>): WorkState<T> {
  const held = useMemo(() => {
    const work = begin();
    return { work, state: workOn(work, firstSliceMs) };
  }, [begin]);
  const [, showAgain] = useReducer((count: number) => count + 1, 0);

  useEffect(() => {
    if (held.state.isDone) return;
    let shownAtMs = performance.now();
    const goOn = () => {
      held.state = workOn(held.work);
      if (!held.state.isDone) timer = setTimeout(goOn, 0);
      if (!held.state.isDone && performance.now() - shownAtMs < showEveryMs) return;
      shownAtMs = performance.now();
      showAgain();
    };
    let timer = setTimeout(goOn, 0);
    return () => clearTimeout(timer);
  }, [held]);

  return held.state;
}
