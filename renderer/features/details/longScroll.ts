/** Chromium draws no element that is much higher. */
export const maxScrollPx = 8_000_000;

/** A list of very many lines of one height, of which `visibleLines` are seen at once. */
export type LongScroll = {
  readonly lineCount: number;
  readonly visibleLines: number;
  readonly linePx: number;
};

function lastFirstLine({ lineCount, visibleLines }: LongScroll): number {
  return Math.max(0, lineCount - visibleLines);
}

/** How high the scrolled element is: as high as all lines, or as high as it can be. */
export function scrollHeightPx({ lineCount, linePx }: LongScroll): number {
  return Math.min(lineCount * linePx, maxScrollPx);
}

/** True where one pixel of the scroll bar is more than a pixel of the list, so that a wheel has to go by lines. */
export function isScaled({ lineCount, linePx }: LongScroll): boolean {
  return lineCount * linePx > maxScrollPx;
}

/** The first line that is seen at a place of the scroll bar; `maxScrollTopPx` is its end. */
export function firstLineAt(scroll: LongScroll, scrollTopPx: number, maxScrollTopPx: number): number {
  if (maxScrollTopPx <= 0) return 0;
  if (!isScaled(scroll)) return clampLine(scroll, Math.round(scrollTopPx / scroll.linePx));
  return clampLine(scroll, Math.round((scrollTopPx / maxScrollTopPx) * lastFirstLine(scroll)));
}

/** Where the scroll bar stands when a line is the first that is seen. */
export function scrollTopOf(scroll: LongScroll, firstLine: number, maxScrollTopPx: number): number {
  const last = lastFirstLine(scroll);
  if (!isScaled(scroll)) return Math.min(firstLine * scroll.linePx, Math.max(0, maxScrollTopPx));
  return last === 0 ? 0 : (firstLine / last) * maxScrollTopPx;
}

/** A line that can be the first that is seen. */
export function clampLine(scroll: LongScroll, line: number): number {
  return Math.min(Math.max(0, line), lastFirstLine(scroll));
}
