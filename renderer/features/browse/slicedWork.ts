/** Long work that can be interrupted: yields what share of it is done, 0 to 1, at least every millisecond or so. */
export type SlicedWork<T> = Generator<number, T, void>;

/** Where sliced work stands. */
export type WorkState<T> =
  | { readonly isDone: true; readonly value: T }
  | { readonly isDone: false; readonly progress: number };

/** Short enough that a frame can still be drawn in time beside it. */
export const sliceMs = 10;

/** For what a user has just asked for: what fits in here is drawn together with the letter that was typed. */
export const firstSliceMs = 25;

/** Works on for one slice; it may take a little longer, because the work is not interrupted between two yields. */
export function workOn<T>(
  work: SlicedWork<T>,
  budgetMs = sliceMs,
  nowMs = () => performance.now(),
): WorkState<T> {
  const endMs = nowMs() + budgetMs;
  for (;;) {
    const step = work.next();
    if (step.done === true) return { isDone: true, value: step.value };
    if (nowMs() >= endMs) return { isDone: false, progress: step.value };
  }
}
