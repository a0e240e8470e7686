import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file below a folder, by its path, whose bytes hold one of the texts as UTF-8, UTF-16 or base64. */
export async function filesHolding(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const needles = texts.flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    ...[0, 1, 2].map((shift) => base64Inside(text, shift)),
  ]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (needles.some((needle) => bytes.includes(needle))) found.push(path);
  }
  return found;
}

/** What a text becomes inside a longer base64 text when so many bytes stand before it, without the ends it shares. */
function base64Inside(text: string, shift: number): Buffer {
  const encoded = Buffer.from('\0'.repeat(shift) + text)
    .toString('base64')
    .replace(/=+$/, '');
  return Buffer.from(encoded.slice(shift === 0 ? 0 : shift + 1, -1));
}
