/**
 * The nth name beside one that is taken: `menu.pdf` becomes `menu (2).pdf`, `notes` becomes `notes (2)`. Only the last
 * segment changes; a dot in front makes no extension.
 */
export function numberedName(path: string, number: number, separator = '/'): string {
  const start = path.lastIndexOf(separator) + 1;
  const dot = path.lastIndexOf('.');
  const end = dot > start ? dot : path.length;
  return `${path.slice(0, end)} (${number})${path.slice(end)}`;
}
