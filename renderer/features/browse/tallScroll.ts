/**
 * Where a list that is taller than an element can be (Chromium's layout ends at 2^25 pixels) stands for each position
 * of its scrollbar. Near both ends a pixel is a pixel; between them one of the scrollbar stands for several of the list.
 */
export type TallScroll = {
  /** The height of the element that stands for all lines. */
  readonly heightPx: number;
  /** The place in the list for a scroll position, and the other way round. */
  readonly topAt: (scrollTop: number) => number;
  readonly scrollTopAt: (topPx: number) => number;
};

/** Small enough that the compositor's numbers (24 bits) are exact. */
const mostHeightPx = 8_000_000;
const endPx = 2_000_000;

/** `totalPx` is the height of all lines. */
export function tallScroll(totalPx: number): TallScroll {
  if (totalPx <= mostHeightPx) {
    return { heightPx: totalPx, topAt: (scrollTop) => scrollTop, scrollTopAt: (topPx) => topPx };
  }
  const hiddenPx = totalPx - mostHeightPx;
  const scale = (totalPx - 2 * endPx) / (mostHeightPx - 2 * endPx);
  return {
    heightPx: mostHeightPx,
    topAt: (scrollTop) => {
      if (scrollTop <= endPx) return scrollTop;
      if (scrollTop >= mostHeightPx - endPx) return scrollTop + hiddenPx;
      return endPx + (scrollTop - endPx) * scale;
    },
    scrollTopAt: (topPx) => {
      if (topPx <= endPx) return topPx;
      if (topPx >= totalPx - endPx) return topPx - hiddenPx;
      return endPx + (topPx - endPx) / scale;
    },
  };
}

/**
 * The place in the list after the scrollbar went from one position to another: a step of at most `stepPx` is a step of
 * the list, and what is farther was a drag of the scrollbar. It never goes the other way.
 */
export function scrolledTop(
  tall: TallScroll,
  topPx: number,
  from: number,
  to: number,
  stepPx: number,
): number {
  const by = to - from;
  return Math.abs(by) <= stepPx ? topPx + by : topPx + tall.topAt(to) - tall.topAt(from);
}
