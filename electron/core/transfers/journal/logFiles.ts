import { copyFile, readdir, readFile, rename, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { createCRC32, type IHasher } from 'hash-wasm';

// The format of LevelDB's log files: doc/log_format.md of its sources.
const blockBytes = 32 * 1024;
const headerBytes = 7;
const maskDelta = 0xa282ead8;
/** The types of records: a whole one, and the pieces of one that goes over several blocks. */
const whole = 1;
const first = 2;
const middle = 3;
const last = 4;

/**
 * Cuts LevelDB's log files off where they are damaged, and puts the damaged ones aside under another name. LevelDB by
 * itself would leave out the damaged writes and take those behind them; what it has then never was. A file that merely
 * ends too early is left to it: it drops the end. Tells what was wrong, if anything was.
 */
export async function cutDamagedLogs(folderPath: string): Promise<string | undefined> {
  const names = (await readdir(folderPath)).filter((name) => /^\d+\.log$/.test(name));
  const crc32c = await createCRC32(0x82f63b78);
  let problem: string | undefined;
  for (const name of names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))) {
    const path = join(folderPath, name);
    const aside = `${path}.damaged`;
    if (problem !== undefined) {
      await rename(path, aside);
      continue;
    }
    const goodBytes = wholeBytesOf(await readFile(path), crc32c);
    if (goodBytes === undefined) continue;
    await copyFile(path, aside);
    await truncate(path, goodBytes);
    problem = `The journal was damaged and goes on from an earlier moment: ${name} at byte ${goodBytes}`;
  }
  return problem;
}

/** How many bytes there are before the first damaged record; undefined when none is damaged. */
function wholeBytesOf(log: Buffer, crc32c: IHasher): number | undefined {
  let goodBytes = 0;
  let offset = 0;
  let isInside = false;
  while (offset < log.length) {
    const leftInBlock = blockBytes - (offset % blockBytes);
    if (leftInBlock < headerBytes) {
      offset += leftInBlock;
      continue;
    }
    if (offset + headerBytes > log.length) return undefined;
    const lengthBytes = log.readUInt16LE(offset + 4);
    const end = offset + headerBytes + lengthBytes;
    if (headerBytes + lengthBytes > leftInBlock) return goodBytes;
    if (end > log.length) return undefined;
    crc32c.init().update(log.subarray(offset + 6, end));
    if (masked(Number.parseInt(crc32c.digest('hex'), 16)) !== log.readUInt32LE(offset)) return goodBytes;
    const type = log[offset + 6];
    if (isInside ? type !== middle && type !== last : type !== whole && type !== first) return goodBytes;
    isInside = type === first || type === middle;
    if (!isInside) goodBytes = end;
    offset = end;
  }
  return undefined;
}

function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + maskDelta) >>> 0;
}
