import { useFluent } from '@fluentui/react-components';
import { type MouseEvent, type RefObject, useEffect, useRef } from 'react';
import type { ListGeometry } from './listGeometry.ts';
import { edgeScrollPx, isSameRanges, type Point, rowsInBand } from './rubberBand.ts';
import type { IndexRange, SelectionAction, SelectionState } from './selection.ts';

type Options = {
  readonly list: RefObject<HTMLDivElement | null>;
  /** What holds the lines: its sides are theirs. */
  readonly body: RefObject<HTMLDivElement | null>;
  /** Drawn as the rectangle; it stands still in the window while the list scrolls. */
  readonly box: RefObject<HTMLDivElement | null>;
  readonly geometry: ListGeometry;
  readonly rowCount: number;
  /** What is selected when a rectangle is begun, before the press changes it: Escape brings it back. */
  readonly selection: SelectionState;
  /** How far the first line is above the edge under which lines go, in pixels. */
  readonly scrolledPx: () => number;
  readonly scrollBy: (byPx: number) => void;
  readonly onSelect: (action: SelectionAction) => void;
};

export type RubberBand = {
  /** A press that may become a rectangle; with Ctrl, Cmd or Shift what is selected stays. */
  readonly start: (event: MouseEvent) => void;
  /** True from the press until the button is let go. */
  readonly isPending: () => boolean;
};

/** A press that moves less than this is a click. */
const bandFromPx = 4;

/** Selects what a rectangle touches that is drawn with the mouse; the list scrolls while it is held at an edge. */
export function useRubberBand(options: Options): RubberBand {
  const { dir } = useFluent();
  const latest = useRef(options);
  latest.current = options;
  const pending = useRef<() => void>(undefined);
  useEffect(() => () => pending.current?.(), []);

  const start = (event: MouseEvent) => {
    pending.current?.();
    const { list, selection: before } = latest.current;
    if (list.current === null) return;
    const base = event.shiftKey || event.ctrlKey || event.metaKey ? 'add' : 'replace';
    const pressed = { x: event.clientX, y: event.clientY };
    const from = contentPoint(pressed, latest.current, dir === 'rtl');
    let pointer = pressed;
    let shown: readonly IndexRange[] | undefined;
    let frame = 0;
    const listening = new AbortController();

    const update = () => {
      const { geometry, rowCount, onSelect } = latest.current;
      const ranges = rowsInBand(
        from,
        contentPoint(pointer, latest.current, dir === 'rtl'),
        geometry,
        rowCount,
      );
      draw(from, pointer, latest.current, dir === 'rtl');
      if (shown !== undefined && isSameRanges(shown, ranges)) return;
      shown = ranges;
      onSelect({ kind: 'rectangle', ranges, base });
    };
    const scroll = () => {
      const { top, bottom } = seenRect(latest.current);
      const byPx = edgeScrollPx(pointer.y, top, bottom);
      if (byPx !== 0) {
        latest.current.scrollBy(byPx);
        update();
      }
      frame = requestAnimationFrame(scroll);
    };
    const end = (last: SelectionAction = { kind: 'rectangleEnd' }) => {
      listening.abort();
      cancelAnimationFrame(frame);
      pending.current = undefined;
      latest.current.box.current?.style.setProperty('display', 'none');
      if (shown !== undefined) latest.current.onSelect(last);
    };
    pending.current = end;
    const listen = <K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void) =>
      window.addEventListener(type, listener, { signal: listening.signal, capture: true });
    listen('pointermove', ({ clientX, clientY }) => {
      pointer = { x: clientX, y: clientY };
      const isFar = Math.hypot(clientX - pressed.x, clientY - pressed.y) >= bandFromPx;
      if (shown === undefined && !isFar) return;
      update();
      if (frame === 0) frame = requestAnimationFrame(scroll);
    });
    listen('pointerup', () => end());
    listen('pointercancel', () => end());
    // The one of the window, and not of what loses the focus in it.
    listen('blur', ({ target }) => target === window && end());
    listen('keydown', (key) => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      end({ kind: 'restore', state: before });
    });
  };
  return { start, isPending: () => pending.current !== undefined };
}

/** The part of the window in which lines are seen, below the head. */
function seenRect({ list, geometry }: Options): DOMRect {
  const { left, top, width, height } = list.current?.getBoundingClientRect() ?? new DOMRect();
  return new DOMRect(left, top + geometry.headHeightPx, width, height - geometry.headHeightPx);
}

function contentPoint({ x, y }: Point, options: Options, isRightToLeft: boolean): Point {
  const { left, right } = options.body.current?.getBoundingClientRect() ?? new DOMRect();
  return {
    x: isRightToLeft ? right - x : x - left,
    y: y - seenRect(options).top + options.scrolledPx(),
  };
}

function draw(from: Point, pointer: Point, options: Options, isRightToLeft: boolean): void {
  const { left, right } = options.body.current?.getBoundingClientRect() ?? new DOMRect();
  const seen = seenRect(options);
  const startX = isRightToLeft ? right - from.x : left + from.x;
  const startY = from.y - options.scrolledPx() + seen.top;
  const clampX = (x: number) => Math.max(seen.left, Math.min(x, seen.right));
  const clampY = (y: number) => Math.max(seen.top, Math.min(y, seen.bottom));
  const [x1, x2] = [clampX(Math.min(startX, pointer.x)), clampX(Math.max(startX, pointer.x))];
  const [y1, y2] = [clampY(Math.min(startY, pointer.y)), clampY(Math.max(startY, pointer.y))];
  const box = options.box.current;
  if (box === null) return;
  box.style.display = 'block';
  box.style.transform = `translate(${x1}px, ${y1}px)`;
  box.style.width = `${x2 - x1}px`;
  box.style.height = `${y2 - y1}px`;
}
