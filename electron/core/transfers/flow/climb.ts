/** The search for how many requests at a time are best: what is tried now, and what it has to beat. */
export type Climb = {
  /** Requests at a time. */
  readonly limit: number;
  /** Which way the present limit was reached as a try; 0 when it is not a try. */
  readonly step: 1 | 0 | -1;
  /** Which way the next try goes. */
  readonly nextStep: 1 | -1;
  /** Windows until then. */
  readonly restWindows: number;
  /** What the limit before the try brought in a second. */
  readonly baseRate: number;
};

const startLimit = 8;
const leastLimit = 2;
const stride = 2;
const gain = 1.05;
const restWindows = 5;

/** A search that has seen nothing yet. */
export function newClimb(most: number): Climb {
  return { limit: Math.min(startLimit, most), step: 0, nextStep: 1, restWindows: 0, baseRate: 0 };
}

/** The same search with another bound. */
export function boundedClimb(climb: Climb, most: number): Climb {
  const limit = Math.min(Math.max(climb.limit, startLimit), most);
  return limit === climb.limit ? climb : { ...newClimb(most), limit };
}

/**
 * What a window has taught. `rate` is what it brought in a second; `isFull` tells that requests had to wait.
 *
 * | full | the limit is | it brought   | then                                                          |
 * | ---- | ------------ | ------------ | ------------------------------------------------------------- |
 * | no   | any          | any          | nothing changes, and a try counts for nothing                 |
 * | yes  | no try       | any          | rests for the windows that are left, then tries 2 more or less |
 * | yes  | a try        | 5 % or more  | stays, and tries 2 further the same way                       |
 * | yes  | a try        | less         | back by 2, rests, and tries the other way next                |
 *
 * A step that would leave 2 to `most` is not made; the other way is next then.
 */
export function climbed(climb: Climb, rate: number, isFull: boolean, most: number): Climb {
  if (!isFull) return climb.step === 0 ? climb : { ...climb, step: 0, restWindows: 0 };
  if (climb.step === 0) {
    if (climb.restWindows > 0) return { ...climb, restWindows: climb.restWindows - 1 };
    return stepped(climb, climb.nextStep, rate, most);
  }
  if (rate >= climb.baseRate * gain) return stepped(climb, climb.step, rate, most);
  return resting(climb, bounded(climb.limit - climb.step * stride, most), climb.step);
}

function stepped(climb: Climb, step: 1 | -1, rate: number, most: number): Climb {
  const limit = bounded(climb.limit + step * stride, most);
  if (limit === climb.limit) return resting(climb, limit, step);
  return { ...climb, limit, step, baseRate: rate };
}

function resting(climb: Climb, limit: number, lastStep: 1 | -1): Climb {
  return { ...climb, limit, step: 0, nextStep: lastStep === 1 ? -1 : 1, restWindows };
}

function bounded(limit: number, most: number): number {
  return Math.min(most, Math.max(leastLimit, limit));
}
