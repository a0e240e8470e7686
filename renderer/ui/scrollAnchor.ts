/**
 * The scroll position that keeps the first visible row where it is after rows came or went above it; the same position
 * when the list stands at its top, or when nothing that was visible is left.
 */
export function anchoredScrollTop(
  previousIds: readonly string[],
  ids: readonly string[],
  scrollTop: number,
  rowHeight: number,
  visibleRows: number,
): number {
  if (scrollTop <= 0 || previousIds === ids) return scrollTop;
  const first = Math.floor(scrollTop / rowHeight);
  if (previousIds[first] === ids[first]) return scrollTop;
  for (let index = first; index < Math.min(first + visibleRows, previousIds.length); index += 1) {
    const id = previousIds[index];
    const newIndex = id === undefined ? -1 : ids.indexOf(id);
    if (newIndex !== -1) return Math.max(0, scrollTop + (newIndex - index) * rowHeight);
  }
  return scrollTop;
}
