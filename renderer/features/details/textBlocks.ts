/** A block is at most so long: the browser lays out one block at a time, and one of a million letters takes seconds. */
const maxLetters = 10_000;
const maxLines = 200;

/**
 * Cuts a text into blocks, each of whole lines; only a line that is longer than a block is cut inside, between two
 * characters. The blocks together are the text, without the line break at the end of each block.
 */
export function textBlocks(text: string): readonly string[] {
  const blocks: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = blockEnd(text, start);
    blocks.push(text.slice(start, text[end - 1] === '\n' ? end - 1 : end));
    start = end;
  }
  return blocks;
}

function blockEnd(text: string, start: number): number {
  const limit = start + maxLetters;
  let end = start;
  for (let lines = 0; lines < maxLines; lines += 1) {
    const newLine = text.indexOf('\n', end);
    const next = newLine === -1 ? text.length : newLine + 1;
    if (next > limit) break;
    end = next;
    if (end === text.length) return end;
  }
  return end > start ? end : cutBetweenCharacters(text, Math.min(limit, text.length));
}

function cutBetweenCharacters(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  const isHighSurrogate = unit >= 0xd800 && unit <= 0xdbff;
  return isHighSurrogate && at < text.length ? at - 1 : at;
}
