/** The widths that steps may take, in CSS pixels: estimated, because measuring would draw them twice. */
export const widestCrumb = 184;
const narrowestLast = 120;
const characterWidth = 8;
const crumbChrome = 40;
const menuWidth = 52;

const widthOf = (name: string): number => Math.min(widestCrumb, name.length * characterWidth + crumbChrome);

/** Whether the first step goes into the menu, too, because the last one, which says where one is, would have no room. */
export function hidesFirstCrumb(names: readonly string[], availableWidth: number): boolean {
  const [first = '', ...others] = names;
  const last = others.at(-1);
  if (last === undefined) return false;
  return widthOf(first) + menuWidth + Math.min(widthOf(last), narrowestLast) > availableWidth;
}

/** How many of the steps go into the menu after the first one; the last one always stays, shortened if need be. */
export function hiddenCrumbCount(names: readonly string[], availableWidth: number): number {
  const widths = names.map(widthOf);
  const last = Math.min(widths.at(-1) ?? 0, narrowestLast);
  const middle = widths.slice(1, -1);
  let room = availableWidth - (names.length > 1 ? (widths[0] ?? 0) : 0) - last;
  if (middle.reduce((sum, width) => sum + width, 0) <= room) return 0;
  room -= menuWidth;
  let shown = 0;
  for (const width of middle.toReversed()) {
    room -= width;
    if (room < 0) break;
    shown += 1;
  }
  return middle.length - shown;
}
