import { createHash, randomFillSync } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Storage } from '../../../electron/core/storage/storage.ts';

/** Names below a folder with `/` between them, each with its content's SHA-256; a folder's name ends with `/`. */
export type Tree = ReadonlyMap<string, string>;

const emptySha256 = createHash('sha256').digest('hex');

/** Writes files of these sizes with random content, and empty folders for names that end with `/`. */
export async function writeTree(folder: string, sizes: ReadonlyMap<string, number>): Promise<void> {
  for (const [name, sizeBytes] of sizes) {
    const target = path.join(folder, name);
    await mkdir(name.endsWith('/') ? target : path.dirname(target), { recursive: true });
    if (!name.endsWith('/')) await writeFile(target, randomFillSync(Buffer.alloc(sizeBytes)));
  }
}

/** All files below a folder, and the folders that are empty. */
export async function readTree(folder: string): Promise<Tree> {
  const tree = new Map<string, string>();
  const read = async (below: string): Promise<void> => {
    const entries = await readdir(path.join(folder, below), { withFileTypes: true });
    if (entries.length === 0 && below !== '') tree.set(below, emptySha256);
    for (const entry of entries) {
      if (entry.isDirectory()) await read(`${below}${entry.name}/`);
      else
        tree.set(below + entry.name, await sha256Of(createReadStream(path.join(folder, below, entry.name))));
    }
  };
  await read('');
  return sorted(tree);
}

/** All objects below a prefix, by their keys without it. */
export async function readObjects(storage: Storage, bucket: string, prefix: string): Promise<Tree> {
  const tree = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const page = await storage.listPage({ bucket, prefix, ...(cursor && { cursor }) });
    for (const entry of page.entries) {
      const key = entry.kind === 'file' ? entry.key : entry.prefix;
      const { body } = await storage.openRange({ bucket, key });
      tree.set(key.slice(prefix.length), await sha256Of(body));
    }
    cursor = page.nextCursor;
  } while (cursor);
  return sorted(tree);
}

async function sha256Of(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

function sorted(tree: Tree): Tree {
  return new Map([...tree].sort(([a], [b]) => (a < b ? -1 : 1)));
}
