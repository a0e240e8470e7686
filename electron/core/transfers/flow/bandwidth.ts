import { limitsAt } from '../../../../shared/domain/limitsAt.ts';
import type { SpeedLimits } from '../../../../shared/domain/settings.ts';
import type { Clock } from '../../ports.ts';
import { SatchelError } from '../../satchelError.ts';
import type { Bandwidth } from './flow.ts';

/** What may be saved up while nothing moves, in time. */
const burstMs = 250;
/** How often those that wait look whether the limits are others now, and everyone whether there are any. */
const lookMs = 500;

type Direction = 'up' | 'down';
type Waiting = { readonly bytes: number; readonly go: () => void };
/** `freeBytes` is what may move at once; below zero it is owed, at the speed of then. */
type Gate = { freeBytes: number; speed: number | undefined; filledAtMs: number; readonly line: Waiting[] };

/**
 * Lets bytes pass in the order in which they were asked for, each way at the speed that `limits` gives for the moment;
 * other limits, or the time of their schedule, take effect within half a second.
 */
export function createBandwidth(clock: Clock, limits: () => SpeedLimits): Bandwidth {
  const newGate = (): Gate => ({ freeBytes: 0, speed: undefined, filledAtMs: 0, line: [] });
  const gates: Readonly<Record<Direction, Gate>> = { up: newGate(), down: newGate() };
  let timer: (() => void) | undefined;
  let speeds = limitsAt(limits(), new Date(clock.nowMs()));
  let lookedAtMs = clock.nowMs();

  const speedOf = (direction: Direction, nowMs: number): number | undefined => {
    if (Math.abs(nowMs - lookedAtMs) >= lookMs) {
      speeds = limitsAt(limits(), new Date(nowMs));
      lookedAtMs = nowMs;
    }
    return speeds[direction];
  };

  const fill = (gate: Gate, speed: number | undefined, nowMs: number): void => {
    // Another speed begins with nothing saved up and nothing owed; a clock that was put back brings nothing.
    const elapsedMs = gate.speed === speed ? Math.max(0, nowMs - gate.filledAtMs) : 0;
    const formerBytes = gate.speed === speed ? gate.freeBytes : 0;
    const perMs = (speed ?? 0) / 1000;
    gate.freeBytes = Math.min(perMs * burstMs, formerBytes + perMs * elapsedMs);
    gate.speed = speed;
    gate.filledAtMs = nowMs;
  };

  /** Lets pass what may, and comes again when the next one may. */
  const serve = (): void => {
    timer?.();
    timer = undefined;
    const nowMs = clock.nowMs();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const direction of ['up', 'down'] as const) {
      const gate = gates[direction];
      const speed = speedOf(direction, nowMs);
      fill(gate, speed, nowMs);
      if (speed === undefined) {
        for (const { go } of gate.line.splice(0)) go();
        continue;
      }
      while (gate.freeBytes >= 0) {
        const first = gate.line.shift();
        if (first === undefined) break;
        gate.freeBytes -= first.bytes;
        first.go();
      }
      if (gate.line.length > 0) nextMs = Math.min(nextMs, (-gate.freeBytes * 1000) / speed);
    }
    if (nextMs === Number.POSITIVE_INFINITY) return;
    timer = clock.setTimer(serve, Math.min(lookMs, Math.max(1, Math.ceil(nextMs))));
  };

  return {
    pace(direction, bytes, signal) {
      const nowMs = clock.nowMs();
      const speed = speedOf(direction, nowMs);
      const gate = gates[direction];
      if (speed === undefined && gate.line.length === 0) {
        gate.speed = undefined;
        return undefined;
      }
      if (signal.aborted) return Promise.reject(new SatchelError('cancelled', 'Cancelled'));
      if (speed !== undefined && gate.line.length === 0) {
        fill(gate, speed, nowMs);
        if (gate.freeBytes >= 0) {
          gate.freeBytes -= bytes;
          return undefined;
        }
      }
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          const index = gate.line.indexOf(waiting);
          if (index >= 0) gate.line.splice(index, 1);
          reject(new SatchelError('cancelled', 'Cancelled'));
        };
        const waiting: Waiting = {
          bytes,
          go: () => {
            signal.removeEventListener('abort', leave);
            resolve();
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        gate.line.push(waiting);
        if (gate.line.length === 1) serve();
      });
    },
  };
}
