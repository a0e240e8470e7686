import { randomFillSync } from 'node:crypto';
import { mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Goals } from './figures.ts';

/** Files to move up and down again. */
export type Work = {
  readonly name: string;
  /** The file that is uploaded, or with a closing slash the folder. */
  readonly local: string;
  readonly fileCount: number;
  readonly sizeBytes: number;
  readonly make: (local: string) => Promise<void>;
  /** The most that Satchel's time divided by a peer's should be. */
  readonly goals: { readonly up: Goals; readonly down: Goals };
  /** A peer without a goal does it once only. */
  readonly isLong?: true;
};

export const largeFile: Work = {
  name: '1 GiB',
  local: 'movie.bin',
  fileCount: 1,
  sizeBytes: 1024 ** 3,
  make: async (local) => {
    const block = randomFillSync(Buffer.alloc(64 * 1024 * 1024));
    await using file = await open(local, 'w');
    for (let written = 0; written < 1024 ** 3; written += block.length) await file.write(block);
  },
  goals: { up: { rclone: 0.35, curl: 1.1 }, down: { rclone: 0.7, curl: 1.5 } },
};

export const smallFiles: Work = {
  ...manyFiles('1,000 files of 100 KiB', 'small/', 1000, 100 * 1024),
  goals: { up: { rclone: 0.6 }, down: { rclone: 0.95 } },
};

export const tinyFiles: Work = {
  ...manyFiles('10,000 files of 10 KiB', 'tiny/', 10_000, 10 * 1024),
  goals: { up: { rclone: 0.6 }, down: { rclone: 1 } },
  isLong: true,
};

/** Files of one size in one folder, each with another content. */
export function manyFiles(name: string, local: string, fileCount: number, fileBytes: number) {
  return {
    name,
    local,
    fileCount,
    sizeBytes: fileCount * fileBytes,
    make: async (folder: string) => {
      await mkdir(folder);
      const content = randomFillSync(Buffer.alloc(fileBytes));
      for (let number = 0; number < fileCount; number += 1) {
        content.writeUInt32LE(number);
        await writeFile(path.join(folder, `file ${number}.bin`), content);
      }
    },
  };
}
