import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ScrollPace } from './scrollPace.ts';
import { scrolledTop, tallScroll } from './tallScroll.ts';

type Options = {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly lineCount: number;
  readonly lineHeightPx: number;
  readonly headHeightPx: number;
  /** Lines that are drawn above and below those that are seen. */
  readonly linesAround: number;
  readonly pace: ScrollPace;
};

/** The lines that are drawn of a list, and where it stands. Places are those in the whole list, in pixels. */
export type LineScroll = {
  /** The lines that are seen, from the first to the last. */
  readonly seen: { readonly first: number; readonly last: number };
  /** The lines to draw, in order: never more of them than `mostLines`. */
  readonly lines: readonly number[];
  readonly mostLines: number;
  /** The height of the element that stands for all lines. */
  readonly heightPx: number;
  /** Where a line stands in that element. */
  readonly linePx: (line: number) => number;
  readonly topPx: () => number;
  readonly scrollTo: (topPx: number) => void;
  /** Brings a line into view, by as little as it takes. */
  readonly showLine: (line: number) => void;
};

/** After this long without scrolling, the scrollbar is put where it belongs. */
const settledMs = 150;
/** However long it goes on, it is never farther off than this. */
const mostDriftPx = 1_000_000;

/** Draws the lines that are seen in a list that scrolls, however many there are; all lines are equally high. */
export function useLineScroll(options: Options): LineScroll {
  const { list, lineCount, lineHeightPx, headHeightPx, linesAround, pace } = options;
  const totalPx = lineCount * lineHeightPx;
  const place = useRef({ topPx: 0, scrollTop: 0 });
  const latest = useRef({ totalPx, lineHeightPx, headHeightPx });
  latest.current = { totalPx, lineHeightPx, headHeightPx };
  const [shown, setShown] = useState({ first: 0, last: -1, offsetPx: 0, mostSeen: 1 });

  /** Stands at a place of the list while the scrollbar is at `scrollTop`; the same lines as before draw nothing. */
  const stand = useCallback((element: HTMLElement, topPx: number, scrollTop: number) => {
    const { totalPx: all, lineHeightPx: linePx, headHeightPx: headPx } = latest.current;
    const offsetPx = Math.round(topPx - scrollTop);
    place.current = { topPx: scrollTop + offsetPx, scrollTop };
    const bottomPx = place.current.topPx + element.clientHeight - headPx;
    const first = Math.max(0, Math.floor(place.current.topPx / linePx));
    const last = Math.min(Math.round(all / linePx), Math.ceil(bottomPx / linePx)) - 1;
    const mostSeen = Math.max(1, Math.ceil((element.clientHeight - headPx) / linePx) + 1);
    setShown((was) =>
      was.first === first && was.last === last && was.offsetPx === offsetPx && was.mostSeen === mostSeen
        ? was
        : { first, last, offsetPx, mostSeen },
    );
  }, []);
  /** Goes to a place, and puts the scrollbar where it belongs. */
  const scrollTo = useCallback(
    (topPx: number) => {
      const element = list.current;
      if (element === null) return;
      const tall = tallScroll(latest.current.totalPx);
      const mostPx = latest.current.totalPx + element.scrollHeight - element.clientHeight - tall.heightPx;
      const wanted = Math.max(0, Math.min(topPx, mostPx));
      element.scrollTop = tall.scrollTopAt(wanted);
      const isTall = tall.heightPx < latest.current.totalPx;
      stand(element, isTall ? wanted : element.scrollTop, element.scrollTop);
    },
    [list, stand],
  );
  /** Follows the scrollbar. */
  const follow = useCallback(
    (element: HTMLElement) => {
      const { scrollTop } = element;
      const tall = tallScroll(latest.current.totalPx);
      const isAtEnd = scrollTop <= 0 || scrollTop >= element.scrollHeight - element.clientHeight - 1;
      const topPx = isAtEnd
        ? tall.topAt(scrollTop)
        : scrolledTop(tall, place.current.topPx, place.current.scrollTop, scrollTop, element.clientHeight);
      if (Math.abs(topPx - tall.topAt(scrollTop)) > mostDriftPx) scrollTo(topPx);
      else stand(element, Math.max(0, topPx), scrollTop);
    },
    [scrollTo, stand],
  );

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      if (element.scrollTop === place.current.scrollTop) return;
      // In the frame of the scroll itself, or what comes in would be empty for a frame.
      flushSync(() => follow(element));
      pace.scrolledTo(place.current.topPx, performance.now());
      clearTimeout(timer);
      if (tallScroll(latest.current.totalPx).heightPx === latest.current.totalPx) return;
      timer = setTimeout(() => flushSync(() => scrollTo(place.current.topPx)), settledMs);
    };
    const observer = new ResizeObserver(() => follow(element));
    element.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [list, pace, follow, scrollTo]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines are seen when these change
  useLayoutEffect(() => {
    if (list.current !== null) follow(list.current);
  }, [list, totalPx, lineHeightPx, headHeightPx, follow]);

  const lines = useMemo(() => {
    // What is scrolled fast is past before the lines around it could be of use.
    const around = pace.isCalm() ? linesAround : 1;
    const first = Math.max(0, shown.first - around);
    const last = Math.min(lineCount - 1, shown.last + around);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  }, [shown, linesAround, lineCount, pace]);

  const topPx = useCallback(() => place.current.topPx, []);
  const showLine = useCallback(
    (line: number) => {
      const { lineHeightPx: linePx, headHeightPx: headPx } = latest.current;
      const startPx = line * linePx;
      const endPx = startPx + linePx + headPx - (list.current?.clientHeight ?? 0);
      if (startPx < place.current.topPx) scrollTo(startPx);
      else if (endPx > place.current.topPx) scrollTo(endPx);
    },
    [list, scrollTo],
  );
  return {
    seen: shown,
    lines,
    mostLines: shown.mostSeen + 2 * linesAround,
    heightPx: tallScroll(totalPx).heightPx,
    linePx: (line) => line * lineHeightPx - shown.offsetPx,
    topPx,
    scrollTo,
    showLine,
  };
}
