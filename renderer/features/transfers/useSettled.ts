import { type MouseEvent, useEffect, useRef, useState } from 'react';

/** How long the pointer has to rest before what is under it may move. */
export const settleMs = 1000;

/** What decides whether something may move under the pointer; times in milliseconds, 0 for never. */
export type Calm = { readonly pointerAtMs: number; readonly movedAtMs: number };

/** How long a new layout has to wait for the pointer: 0 where it is elsewhere or rests. */
export function waitMs({ pointerAtMs }: Calm, nowMs: number): number {
  return pointerAtMs === 0 ? 0 : Math.max(0, pointerAtMs + settleMs - nowMs);
}

/** True for a click that was aimed before the layout moved: the pointer has not moved since. */
export function isMisaimed({ pointerAtMs, movedAtMs }: Calm, nowMs: number): boolean {
  return movedAtMs > 0 && nowMs - movedAtMs < settleMs && pointerAtMs < movedAtMs;
}

/**
 * True for a click of the mouse (`count` is which of a double click; the keyboard's have none, 0) on a button that does
 * something else since so short a time that the click was meant for what it did before. A guarded action takes none of
 * them, any other only no second click.
 */
export function isMeantForBefore(count: number, sinceChangeMs: number, isGuarded: boolean): boolean {
  return sinceChangeMs < settleMs && count > (isGuarded ? 0 : 1);
}

type Settled<T> = {
  readonly shown: T;
  /** For the element that shows it. */
  readonly handlers: {
    readonly onMouseMove: () => void;
    readonly onMouseLeave: () => void;
    readonly onClickCapture: (event: MouseEvent) => void;
  };
};

/** The newest value, but not while the pointer is busy with what shows it; clicks that miss because of it do nothing. */
export function useSettled<T>(value: T): Settled<T> {
  const [shown, setShown] = useState(value);
  const calm = useRef<Calm>({ pointerAtMs: 0, movedAtMs: 0 });
  const pressedRow = useRef<Element | null>(null);

  useEffect(() => {
    if (shown === value) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      const wait = waitMs(calm.current, performance.now());
      if (wait > 0) {
        timer = setTimeout(show, wait);
        return;
      }
      calm.current = { ...calm.current, movedAtMs: performance.now() };
      setShown(value);
    };
    show();
    return () => clearTimeout(timer);
  }, [shown, value]);

  const point = (pointerAtMs: number) => {
    calm.current = { ...calm.current, pointerAtMs };
  };
  return {
    shown,
    handlers: {
      onMouseMove: () => point(performance.now()),
      onMouseLeave: () => point(0),
      onClickCapture: (event) => {
        // The keyboard's clicks carry no count, and are never aimed by eye.
        if (event.detail === 0) return;
        const row = event.target instanceof Element ? event.target.closest('li') : null;
        const isSecond = event.detail > 1 && row !== pressedRow.current;
        if (isSecond || isMisaimed(calm.current, performance.now())) {
          event.preventDefault();
          event.stopPropagation();
          return;
        }
        pressedRow.current = row;
        point(performance.now());
      },
    },
  };
}
