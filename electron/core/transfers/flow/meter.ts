/** Bytes in, smoothed speed out; reads no clock of its own. */
export type Meter = {
  add(bytes: number, nowMs: number): void;
  bytesPerSecond(nowMs: number): number;
  /** True when no byte came for 5 s, since the start at the earliest; there is no speed then. */
  isStalled(nowMs: number): boolean;
  /**
   * Whole seconds for `remainingBytes` at the present speed; undefined until bytes have come for 2 s, while stalled, and
   * above 48 hours: nobody could go by it.
   */
  secondsLeft(remainingBytes: number, nowMs: number): number | undefined;
};

const sampleMs = 500;
const trustedAfterMs = 2000;
const stalledAfterMs = 5000;
const longestSeconds = 48 * 3600;

/**
 * An exponentially weighted mean of the speed: what was `smoothingMs` ago counts for about a third of now. The mean is
 * divided by the weight it has gathered so far, so that the first seconds are not too low.
 */
export function createMeter(startedAtMs: number, smoothingMs = 8000): Meter {
  let sampledAtMs = startedAtMs;
  let pendingBytes = 0;
  let mean = 0;
  let weight = 0;
  let firstBytesAtMs: number | undefined;
  let lastBytesAtMs = startedAtMs;

  const sample = (nowMs: number): void => {
    const elapsedMs = nowMs - sampledAtMs;
    if (elapsedMs < sampleMs) return;
    const share = 1 - Math.exp(-elapsedMs / smoothingMs);
    mean += share * ((pendingBytes * 1000) / elapsedMs - mean);
    weight += share * (1 - weight);
    pendingBytes = 0;
    sampledAtMs = nowMs;
  };
  const isStalled = (nowMs: number): boolean => nowMs - lastBytesAtMs > stalledAfterMs;
  const bytesPerSecond = (nowMs: number): number => {
    sample(nowMs);
    if (isStalled(nowMs)) return 0;
    const speed = weight === 0 ? 0 : mean / weight;
    return speed < 1 ? 0 : Math.round(speed);
  };
  return {
    add(bytes, nowMs) {
      sample(nowMs);
      pendingBytes += bytes;
      if (bytes <= 0) return;
      firstBytesAtMs ??= nowMs;
      lastBytesAtMs = nowMs;
    },
    bytesPerSecond,
    isStalled,
    secondsLeft(remainingBytes, nowMs) {
      const speed = bytesPerSecond(nowMs);
      const measuredMs = nowMs - (firstBytesAtMs ?? nowMs);
      if (speed === 0 || measuredMs < trustedAfterMs) return undefined;
      const seconds = Math.ceil(remainingBytes / speed);
      return seconds > longestSeconds ? undefined : seconds;
    },
  };
}
