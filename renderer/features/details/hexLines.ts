/** One line of a hex view. */
export type HexLine = { readonly offset: string; readonly bytes: string; readonly text: string };

/** Digits that every offset of a file of this size is written with; at least four. */
export function offsetDigits(sizeBytes: number): number {
  return Math.max(4, Math.max(0, sizeBytes - 1).toString(16).length);
}

/** A line of `count` bytes from `offset`; bytes that are not there yet are dots in the middle, those behind the end blank. */
export function hexLine(
  offset: number,
  count: number,
  sizeBytes: number,
  byteAt: (offset: number) => number | undefined,
): HexLine {
  const bytes: string[] = [];
  let text = '';
  for (let at = offset; at < offset + count; at += 1) {
    const byte = at < sizeBytes ? byteAt(at) : undefined;
    if (at >= sizeBytes) bytes.push('  ');
    else bytes.push(byte === undefined ? '··' : byte.toString(16).padStart(2, '0'));
    if (at < sizeBytes) text += byte === undefined ? '·' : asciiOf(byte);
  }
  return {
    offset: offset.toString(16).padStart(offsetDigits(sizeBytes), '0'),
    bytes: bytes.join(' '),
    text,
  };
}

function asciiOf(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}

/** Reads an offset as people write it, `1024` or `0x400`; undefined for what is none, or lies behind the end. */
export function readOffset(text: string, sizeBytes: number): number | undefined {
  const trimmed = text.trim().replace(/[\s,.']/g, '');
  if (!/^(\d+|0x[\da-f]+)$/i.test(trimmed)) return undefined;
  const offset = Number(trimmed);
  return Number.isSafeInteger(offset) && offset < sizeBytes ? offset : undefined;
}
